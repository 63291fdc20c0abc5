import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/domain/lifecycle/advance.ts';
import { nextOfRetraction, retractionText, retractionTimes } from '../../../src/domain/lifecycle/retraction.ts';
import type { Retraction, Transfer } from '../../../src/domain/operation/operation.ts';
import { sampleOperation } from '../sample.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const day = 86_400_000;
const daysFrom = (days: number): string => new Date(now.getTime() + days * day).toISOString();

const retractedUntil = (days: number): Retraction => ({
  closedAt: daysFrom(-1),
  by: 'otto',
  reason: 'Consent was withdrawn',
  retainedUntil: daysFrom(days),
  restorableUntil: daysFrom(days + 17),
});
const ended = (days: number, status: Transfer['status'] = 'failed'): Transfer => {
  const at = daysFrom(days);
  return { step: 'dataset-retract', attempt: 1, parameters: {}, status, intendedAt: at, closedAt: at };
};

describe('retractionText', () => {
  it.each([
    [1, `, kept by its retention until ${daysFrom(1)}`],
    [0, ''],
    [-1, ''],
  ])('speaks of the retention only while that keeps something: %i days from now', (days, kept) => {
    expect(retractionText(retractedUntil(days), now)).toBe(
      `closed to people since ${daysFrom(-1)}${kept}, restorable by a storage administrator until ${daysFrom(days + 17)}`,
    );
  });
});

describe('retractionTimes', () => {
  const retention = { datasetDays: 30, restoreDays: 17 };

  it('count the retention from the newest file and what can be restored from its end', () => {
    expect(retractionTimes(now, new Date(daysFrom(-10)), retention)).toEqual({
      closedAt: daysFrom(0),
      retainedUntil: daysFrom(20),
      restorableUntil: daysFrom(37),
    });
  });

  it('count what can be restored from now when the retention is over or there is no file', () => {
    expect(retractionTimes(now, new Date(daysFrom(-100)), retention).restorableUntil).toBe(daysFrom(17));
    expect(retractionTimes(now, undefined, retention).restorableUntil).toBe(daysFrom(17));
  });
});

describe('nextOfRetraction', () => {
  it.each([
    [
      'ends when nothing is left, not even to be restored',
      { current: 0, all: 0 },
      [],
      20,
      { kind: 'gone', event: 'retracted' },
    ],
    ['deletes at once, as Azure may let it', { current: 2, all: 2 }, [], 20, { kind: 'delete' }],
    [
      'waits a day while something can be restored',
      { current: 0, all: 2 },
      [],
      20,
      { kind: 'wait', waitSeconds: 86_400 },
    ],
    [
      'waits for the retention after a refusal, a day at a time',
      { current: 2, all: 2 },
      [ended(-1)],
      20,
      { kind: 'wait', waitSeconds: 86_400 },
    ],
    [
      'waits no longer than the retention lasts',
      { current: 2, all: 2 },
      [ended(-1)],
      0.5,
      { kind: 'wait', waitSeconds: 43_200 },
    ],
    ['deletes after the retention', { current: 2, all: 2 }, [ended(-3)], -1, { kind: 'delete' }],
    [
      'tries again a day after a run that failed without cause',
      { current: 2, all: 2 },
      [ended(-0.5)],
      -1,
      { kind: 'wait', waitSeconds: 43_200 },
    ],
    [
      'deletes again what lies there after a delete that succeeded',
      { current: 1, all: 1 },
      [ended(-2, 'succeeded')],
      -3,
      { kind: 'delete' },
    ],
  ] as const)('%s', (_, left, transfers, days, next) => {
    expect(nextOfRetraction({ transfers, retraction: retractedUntil(days) }, left, now)).toEqual(next);
  });

  it('follows an attempt that is under way, also when nothing is left any more', () => {
    const { closedAt: _, ...open } = ended(-0.01, 'started');
    const operation = { transfers: [open], retraction: retractedUntil(20) };
    for (const all of [1, 0])
      expect(nextOfRetraction(operation, { current: all, all }, now)).toEqual({ kind: 'delete' });
  });

  it('never tries twice within a day, never again before the end of the retention, and never sleeps longer than a day', () => {
    const days = fc.double({ min: -400, max: 400, noNaN: true });
    fc.assert(
      fc.property(
        days,
        fc.double({ min: -400, max: 0, noNaN: true }),
        fc.nat(5),
        fc.nat(5),
        (retained, closed, more, current) => {
          const operation = { transfers: [ended(closed)], retraction: retractedUntil(retained) };
          const next = nextOfRetraction(operation, { current, all: current + more }, now);
          if (next.kind === 'wait') {
            expect(next.waitSeconds).toBeGreaterThan(0);
            expect(next.waitSeconds).toBeLessThanOrEqual(86_400);
          }
          if (next.kind === 'delete' && closed < retained) expect(retained).toBeLessThanOrEqual(0.001);
          if (next.kind === 'delete' && closed >= retained) expect(closed).toBeLessThanOrEqual(-0.999);
          expect(next.kind === 'gone').toBe(current + more === 0);
        },
      ),
    );
  });
});

it('a retracted version says since when it is closed and until when it could be restored', () => {
  const operation = sampleOperation({ state: 'retracting', version: 2, retraction: retractedUntil(20) });
  expect(explain(operation, now)).toContain(
    `closed to people since ${daysFrom(-1)}, kept by its retention until ${daysFrom(20)}, restorable by a storage administrator until ${daysFrom(37)}`,
  );
});
