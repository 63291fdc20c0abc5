import { describe, expect, test } from 'vitest';
import { applyChangeLine, endsOfChange } from '../../../src/domain/definition/recorded-change.ts';
import { anEvent } from '../../contract/samples.ts';

const told = { change: 'c1', definition: 'ab', against: null, expires: '2026-12-01T00:00:00.000Z' };
const asked = (change: string, data: Readonly<Record<string, string | null>> = told) => ({
  ...anEvent(`${change}.project.change-asked`),
  kind: 'project.change-asked' as const,
  data: { ...data, change },
});

describe('the change that waits by the lines of a chain', () => {
  test('is the one that was asked for last', () => {
    expect(applyChangeLine(undefined, asked('c1'))).toEqual(told);
    expect(applyChangeLine(told, asked('c2'))).toEqual({ ...told, change: 'c2' });
    expect(applyChangeLine(told, anEvent('something-else'))).toEqual(told);
  });

  test.each(endsOfChange)('waits no longer behind its line %s, and goes on waiting behind that of another', (end) => {
    expect(applyChangeLine(told, anEvent(`c1.${end}`))).toBeUndefined();
    expect(applyChangeLine(told, anEvent(`c2.${end}`))).toEqual(told);
  });

  test('is none where the line does not say until when it waits', () => {
    expect(applyChangeLine(told, asked('c2', { definition: 'ab', against: null }))).toBeUndefined();
  });
});
