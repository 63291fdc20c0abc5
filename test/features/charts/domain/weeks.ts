import fc from 'fast-check';
import { emptyWeek, type Outcome, type Week, withOutcome } from '../../../../src/domain/overview/week.ts';

/** A week in which these things ended. */
export function weekWith(week: string, endings: readonly Omit<Outcome, 'key' | 'week'>[]): Week {
  return endings.map((ending, at) => ({ ...ending, key: String(at), week })).reduce(withOutcome, emptyWeek(week));
}

const milliseconds = fc.integer({ min: 0, max: 100 * 86_400_000 });
const size = fc.record({ count: fc.nat(100_000), bytes: fc.nat(2 ** 31 - 1) });
const answer = fc.record({
  of: fc.constantFrom('ingress' as const, 'export' as const),
  end: fc.constantFrom('available', 'released', 'rejected'),
  milliseconds,
  size,
});
const round = fc.record({
  of: fc.constant('reviews' as const),
  end: fc.constantFrom('approved', 'denied'),
  milliseconds,
  turnaround: milliseconds,
  differs: fc.boolean(),
});
const drift = fc.record({ of: fc.constant('drift' as const), end: fc.constantFrom('found', 'mended') });

/** Any weeks of some projects. */
export function someWeeks(names: readonly string[]): fc.Arbitrary<readonly Week[]> {
  const endings = fc.array(fc.oneof(answer, round, drift), { maxLength: 12 });
  return fc.array(
    fc.tuple(fc.constantFrom(...names), endings).map(([name, all]) => weekWith(name, all)),
    {
      maxLength: 6,
    },
  );
}
