import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import { mostLimitedRows, rowClassOf } from '../../../src/domain/inspection/coverage.ts';
import type { FileEvidence } from '../../../src/domain/inspection/evidence.ts';
import { type RoundEvidence, summedUp } from '../../../src/domain/inspection/round-evidence.ts';
import { type EgressLimit, type LimitMeasure, limitMeasures } from '../../../src/domain/project/egress-limits.ts';
import { fitsAllFrom, lookAtLimits, oldTakes, type Take, takeOf } from '../../../src/domain/transfer/limits.ts';
import { exceeds, sumsWith } from '../../activities/review/limit-model.ts';
import { lookedAtAll } from '../../inspector/a-coverage.ts';
import { sampleOperation } from '../sample.ts';

const start = Date.parse('2026-03-02T08:00:00.000Z');
const hour = 3_600_000;

/** A package that wants out, so many hours after the one before; its instance's clock is so many milliseconds off. */
const wish = fc.record({
  after: fc.integer({ min: 0, max: 60 }),
  off: fc.integer({ min: -10_000, max: 10_000 }),
  bytes: fc.integer({ min: 0, max: 60 }),
  files: fc.integer({ min: 0, max: 6 }),
  rows: fc.constantFrom(0, 10, 100),
  person: fc.constantFrom('', 'ada', 'ben'),
  datasets: fc.constantFrom([], ['a'], ['b'], ['a', 'b']),
});

const amount = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const limit: fc.Arbitrary<EgressLimit> = fc
  .record({
    of: fc.constantFrom('project' as const, 'person' as const, 'dataset' as const),
    days: fc.integer({ min: 1, max: 5 }),
    hard: fc.record({ bytes: amount(150), files: amount(12), packages: amount(4), rows: amount(300) }),
  })
  .map(({ hard, ...rest }) => {
    const named = limitMeasures.flatMap((measure) => (hard[measure] === undefined ? [] : [[measure, hard[measure]]]));
    return { ...rest, name: 'some', hard: Object.fromEntries(named) };
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
    const [bytes, files] = [sum((take) => take.bytes), sum((take) => take.files)];
    return { bytes, files, packages: sum(() => 1), rows: sum(({ rows = 0 }) => rows) };
  });
}

function isMore(sum: Readonly<Record<LimitMeasure, number>>, { hard = {} }: EgressLimit): boolean {
  return limitMeasures.some((measure) => sum[measure] > (hard[measure] ?? Infinity));
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

  test('what was made from an unknown source counts for each dataset, by half where a package has to wait, whole where more people are asked', () => {
    fc.assert(
      fc.property(limit, fc.array(wish, { maxLength: 8 }), wish, ({ hard = {}, ...of }, all, last) => {
        const now = new Date(start);
        const takes = [...all, last].map(({ after: _, off: __, ...rest }, index) => {
          return { ...rest, exportId: `exp_${index}`, round: 1, at: now.toISOString() };
        });
        const [wanted] = takes.slice(-1);
        if (wanted === undefined) throw new Error('there is a last');
        for (const as of ['hard', 'soft'] as const) {
          const one = { ...of, [as]: hard };
          const looks = lookAtLimits([one], takes.slice(0, -1), wanted, now);
          const own = { ...wanted, from: start, until: Infinity };
          const stood = takes.map((take) => ({ ...take, from: start, until: Infinity }));
          const isMore = exceeds(sumsWith(one, own, [...stood.slice(0, -1), own], { as }), hard);
          expect(looks.some(({ fits }) => !fits)).toBe(as === 'hard' && isMore);
          expect(looks.some(({ isOverSoft }) => isOverSoft)).toBe(as === 'soft' && isMore);
        }
      }),
      { seed: 38, numRuns: 400 },
    );
    const take = (number: number, datasets: string[]): Take => {
      const amounts = { bytes: 1, files: 1, person: '', datasets };
      return { ...amounts, exportId: `exp_${number}`, round: 1, at: new Date(start).toISOString() };
    };
    const two: EgressLimit = { name: 'year', of: 'dataset', days: 365, soft: { packages: 2 }, hard: { packages: 2 } };
    const looks = lookAtLimits([two], [take(1, []), take(2, [])], take(3, ['a']), new Date(start));
    expect(looks).toMatchObject([{ dataset: 'a', fits: true, isOverSoft: true }]);
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

  test.each(limitMeasures)('a limit of %s alone holds back what exceeds it, and no other', (measure) => {
    const amounts = { packages: 1, files: 7, rows: 100, bytes: 9 };
    const { packages: _, ...own } = amounts;
    const take = { ...own, exportId: 'exp_1', round: 1, at: new Date(start).toISOString(), person: '', datasets: [] };
    const looks = (most: number) =>
      lookAtLimits(
        [{ name: 'some', of: 'project', days: 1, hard: { [measure]: most } }],
        [take],
        take,
        new Date(start),
      );
    expect(looks(2 * amounts[measure]).map(({ fits }) => fits)).toEqual([true]);
    expect(looks(2 * amounts[measure] - 1).map(({ fits }) => fits)).toEqual([false]);
  });

  test('rows are those of evidence, at their most; files that it does not tell are named, and count as none', () => {
    const now = new Date(start);
    const taking = (evidence?: RoundEvidence) =>
      takeOf(
        sampleOperation({
          door: 'export',
          package: { digest: 'd', count: 3, bytes: 5 },
          ...(evidence === undefined ? {} : { inspection: { evidence, at: now.toISOString() } }),
        }),
        now,
      );
    const file = (
      number: number,
      rows?: number | 'more',
      notChecked: FileEvidence['notChecked'] = [],
    ): FileEvidence => {
      const told =
        rows === undefined ? lookedAtAll : { ...lookedAtAll, rows: rowClassOf(rows === 'more' ? 1e9 : rows) };
      return { number, type: 'table', findings: [], notChecked, verdict: 'lookedAt', bytes: 1, coverage: told };
    };
    const summed = (...files: FileEvidence[]) => taking(summedUp({ files, unread: 0 }, 'h'));
    expect(summed(file(1, 3), file(2, 11), file(3, 0))).toMatchObject({ rows: 110 });
    expect(summed(file(1, 3), file(2), file(3, 5, ['partly']))).toMatchObject({ rows: 20, uncounted: 2 });
    expect(summed(file(1, 'more')).rows).toBeGreaterThan(mostLimitedRows);
    for (const none of [taking(), taking({ missing: 'late' }), summed(file(1), file(2))])
      expect(none).not.toHaveProperty('rows');
    const limit: EgressLimit = { name: 'some', of: 'project', days: 1, hard: { rows: 10 } };
    const [look] = lookAtLimits([limit], [taking()], summed(file(1, 3), file(2)), now);
    expect(look).toMatchObject({ fits: true, uncounted: 4, hard: { taken: { rows: 0 }, wanted: { rows: 10 } } });
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
