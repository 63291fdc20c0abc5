import { describe, expect, it } from 'vitest';
import type { Outage } from '../../../src/domain/operation/operation.ts';
import { dueForAnotherTry, isStalled, nextTry, outageAgain } from '../../../src/domain/operation/outage.ts';

const at = (minutes: number) => new Date(Date.parse('2026-03-01T10:00:00.000Z') + minutes * 60_000);

function troubleAfter(tries: readonly number[]): Outage {
  let outage: Outage | undefined;
  for (const minute of tries) outage = outageAgain(outage, { message: 'Data Factory is away' }, at(minute));
  if (outage === undefined) throw new Error('there was no try');
  return outage;
}

describe('trouble', () => {
  it('remembers since when, how often and what the last try said', () => {
    expect(troubleAfter([0, 1, 6])).toEqual({
      since: at(0).toISOString(),
      times: 3,
      lastAt: at(6).toISOString(),
      message: 'Data Factory is away',
    });
  });

  it('is tried again after 1, 5, 15 and 60 minutes, then hourly for as long as it takes', () => {
    const tries = [0];
    while (tries.length < 8) tries.push((nextTry(troubleAfter(tries)).getTime() - at(0).getTime()) / 60_000);
    expect(tries).toEqual([0, 1, 6, 21, 81, 141, 201, 261]);
  });

  it('is stalled once it has lasted for the hours of the deployment, and not before', () => {
    const trouble = troubleAfter([0, 1]);
    expect(isStalled({ trouble }, at(24 * 60 - 1), 24)).toBe(false);
    expect(isStalled({ trouble }, at(24 * 60), 24)).toBe(true);
    expect(isStalled({}, at(10_000), 24)).toBe(false);
  });

  it('lets those go first that have waited longest, and no more than so many at once', () => {
    const operations = [3, 1, 2, 900].map((minute) => ({ id: minute, trouble: troubleAfter([minute]) }));
    expect(dueForAnotherTry(operations, at(60), 2).map(({ id }) => id)).toEqual([1, 2]);
    expect(dueForAnotherTry(operations, at(60), 50).map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});
