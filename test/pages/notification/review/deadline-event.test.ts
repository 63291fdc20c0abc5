import { describe, expect, test } from 'vitest';
import { outsideRound } from '../../../../src/domain/notification/outside-view.ts';
import { newRound } from '../../../../src/domain/review/approval.ts';
import type { Round } from '../../../../src/domain/review/round.ts';
import { deadlineCancelled, deadlineEvent } from '../../../../src/pages/notification/review/deadline-event.ts';
import { sampleProject } from '../../../domain/sample.ts';

const opened = '2026-03-01T10:00:00.000Z';
const base = newRound({
  exportId: 'exp_01K00000000000000000ABCDEF',
  definition: 'h1',
  researchers: [],
  filesSince: '2026-03-01T09:00:00.000Z',
  number: 1,
  project: sampleProject(),
  digest: 'd'.repeat(64),
  now: new Date(opened),
});
const to = { oid: '00000000-0000-4000-8000-000000000011' };
const [host, url] = ['gate.example.org', `https://gate.example.org/api/review/${'h'.repeat(43)}`];
const event = (round: Round) => deadlineEvent({ round: outsideRound(round), to, host, url });

/** The value of a property, its lines unfolded. */
const propertyOf = ({ content }: { readonly content: string }, name: string) =>
  new RegExp(`^${name}:(.*)$`, 'm').exec(content.replaceAll('\r\n ', '').replaceAll('\r\n', '\n'))?.[1];

describe('the deadline in a calendar', () => {
  test('is the half hour before it, with a link, a short number and no name', () => {
    const entry = event(base);
    expect(entry.method).toBe('PUBLISH');
    expect(propertyOf(entry, 'DTSTART')).toBe('20260316T163000Z');
    expect(propertyOf(entry, 'DTEND')).toBe('20260316T170000Z');
    expect(propertyOf(entry, 'URL')).toBe(url);
    expect(propertyOf(entry, 'SUMMARY')).toBe('Decide about package ABCDEF of heart-study');
    expect(propertyOf(entry, 'TRANSP')).toBe('TRANSPARENT');
  });

  test('is one entry for a person and a package, which more time moves and the close takes away', () => {
    const at = '2026-03-05T10:00:00.000Z';
    const deadline = '2026-03-20T17:00:00.000Z';
    const longer = {
      ...base,
      deadline,
      extended: { at, by: 'o', reason: 'holiday', deadline, revision: 2 },
      revision: 2,
    };
    const closed = { ...longer, status: 'denied' as const, closedAt: '2026-03-06T10:00:00.000Z', revision: 3 };
    const all = [event(base), event(longer), deadlineCancelled({ round: outsideRound(closed), to, host })];
    expect(new Set(all.map((entry) => propertyOf(entry, 'UID'))).size).toBe(1);
    const sequence = all.map((entry) => Number(propertyOf(entry, 'SEQUENCE')));
    expect(sequence).toEqual(sequence.toSorted((one, other) => one - other));
    expect(new Set(sequence).size).toBe(3);
    expect(propertyOf(event(longer), 'DTEND')).toBe('20260320T170000Z');
    expect(all.at(-1)).toMatchObject({ method: 'CANCEL', content: expect.stringContaining('STATUS:CANCELLED') });
    expect(all.at(-1)?.content).not.toContain('holiday');
  });

  test('goes on in the next round of the same package', () => {
    const next = { ...base, number: 2, openedAt: '2026-03-02T10:00:00.000Z', revision: 1 };
    expect(propertyOf(event(next), 'UID')).toBe(propertyOf(event(base), 'UID'));
    expect(Number(propertyOf(event(next), 'SEQUENCE'))).toBeGreaterThan(Number(propertyOf(event(base), 'SEQUENCE')));
  });

  test('tells no time of the package more exactly than to a quarter of an hour, also in its sequence', () => {
    const later = { filesSince: '2026-03-01T09:14:59.999Z', openedAt: '2026-03-01T10:14:59.999Z' };
    const other = { ...base, ...later, deadline: '2026-03-16T17:14:59.999Z' };
    expect(event(other)).toEqual(event(base));
  });

  test('is taken away by a close, and comes again with the next round, all within one quarter of an hour', () => {
    const closed = { ...base, status: 'superseded' as const, closedAt: '2026-03-01T10:01:00.000Z' };
    const next = { ...base, number: 2, openedAt: '2026-03-01T10:01:00.000Z' };
    const all = [event(base), deadlineCancelled({ round: outsideRound(closed), to, host }), event(next)];
    const sequence = all.map((entry) => Number(propertyOf(entry, 'SEQUENCE')));
    expect(sequence).toEqual([...new Set(sequence)].toSorted((one, other) => one - other));
  });

  test('does not tell that others have decided', () => {
    expect(event({ ...base, revision: 4 })).toEqual(event(base));
  });

  test('keeps lines of at most 75 bytes that end as the format asks', () => {
    const { content } = event(base);
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});
