import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { type ObservedCompute, plan } from '../../../src/compute/domain/plan.ts';
import { alertsOfTries, rememberTries } from '../../../src/compute/domain/tries.ts';
import { anyWanted, anyWorld } from './worlds.ts';

const start = { kind: 'start-machine', name: 'DSVM-1', reason: 'it is stopped' } as const;
const tag = { kind: 'retag-machine', name: 'dsvm-1', tags: {}, reason: 'it has none' } as const;
const at = (minute: number) => new Date(Date.UTC(2026, 5, 5, 12, minute));

describe('a step that is asked for again and again', () => {
  it('is told with the third try, and what Azure said of the last one', () => {
    let memory = noMemory;
    for (const minute of [0, 5, 10]) {
      expect(alertsOfTries(memory, [start])).toEqual([]);
      memory = { ...memory, asked: rememberTries(memory, { actions: [start], waiting: [] }, [start], at(minute)) };
    }
    const told =
      'Azure was asked 3 times since 2026-06-05T12:00:00.000Z to start the machine DSVM-1, and it is not seen.';
    const alert = { compute: 'machine dsvm-1', unmet: true, tries: 3 };
    expect(alertsOfTries(memory, [start])).toEqual([
      { ...alert, reason: `${told} It accepted the last try; its activity log may say why nothing came of it.` },
    ]);
    const refused = [{ compute: 'machine dsvm-1', reason: 'Azure has no room' }];
    expect(alertsOfTries({ ...memory, refused }, [start])).toEqual([
      { ...alert, reason: `${told} Azure refused the last try: Azure has no room` },
    ]);
    expect(alertsOfTries(memory, [tag])).toEqual([]);
    const failures = new Map([['machine dsvm-1', 'AllocationFailed: there is no room']]);
    expect(alertsOfTries(memory, [start], failures)).toEqual([
      { ...alert, reason: `${told} It accepted the last try, which then failed: AllocationFailed: there is no room` },
    ]);
  });

  it('counts on while the machine is being changed, and while nothing may be done', () => {
    const asked = [{ compute: 'machine dsvm-1', kind: 'start-machine', times: 2, since: at(0).toISOString() }];
    const memory = { ...noMemory, asked };
    const waiting = [{ compute: 'machine dsvm-1', reason: 'it is starting' }];
    expect(rememberTries(memory, { actions: [], waiting }, [], at(5))).toEqual(asked);
    expect(rememberTries(memory, { actions: [start], waiting: [] }, [], at(5))).toEqual(asked);
  });

  it('is forgotten once it helped, and counted anew for another step', () => {
    const asked = [{ compute: 'machine dsvm-1', kind: 'start-machine', times: 2, since: at(0).toISOString() }];
    const memory = { ...noMemory, asked };
    expect(rememberTries(memory, { actions: [], waiting: [] }, [], at(5))).toEqual([]);
    expect(rememberTries(memory, { actions: [tag], waiting: [] }, [tag], at(5))).toEqual([
      { compute: 'machine dsvm-1', kind: 'retag-machine', times: 1, since: at(5).toISOString() },
    ]);
  });

  it('changes no plan but its alerts, and of any world that does not move each step is told with the fourth run', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        const seen: ObservedCompute = { rivals: [], ...world, memory: noMemory };
        const first = plan(wanted, seen, at(0));
        let memory = noMemory;
        for (const minute of [0, 5, 10]) {
          const made = plan(wanted, { ...seen, memory }, at(0));
          memory = { ...memory, asked: rememberTries(memory, made, made.actions, at(minute)) };
        }
        const { alerts, ...fourth } = plan(wanted, { ...seen, memory }, at(0));
        expect({ ...fourth, alerts: first.alerts }).toEqual(first);
        expect(alerts.filter(({ tries }) => tries === 3)).toHaveLength(first.actions.length);
      }),
    );
  });
});
