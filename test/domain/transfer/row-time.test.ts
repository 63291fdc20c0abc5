import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Transfer } from '../../../src/domain/operation/operation.ts';
import { isEarlier } from '../../../src/domain/operation/take-back.ts';
import { timeOfMove, timeToIntend } from '../../../src/domain/transfer/row-time.ts';

const second = 1000;
const clock = fc.integer({ min: -10 * second, max: 10 * second });
const begin = Date.parse('2026-03-01T10:00:00Z');

const intended = (intendedAt: string): Transfer => {
  return { step: 'export-release', attempt: 1, parameters: {}, status: 'intended', intendedAt };
};

it('what was intended before a move is told from what came after it, however the clocks of the instances differ', () => {
  fc.assert(
    fc.property(clock, clock, clock, clock, (first, other, third, fourth) => {
      const at = (time: number, skew: number) => new Date(begin + time * second + skew);
      const since = timeOfMove({ since: new Date(begin).toISOString(), transfers: [] }, at(0, first));
      const before = intended(timeToIntend({ since }, at(1, other)));
      const moved = timeOfMove({ since, transfers: [before] }, at(2, third));
      const after = intended(timeToIntend({ since: moved, retriedAt: moved }, at(3, fourth)));
      const takeBack = { number: 1, from: 'releasing', to: 'in-review', by: 'otto', reason: 'r', at: moved } as const;
      expect([isEarlier({ takeBack }, before), isEarlier({ takeBack }, after)]).toEqual([true, false]);
      expect([before.intendedAt < moved, after.intendedAt >= moved, since <= before.intendedAt]).toEqual([
        true,
        true,
        true,
      ]);
    }),
  );
});

it('a clock that is right is believed', () => {
  const now = new Date(begin + 60 * second);
  const since = new Date(begin).toISOString();
  expect(timeOfMove({ since, transfers: [intended(since)] }, now)).toBe(now.toISOString());
  expect(timeToIntend({ since }, now)).toBe(now.toISOString());
});
