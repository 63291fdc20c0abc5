import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { incidentClocks, usualClocks } from '../../../src/domain/history/incident-clocks.ts';
import { countsAsSecond, incidentsIn, stateOf, whyNotNow } from '../../../src/features/releases/domain/incident.ts';
import { clocksOf, dueAt, markOf, marksToTell } from '../../../src/features/releases/domain/incident-clocks.ts';
import {
  type IncidentState,
  incidentActs,
  incidentStates,
} from '../../../src/features/releases/domain/incident-schema.ts';
import { anEvent } from '../../contract/samples.ts';

const clockNames = Object.keys(usualClocks);
const id = 'inc_20260301_0a1b2c3d';
const at = '2026-03-01T10:00:00.000Z';
const later = (milliseconds: number) => new Date(Date.parse(at) + milliseconds);

const line = (number: number, kind: string, data: AuditEvent['data'] = {}): AuditEvent =>
  anEvent(`${id}.${number}`, { kind, at, project: '_incidents', actor: 'otto', data: { reason: 'why', ...data } });
const opened = (data: AuditEvent['data'] = {}) =>
  line(0, 'incident.opened', { severity: 'high', awareAt: at, addresses: '', projects: 'heart-study', ...data });
const told = (...lines: readonly AuditEvent[]) => {
  const [incident] = incidentsIn([opened(), ...lines]);
  if (incident === undefined) throw new Error('no line opens it');
  return incident;
};
const confirmed = line(1, 'incident.confirmed', { secondOperator: 'otto' });
const contained = line(2, 'incident.contained');
const met = clockNames.map((clock, number) => line(3 + number, 'incident.notified', { clock }));
const closed = line(6, 'incident.closed');

/** An incident in each state, a moment after it was opened, but for one that lapsed. */
const inState: Readonly<Record<IncidentState, readonly [lines: readonly AuditEvent[], now: Date]>> = {
  open: [[confirmed], later(1)],
  lapsed: [[contained], later(DAY)],
  contained: [[confirmed, contained], later(1)],
  reported: [[confirmed, contained, ...met], later(1)],
  closed: [[confirmed, contained, ...met, closed], later(1)],
};

describe('an incident', () => {
  test.each(incidentStates)('is %s by its lines and the time', (state) => {
    const [lines, now] = inState[state];
    expect(stateOf(told(...lines), now)).toBe(state);
  });

  test('lapses after 24 hours, and not a millisecond before', () => {
    expect([later(DAY - 1), later(DAY)].map((now) => stateOf(told(), now))).toEqual(['open', 'lapsed']);
    expect(stateOf(told(confirmed), later(400 * DAY))).toBe('open');
  });

  test('counts as a second person while two say that it is one, and no longer than it goes on', () => {
    const alone = line(1, 'incident.confirmed', { secondOperator: 'off' });
    const counts = (...lines: readonly AuditEvent[]) => countsAsSecond(told(...lines), later(1));
    expect([counts(), counts(confirmed), counts(alone), counts(confirmed, contained, ...met, closed)]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  test('once it is over takes nothing', () => {
    for (const state of ['lapsed', 'closed'] as const) {
      const [lines, now] = inState[state];
      for (const act of incidentActs)
        expect(whyNotNow(told(...lines), { act }, now)).toContain('nothing is done to it');
    }
  });

  test('is closed only once two have confirmed it, it is contained, and each clock is met', () => {
    const close = (...lines: readonly AuditEvent[]) => whyNotNow(told(...lines), { act: 'close' }, later(1));
    expect(close(confirmed, contained, ...met)).toBeUndefined();
    for (const missing of [confirmed, contained, ...met])
      expect(close(...[confirmed, contained, ...met].filter((one) => one !== missing))).toBeDefined();
  });

  test('is none where its lines are nonsense', () => {
    expect(
      incidentsIn([opened({ severity: 'odd' }), opened({ packages: 'exp_1' }), opened({ clocks: '{}' }), confirmed]),
    ).toEqual([]);
    expect(
      told(line(1, 'incident.asked', { act: 'odd' }), line(2, 'incident.notified', { clock: 'odd' })),
    ).toMatchObject({
      asked: null,
      met: new Map(),
      revision: 2,
    });
  });
});

describe('its clocks', () => {
  test('run by wall time from when it is known', () => {
    expect(clockNames.map((clock) => dueAt({ awareAt: at }, clock).toISOString())).toEqual([
      '2026-03-02T10:00:00.000Z',
      '2026-03-04T10:00:00.000Z',
      '2026-04-01T10:00:00.000Z',
    ]);
    expect(dueAt({ awareAt: '2026-01-31T10:00:00.000Z' }, 'month').toISOString()).toBe('2026-02-28T10:00:00.000Z');
    expect(dueAt({ awareAt: '2026-12-31T10:00:00.000Z' }, 'month').toISOString()).toBe('2027-01-31T10:00:00.000Z');
  });

  test('are those that the line of its opening names, the next first, and are all met before it is reported', () => {
    const name = fc.oneof(
      fc.constant('month'),
      fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('hours', 'days')).map((parts) => parts.join('-')),
    );
    const some = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(some, fc.string({ maxLength: 40 }), (names, whom) => {
        const clocks =
          incidentClocks.safeParse(Object.fromEntries(names.map((clock) => [clock, whom]))).data ?? usualClocks;
        const [incident] = incidentsIn([opened({ clocks: JSON.stringify(clocks) }), confirmed, contained]);
        if (incident === undefined) throw new Error('no line opens it');
        const due = clocksOf(incident).map((clock) => dueAt(incident, clock).getTime());
        expect(due).toEqual(due.toSorted((one, other) => one - other));
        expect(Math.min(...due)).toBeGreaterThan(Date.parse(at));
        const lines = Object.keys(clocks).map((clock, number) => line(3 + number, 'incident.exempted', { clock }));
        for (const left of lines) {
          const [now] = incidentsIn([
            opened({ clocks: JSON.stringify(clocks) }),
            confirmed,
            contained,
            ...lines.filter((one) => one !== left),
          ]);
          expect(now && stateOf(now, later(1))).toBe('contained');
        }
        const [all] = incidentsIn([opened({ clocks: JSON.stringify(clocks) }), confirmed, contained, ...lines]);
        expect(all && stateOf(all, later(1))).toBe('reported');
      }),
      { seed: 36 },
    );
  });

  test('come to each mark in their order, and stay at the last', () => {
    const marks = [0.49, 0.5, 0.79, 0.8, 0.99, 1, 1.99, 2].map((part) => markOf(told(), '24-hours', later(part * DAY)));
    expect(marks).toEqual([null, 'half', 'half', 'most', 'most', 'due', 'due', 'overdue']);
  });

  test('are told once for each mark, whenever somebody looks, and again where their time is another', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40 * DAY), { maxLength: 40 }), (moments) => {
        let incident = told(confirmed);
        const seen: string[] = [];
        for (const moment of moments.toSorted((one, other) => one - other))
          for (const marked of marksToTell(incident, later(moment))) {
            seen.push(marked.told);
            incident = { ...incident, told: new Set([...incident.told, marked.told]) };
          }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.length).toBeLessThanOrEqual(clockNames.length * 4);
      }),
      { seed: 36 },
    );
    const moved = told(confirmed, line(2, 'incident.aware', { awareAt: '2026-03-01T09:00:00.000Z' }));
    expect(marksToTell(moved, later(DAY))[0]?.told).not.toBe(marksToTell(told(confirmed), later(DAY))[0]?.told);
  });

  test('are told of no more once they are met, or it is over', () => {
    expect(marksToTell(told(confirmed, ...met), later(90 * DAY))).toEqual([]);
    expect(marksToTell(told(), later(90 * DAY))).toEqual([]);
  });
});
