import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { HostedFunction } from '../../../local/host/bindings.ts';
import { openScheduleStore } from '../../../local/host/timer/schedule-store.ts';
import { TimerListener } from '../../../local/host/timer/timer-listener.ts';
import { timerFunction } from '../../../local/host/timer/timer-trigger.ts';
import { HeldClock } from '../held-clock.ts';

const start = Date.parse('2026-01-01T00:00:30Z');

function timer(schedule: string, options: Record<string, unknown> = {}): HostedFunction {
  const binding = { type: 'timerTrigger', direction: 'in' as const, schedule, ...options };
  return {
    name: 'tick',
    metadata: { name: 'tick', bindings: { timer: binding } },
    callback: () => undefined,
    trigger: { type: 'timerTrigger', name: 'timer', binding },
    clientInputs: [],
  };
}

function setUp(fn: HostedFunction, clock: HeldClock, database = new DatabaseSync(':memory:'), work = async () => {}) {
  const calls: { at: string; payload: { IsPastDue: boolean; ScheduleStatus: unknown } }[] = [];
  const invoke = async (_fn: HostedFunction, data: { json?: string }) => {
    calls.push({ at: new Date(clock.now()).toISOString(), payload: JSON.parse(data.json ?? '') });
    await work();
    return {};
  };
  const listener = new TimerListener(
    { store: openScheduleStore(database), clock, invoke, log: () => undefined },
    timerFunction(fn, { EVERY: '0 */5 * * * *' }, clock.now()),
  );
  return { listener, calls, database };
}

test('a timer runs at its times, with the kept schedule', async () => {
  const clock = new HeldClock(start);
  const { listener, calls } = setUp(timer('%EVERY%'), clock);
  listener.start();
  await clock.advance(600_000);
  expect(calls.map((call) => call.at)).toEqual(['2026-01-01T00:05:00.000Z', '2026-01-01T00:10:00.000Z']);
  expect(calls[1]?.payload).toMatchObject({
    IsPastDue: false,
    ScheduleStatus: { Last: '2026-01-01T00:05:00.000Z', Next: '2026-01-01T00:10:00.000Z' },
  });
});

test('a run missed while the host was down follows at once and is past due', async () => {
  const clock = new HeldClock(start);
  const first = setUp(timer('%EVERY%'), clock);
  first.listener.start();
  first.listener.stop();
  await clock.advance(3_600_000);
  const second = setUp(timer('%EVERY%'), clock, first.database);
  second.listener.start();
  await clock.advance(0);
  expect(second.calls.map((call) => call.payload.IsPastDue)).toEqual([true]);
  await clock.advance(300_000);
  expect(second.calls.map((call) => call.payload.IsPastDue)).toEqual([true, false]);
});

test('without downtime a restart runs nothing early', async () => {
  const clock = new HeldClock(start);
  const first = setUp(timer('%EVERY%'), clock);
  first.listener.start();
  first.listener.stop();
  const second = setUp(timer('%EVERY%'), clock, first.database);
  second.listener.start();
  await clock.advance(60_000);
  expect(second.calls).toEqual([]);
});

test('runOnStartup runs at once, not past due', async () => {
  const clock = new HeldClock(start);
  const { listener, calls } = setUp(timer('%EVERY%', { runOnStartup: true }), clock);
  listener.start();
  await clock.advance(0);
  expect(calls.map((call) => call.payload.IsPastDue)).toEqual([false]);
});

test('a timer never runs twice at once: a long run delays the next', async () => {
  const clock = new HeldClock(start);
  let finish = () => {};
  const { listener, calls } = setUp(timer('%EVERY%'), clock, undefined, () => new Promise((done) => (finish = done)));
  listener.start();
  await clock.advance(1_200_000);
  expect(calls).toHaveLength(1);
  finish();
  await clock.advance(300_000);
  expect(calls).toHaveLength(2);
});

test('a schedule of less than a minute is not monitored and has no status', async () => {
  const clock = new HeldClock(start);
  const { listener, calls } = setUp(timer('*/10 * * * * *'), clock);
  listener.start();
  await clock.advance(10_000);
  expect(calls[0]?.payload.ScheduleStatus).toBeNull();
});

test('an unknown setting in a schedule is refused by name', () => {
  expect(() => timerFunction(timer('%MISSING%'), {}, start)).toThrow(
    "The timer 'tick' cannot run: The schedule of 'tick': '%MISSING%' does not resolve",
  );
});
