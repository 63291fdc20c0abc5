import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComputeWorld } from '../../../../src/compute/domain/kinds.ts';
import { runningOf } from '../../../../src/compute/domain/own.ts';
import { countHours, type ObservedHours } from '../../../../src/compute/domain/usage/hours.ts';

const minute = 60_000;
const start = Date.parse('2026-11-24T10:00:00.000Z');
const one = { there: 1, machines: 1, instances: 0 };

/** Looks so many minutes after the beginning each, with so many machines that run. */
function snapshots(...all: readonly (readonly [number, number])[]): ObservedHours | undefined {
  return all.reduce<ObservedHours | undefined>(
    (before, [at, machines]) =>
      countHours(before, { ...one, there: machines + 1, machines }, new Date(start + at * minute)),
    undefined,
  );
}

const sum = (hours: ObservedHours | undefined, of: 'machines' | 'instances' | 'missed') =>
  (hours?.months ?? []).reduce((total, month) => total + month[of], 0);

describe('countHours', () => {
  test('counts each machine for the time since the look before', () => {
    expect(snapshots([0, 3])?.months).toEqual([]);
    expect(snapshots([0, 0], [5, 2], [9, 1])?.months).toEqual([
      { month: '2026-11', machines: 14 * minute, instances: 0, missed: 0 },
    ]);
  });

  test('counts no more than five minutes for a look, and says what was missed', () => {
    const hours = snapshots([0, 1], [65, 1]);
    expect([sum(hours, 'machines'), sum(hours, 'missed')]).toEqual([5 * minute, 60 * minute]);
  });

  test('misses nothing while there is nothing to look at', () => {
    const before = snapshots([0, 1], [5, 1]);
    const gone = countHours(before, { there: 0, machines: 0, instances: 0 }, new Date(start + 60 * minute));
    expect(gone).toEqual({ months: before?.months });
    expect(sum(countHours(gone, one, new Date(start + 600 * minute)), 'missed')).toBe(0);
  });

  test('puts time into the months in which it lies, and a clock that goes back counts nothing', () => {
    const before = countHours(undefined, one, new Date('2026-10-31T23:00:00.000Z'));
    const hours = countHours(before, { ...one, instances: 2 }, new Date('2026-12-01T00:02:00.000Z'));
    expect(hours.months).toEqual([
      { month: '2026-10', machines: 0, instances: 0, missed: 60 * minute },
      { month: '2026-11', machines: 3 * minute, instances: 6 * minute, missed: 30 * 24 * 60 * minute - 3 * minute },
      { month: '2026-12', machines: 2 * minute, instances: 4 * minute, missed: 0 },
    ]);
    expect(countHours(hours, one, new Date('2026-11-30T00:00:00.000Z'))).toEqual(hours);
  });

  test('keeps the months of two years', () => {
    const hours = countHours(countHours(undefined, one, new Date(0)), one, new Date('2026-11-24T10:00:00.000Z'));
    expect(hours.months.map(({ month }) => month).slice(0, 1)).toEqual(['2024-11']);
    expect(hours.months).toHaveLength(25);
  });

  test('every minute between the first look and the last is either looked at or missed', () => {
    const times = fc.uniqueArray(fc.nat(200_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, (minutes) => {
        const [first = 0, ...later] = minutes.toSorted((a, b) => a - b);
        const hours = snapshots(...[first, ...later].map((at) => [at, 1] as const));
        const whole = ((later.at(-1) ?? first) - first) * minute;
        expect(sum(hours, 'machines') + sum(hours, 'missed')).toBe(whole);
      }),
    );
  });
});

describe('runningOf', () => {
  const tags = { 'sallyport-project': 'genomics' };
  const machine = (power: ComputeWorld['machines'][number]['power'], own = tags) => {
    return { id: power, name: power, size: undefined, tags: own, provisioningState: 'Succeeded', power };
  };
  const instance = (state: string, own = tags) => {
    return { name: state, size: undefined, tags: own, provisioningState: 'Succeeded', state };
  };

  test('counts those of the project that run, and knows that others are there', () => {
    const other = { 'sallyport-project': 'proteomics' };
    const world: ComputeWorld = {
      machines: [machine('running'), machine('deallocated'), machine('starting'), machine('running', other)],
      instances: [instance('Running'), instance('JobRunning'), instance('Stopped'), instance('Running', other)],
      ...{ clusters: [], others: [] },
    };
    expect(runningOf('genomics', world)).toEqual({ there: 6, machines: 1, instances: 2 });
    expect(runningOf('proteomics', world)).toEqual({ there: 2, machines: 1, instances: 1 });
    expect(runningOf('nobody', world).there).toBe(0);
  });
});
