import { describe, expect, it } from 'vitest';
import { considerRepetition, type KeptRequest } from '../../../src/domain/base/kept-request.ts';

const at = '2026-03-01T10:00:00.000Z';
const answer = { status: 202, headers: {}, body: '{}' };
const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000);
const request: KeptRequest = { id: 'i', digest: 'd', at };
const week = 7 * 24 * 60;

describe('a request whose key was used before', () => {
  it.each([
    ['the same, answered', { ...request, answer }, 'd', 1, { kind: 'answered', answer }],
    ['the same, answered, to the last moment', { ...request, answer }, 'd', week - 1, { kind: 'answered', answer }],
    ['the same, not answered yet', request, 'd', 9, { kind: 'running' }],
    ['the same, interrupted', request, 'd', 10, { kind: 'anew' }],
    ['another, answered', { ...request, answer }, 'e', 1, { kind: 'other-request' }],
    ['another, not answered yet', request, 'e', 1, { kind: 'other-request' }],
    ['the same, after seven days', { ...request, answer }, 'd', week, { kind: 'anew' }],
    ['another, after seven days', { ...request, answer }, 'e', week, { kind: 'anew' }],
  ])('%s', (_, standing, digest, minutes, outcome) => {
    expect(considerRepetition(standing, digest, later(minutes))).toEqual(outcome);
  });
});
