import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import type { EgressLimit } from '../../../src/domain/project/egress-limits.ts';
import { fitsAllFrom, lookAtLimits, oldTakes, type Take, takeOf } from '../../../src/domain/transfer/limits.ts';
import { sampleOperation } from '../sample.ts';

const start = Date.parse('2026-03-02T08:00:00.000Z');
const hour = 3_600_000;

/** A package that wants out, so many hours after the one before; its instance's clock is so many milliseconds off. */
const wish = fc.record({
  after: fc.integer({ min: 0, max: 60 }),
  off: fc.integer({ min: -10_000, max: 10_000 }),
  bytes: fc.integer({ min: 0, max: 60 }),
  files: fc.integer({ min: 0, max: 6 }),
  person: fc.constantFrom('', 'ada', 'ben'),
  datasets: fc.constantFrom([], ['a'], ['b'], ['a', 'b']),
});

const amount = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const limit: fc.Arbitrary<EgressLimit> = fc
  .record({
    of: fc.constantFrom('project' as const, 'person' as const, 'dataset' as const),
    days: fc.integer({ min: 1, max: 5 }),
    bytes: amount(150),
    files: amount(12),
    packages: amount(4),
  })
  .map(({ bytes, files, packages, ...rest }) => {
    const hard = { ...(bytes && { bytes }), ...(files && { files }), ...(packages && { packages }) };
    return { ...rest, name: 'some', hard };
  });

/** The true sums of a window that ends at a moment, for each person or dataset that it is of, counted anew. */
function sums({ of, days }: EgressLimit, left: readonly (Take & { trueAt: number })[], end: number) {
  const within = left.filter(({ trueAt }) => trueAt <= end && trueAt > end - days * DAY);
  const kinds = of === 'project' ? [''] : of === 'person' ? ['', 'ada', 'ben'] : ['', 'a', 'b'];
  return kinds.map((kind) => {
    const weight = ({ person, datasets }: Take) => {
      if (of === 'project') return 1;
      if (of === 'person') return person === kind ? 1 : 0;
      return datasets.length === 0 ? 0.5 : datasets.includes(kind) ? 1 : 0;
    };
    const sum = (value: (take: Take) => number) => within.reduce((all, take) => all + weight(take) * value(take), 0);
    return { bytes: sum(({ bytes }) => bytes), files: sum(({ files }) => files), packages: sum(() => 1) };
  });
}

function isMore(sum: { bytes: number; files: number; packages: number }, { hard = {} }: EgressLimit): boolean {
  const { bytes = Infinity, files = Infinity, packages = Infinity } = hard;
  return sum.bytes > bytes || sum.files > files || sum.packages > packages;
}

describe('limits of what leaves', () => {
  test('no window exceeds its limit at any moment by the true time, although clocks differ by ten seconds', () => {
    fc.assert(
      fc.property(fc.array(limit, { minLength: 1, maxLength: 3 }), fc.array(wish, { maxLength: 30 }), (limits, all) => {
        const left: (Take & { trueAt: number })[] = [];
        let time = start;
        for (const [index, { after, off, ...amounts }] of all.entries()) {
          time += after * hour;
          const now = new Date(time + off);
          const take = { ...amounts, exportId: `exp_${index}`, round: 1, at: now.toISOString() };
          const looks = lookAtLimits(limits, left, take, now);
          if (looks.every(({ fits }) => fits)) left.push({ ...take, trueAt: time });
        }
        for (const { trueAt } of left)
          for (const one of limits) expect(sums(one, left, trueAt).filter((sum) => isMore(sum, one))).toEqual([]);
      }),
      { seed: 36, numRuns: 400 },
    );
  });

  test('a package that waits fits at the time that was said, and a moment earlier it does not', () => {
    fc.assert(
      fc.property(
        fc.array(limit, { minLength: 1, maxLength: 3 }),
        fc.array(wish, { maxLength: 20 }),
        wish,
        (limits, all, last) => {
          const at = (hours: number) => new Date(start + hours * hour);
          const takes = all.map(({ after: _, off: __, ...rest }, index) => {
            return { ...rest, exportId: `exp_${index}`, round: 1, at: at(index).toISOString() };
          });
          const now = at(all.length);
          const wanted = { ...last, exportId: 'exp_last', round: 1, at: now.toISOString() };
          const look = (then: number) => lookAtLimits(limits, takes, wanted, new Date(then));
          const from = fitsAllFrom(look(now.getTime()));
          if (from === undefined) expect(look(now.getTime() + 400 * DAY).some(({ fits }) => !fits)).toBe(true);
          else {
            expect(look(from.getTime()).every(({ fits }) => fits)).toBe(true);
            if (from > now) expect(look(from.getTime() - 1).some(({ fits }) => !fits)).toBe(true);
          }
        },
      ),
      { seed: 37, numRuns: 400 },
    );
  });

  test('what was made from an unknown source counts half for each dataset', () => {
    const ofDataset: EgressLimit = { name: 'year', of: 'dataset', days: 365, hard: { packages: 2 } };
    const take = (number: number, datasets: string[]): Take => {
      return {
        exportId: `exp_${number}`,
        round: 1,
        at: new Date(start).toISOString(),
        bytes: 1,
        files: 1,
        person: '',
        datasets,
      };
    };
    const fits = (takes: readonly Take[], datasets: string[]) =>
      lookAtLimits([ofDataset], takes, take(9, datasets), new Date(start)).every((look) => look.fits);
    const unknown = [take(1, []), take(2, [])];
    expect(fits(unknown, ['a'])).toBe(true);
    expect(fits([...unknown, take(3, ['a'])], ['a'])).toBe(false);
    expect(fits([...unknown, take(3, ['a'])], ['b'])).toBe(true);
    expect(fits([take(1, ['a']), take(2, ['a'])], [])).toBe(false);
    expect(fits([take(1, ['b'])], [])).toBe(true);
  });

  test('what is older than any limit looks back is removed, and not a day earlier', () => {
    const take = {
      exportId: 'exp_1',
      round: 1,
      at: new Date(start).toISOString(),
      bytes: 1,
      files: 1,
      person: '',
      datasets: [],
    };
    expect(oldTakes([take], new Date(start + 365 * DAY))).toEqual([]);
    expect(oldTakes([take], new Date(start + 365 * DAY + 60_000))).toEqual([take]);
  });

  test('a release takes what leaves, without what is only shown, by whoever submitted it', () => {
    const by = { oid: 'ada' };
    const now = new Date(start);
    const made = [
      { id: 'ing_1', name: 'a', version: 1 },
      { id: 'ing_2', name: 'a', version: 2 },
    ];
    const operation = sampleOperation({
      door: 'export',
      round: 2,
      package: { digest: 'd', count: 5, bytes: 50, contextCount: 2, contextBytes: 20 },
      submission: { purpose: 'p', madeFrom: made, by, at: now.toISOString() },
    });
    expect(takeOf(operation, now)).toMatchObject({ round: 2, files: 3, bytes: 30, person: 'ada', datasets: ['a'] });
    const { submission: _, round: __, ...nobody } = operation;
    expect(takeOf(nobody, now)).toMatchObject({ round: 0, person: '', datasets: [] });
  });
});
