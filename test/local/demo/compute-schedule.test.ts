import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeSchedule } from '../../../local/demo/compute-schedule.ts';
import { parseNcrontab } from '../../../local/host/timer/ncrontab.ts';
import { schedulePattern } from '../../../src/domain/base/schedule.ts';

test('the timer for computes waits until the demo is over, and then runs every five minutes', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), (now) => {
      const pattern = schedulePattern.parse(computeSchedule(now));
      const schedule = parseNcrontab(pattern, 'UTC');
      const first = schedule.next(now.getTime());
      expect(first - now.getTime()).toBeGreaterThanOrEqual(3 * 60_000);
      expect(first - now.getTime()).toBeLessThanOrEqual(5 * 60_000);
      expect(schedule.next(first) - first).toBe(5 * 60_000);
    }),
  );
});
