import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { bindDate, MovableClock } from '../../local/host/virtual-time.ts';
import { ChildHost } from './child-host.ts';
import { HeldClock } from './held-clock.ts';

const day = 86_400_000;
const hosts: ChildHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.dispose();
});

function newHost(): ChildHost {
  const host = new ChildHost();
  hosts.push(host);
  return host;
}

const shown = z.object({ now: z.string(), offsetMilliseconds: z.number() });

async function clock(host: ChildHost, body?: string): Promise<Response> {
  const post = body === undefined ? {} : { method: 'POST', body };
  return host.fetch('/admin/host/clock', { ...post, headers: { 'x-functions-key': host.keys().masterKey } });
}

async function advance(host: ChildHost, milliseconds: number): Promise<z.infer<typeof shown>> {
  return shown.parse(await (await clock(host, JSON.stringify({ advanceMilliseconds: milliseconds }))).json());
}

test('a moved clock runs the timers that came due in the order of their times, and leaves the others', async () => {
  const machine = new HeldClock(1000);
  const moved = new MovableClock(0, machine);
  const ran: string[] = [];
  moved.setTimer(5000, () => ran.push('late'));
  moved.setTimer(3000, () => ran.push('early'));
  moved.setTimer(4000, () => ran.push('cancelled'))();
  moved.setTimer(9000, () => ran.push('next'));
  moved.advance(6000);
  expect([moved.now(), moved.offset]).toEqual([7000, 6000]);
  await machine.advance(0);
  expect(ran).toEqual(['early', 'late']);
  await machine.advance(1999);
  expect(ran).toHaveLength(2);
  await machine.advance(1);
  expect(ran).toEqual(['early', 'late', 'next']);
});

test('a bound Date tells the time of the clock, reads other times as before, and is put back', () => {
  const before = globalThis.Date;
  const restore = bindDate(() => Date.parse('2031-05-06T07:08:09Z'));
  try {
    expect(new Date().toISOString()).toBe('2031-05-06T07:08:09.000Z');
    expect(new Date(Date.now()).getUTCFullYear()).toBe(2031);
    expect(Date()).toContain('2031');
    expect(new Date('2020-01-01')).toBeInstanceOf(before);
    expect(new Date(2020, 0, 2).getDate()).toBe(2);
    expect(Date.UTC(1970, 0, 1)).toBe(0);
  } finally {
    restore();
  }
  expect(globalThis.Date).toBe(before);
});

test('seven days pass in milliseconds: the durable timer fires and the app sees the new date', async () => {
  const host = await newHost().start(0, { clockOffset: 0 });
  await host.postJson('orchestrators/race/week', { ms: 7 * day });
  await host.reaches('week', 'Running');
  expect((await advance(host, 7 * day - 3_600_000)).offsetMilliseconds).toBe(7 * day - 3_600_000);
  expect((await host.status('week')).runtimeStatus).toBe('Running');
  const { now } = await advance(host, 3_600_000);
  expect(await host.reaches('week', 'Completed')).toMatchObject({ output: { won: 'timer' } });
  const app = z.object({ now: z.string() }).parse(await (await host.fetch('/api/now')).json());
  expect(Math.abs(Date.parse(app.now) - Date.parse(now))).toBeLessThan(60_000);
  expect(Date.parse(app.now) - Date.now()).toBeGreaterThan(6 * day);
});

test('a host that is started again with the offset goes on at the moved time', async () => {
  const host = await newHost().start(0, { clockOffset: 0 });
  await host.postJson('orchestrators/race/slept', { ms: 5 * day });
  await host.reaches('slept', 'Running');
  await host.kill();
  await host.start(0, { clockOffset: 6 * day });
  expect(await host.reaches('slept', 'Completed')).toMatchObject({ output: { won: 'timer' } });
});

test('a function that runs is not timed out by a clock that is moved', async () => {
  const host = await newHost().start(0, { clockOffset: 0 });
  const answer = host.fetch('/api/slow');
  await host.fetch('/api/now');
  await advance(host, 7 * day);
  expect((await answer).status).toBe(200);
});

test('the clock is moved forward only, with the master key, and only where time is virtual', async () => {
  const host = await newHost().start(0, { clockOffset: 5000 });
  expect((await host.fetch('/admin/host/clock')).status).toBe(401);
  for (const body of ['', '{}', '{"advanceMilliseconds":-1}', '{"advanceMilliseconds":1.5}', '{"to":1}'])
    expect((await clock(host, body)).status).toBe(400);
  expect(shown.parse(await (await clock(host)).json()).offsetMilliseconds).toBe(5000);
  const real = await newHost().start();
  expect((await clock(real, '{"advanceMilliseconds":1}')).status).toBe(404);
});
