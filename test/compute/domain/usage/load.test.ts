import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coresOf } from '../../../../src/compute/domain/usage/idle.ts';
import { idleMinutesOf, type LoadSpan, loadNeeded } from '../../../../src/compute/domain/usage/load.ts';

const now = new Date('2026-06-05T12:00:00Z');
const minute = 60_000;
const quiet = { cpuPercent: 0.3, networkBytes: 100_000 };

/** A span so many minutes before now; what it does not say is quiet. */
function span(minutesAgo: number, difference: Partial<LoadSpan> = {}): LoadSpan {
  return { at: new Date(now.getTime() - minutesAgo * minute).toISOString(), ...quiet, ...difference };
}

/** Quiet spans from so many minutes ago up to now. */
function quietSince(minutesAgo: number): LoadSpan[] {
  return Array.from({ length: minutesAgo / 5 }, (_, index) => span(minutesAgo - index * 5));
}

function without(load: readonly LoadSpan[], minutesAgo: number): LoadSpan[] {
  return load.filter(({ at }) => at !== span(minutesAgo).at);
}

function changed(load: readonly LoadSpan[], minutesAgo: number, difference: Partial<LoadSpan>): LoadSpan[] {
  return load.map((one) => (one.at === span(minutesAgo).at ? { ...one, ...difference } : one));
}

describe('how long a machine was idle', () => {
  it('counts from the end of its last work to the newest span whose values have all arrived', () => {
    expect(idleMinutesOf([span(100, { cpuPercent: 80 }), ...quietSince(95)], 4, now)).toBe(90);
    expect(idleMinutesOf([span(100, { networkBytes: 5_000_000 }), ...quietSince(95)], 4, now)).toBe(90);
  });

  it('sees one busy core of many, and not what agents do on few', () => {
    const load = (cpuPercent: number) => changed(quietSince(95), 30, { cpuPercent });
    expect(idleMinutesOf(load(100 / 64), 64, now)).toBe(20);
    expect(idleMinutesOf(load(100 / 64), 2, now)).toBe(85);
    expect(idleMinutesOf(load(6), 4, now)).toBe(85);
    expect(idleMinutesOf(load(6.25), 4, now)).toBe(20);
  });

  it('is over as soon as anything shows work, although the newest values are not all there', () => {
    expect(idleMinutesOf([...quietSince(95), span(0, { cpuPercent: 50, networkBytes: undefined })], 4, now)).toBe(0);
    expect(idleMinutesOf(changed(quietSince(95), 5, { cpuPercent: 50 }), 4, now)).toBe(0);
  });

  it('does not count a span behind a gap, in which the machine may have started', () => {
    expect(idleMinutesOf(without(quietSince(95), 50), 4, now)).toBe(35);
    expect(idleMinutesOf(changed(quietSince(95), 50, { cpuPercent: undefined }), 4, now)).toBe(35);
    expect(idleMinutesOf(changed(quietSince(95), 50, { networkBytes: undefined }), 4, now)).toBe(35);
  });

  it('is not known without values, with late ones, and before the first whole span', () => {
    expect(idleMinutesOf([], 4, now)).toBeUndefined();
    expect(idleMinutesOf(quietSince(95).slice(0, -3), 4, now)).toBeUndefined();
    expect(idleMinutesOf(quietSince(95).slice(0, -2), 4, now)).toBe(80);
    expect(idleMinutesOf([span(5)], 4, now)).toBeUndefined();
    expect(idleMinutesOf([span(10), span(5)], 4, now)).toBe(0);
  });

  it('asks for as much load as the decision needs', () => {
    const { from, until } = loadNeeded(90, now);
    expect(until).toEqual(now);
    const all = quietSince(180).filter(({ at }) => Date.parse(at) >= from.getTime());
    expect(idleMinutesOf(all, 4, now)).toBeGreaterThanOrEqual(90);
    expect(idleMinutesOf(all.slice(0, -2), 4, now)).toBeGreaterThanOrEqual(90);
  });

  const anyLoad = fc.uniqueArray(
    fc.record({
      minutesAgo: fc.nat(60).map((spans) => spans * 5),
      cpuPercent: fc.option(fc.constantFrom(0, 3, 40), { nil: undefined }),
      networkBytes: fc.option(fc.constantFrom(0, 9_000_000), { nil: undefined }),
    }),
    { maxLength: 60, selector: ({ minutesAgo }) => minutesAgo },
  );
  const isBusy = ({ cpuPercent = 0, networkBytes = 0 }: LoadSpan) => cpuPercent >= 25 || networkBytes >= 5_000_000;
  const isMeasured = ({ cpuPercent, networkBytes }: LoadSpan) => cpuPercent !== undefined && networkBytes !== undefined;

  // Work in a span of which nothing was known tells something new: that the machine ran, so that quiet time behind it counts.
  it('is never longer with more work where all was measured, or with less known of what was quiet', () => {
    fc.assert(
      fc.property(anyLoad, fc.nat(60), fc.boolean(), (drawn, at, isWork) => {
        const load = drawn.map(({ minutesAgo, ...values }) => span(minutesAgo, values));
        const isThere = (one: LoadSpan) => one.at === span(at * 5).at;
        const less = isWork
          ? load.map((one) => (isThere(one) && isMeasured(one) ? { ...one, cpuPercent: 90 } : one))
          : load.filter((one) => !isThere(one) || isBusy(one));
        const before = idleMinutesOf(load, 1, now);
        const after = idleMinutesOf(less, 1, now);
        if (after !== undefined && before !== undefined) expect(after).toBeLessThanOrEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('never reaches back over the start of a machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 14 }), (startedAgo, late) => {
        const seen = quietSince(300).filter(({ at }) => {
          const end = Date.parse(at) + 5 * minute;
          return end > now.getTime() - startedAgo * minute && end <= now.getTime() - late * minute;
        });
        const idle = idleMinutesOf(seen, 4, now);
        if (idle !== undefined) expect(idle).toBeLessThanOrEqual(startedAgo);
      }),
    );
  });
});

describe('cores of a size', () => {
  it.each([
    ['Standard_D4s_v5', 4],
    ['Standard_E104is_v5', 104],
    ['Standard_NC24ads_A100_v4', 24],
    ['Standard_B1ls', 1],
    ['Standard_F72s_v2', 72],
    ['Standard_E4-2s_v5', 4],
    ['standard_d8s_v3', 8],
    ['Standard_DS3_v2', 4],
    ['Standard_D5_v2', 16],
    ['Standard_DS11_v2', 2],
    ['Standard_D2_v2', 2],
  ])('%s: %i', (size, cores) => {
    expect(coresOf(size)).toBe(cores);
  });

  it('are not guessed', () => {
    expect(coresOf('Standard_odd')).toBeUndefined();
    expect(coresOf('Standard_D9_v2')).toBeUndefined();
  });
});
