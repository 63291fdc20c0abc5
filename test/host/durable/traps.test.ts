import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost, until } from '../child-host.ts';

const hour = 3_600_000;
const host = new ChildHost({ knobs: { clockOffset: 0 } });
beforeAll(() => host.start());
afterAll(() => host.dispose());

async function start(name: string, id: string): Promise<void> {
  expect((await host.postJson(`orchestrators/${name}/${id}`)).status).toBe(202);
  await host.reaches(id, 'Running');
}

const raise = (id: string, name: string, data: unknown = {}) =>
  host.postJson(`instances/${id}/raiseEvent/${name}`, data);
const warned = (trap: string, id: string) =>
  until(`${trap} warned for ${id}`, () => host.warnings().find((line) => line.trap === trap && line.instanceId === id));

/** Lets time pass for all instances of the host. */
async function pass(milliseconds: number): Promise<void> {
  const { status } = await host.fetch('/admin/host/clock', {
    method: 'POST',
    body: JSON.stringify({ advanceMilliseconds: milliseconds }),
    headers: { 'x-functions-key': host.keys().masterKey },
  });
  expect(status).toBe(200);
}

const firstSegmentFired = (id: string) =>
  until('the first segment has fired', async () => {
    const { historyEvents } = await host.status(id);
    return historyEvents.some((event) => event.EventType === 'TimerFired') || undefined;
  });

test('T1: an uncancelled timer keeps a finished instance Running until it fires, with a warning', async () => {
  await start('t1Bad', 't1-bad');
  await raise('t1-bad', 'go');
  const warning = await warned('T1', 't1-bad');
  expect(warning.message).toContain("instance 't1-bad'");
  expect(warning.message).toContain('timer 0 until');
  expect((await host.status('t1-bad')).runtimeStatus).toBe('Running');
  await pass(hour);
  const ended = await host.reaches('t1-bad', 'Completed');
  expect(ended.historyEvents.map((event) => event.EventType)).toContain('TimerFired');
});

test('T1, right: a cancelled timer lets the instance end at once', async () => {
  await start('t1Good', 't1-good');
  await raise('t1-good', 'go');
  const ended = await host.reaches('t1-good', 'Completed');
  expect(ended.historyEvents.map((event) => event.EventType)).not.toContain('TimerFired');
});

test('T2: a task that is yielded twice is scheduled twice, and the instance hangs, with a warning', async () => {
  await start('t2Bad', 't2-bad');
  const warning = await warned('T2', 't2-bad');
  expect(warning.message).toContain("instance 't2-bad'");
  await pass(hour);
  const ended = await host.reaches('t2-bad', 'Failed');
  expect(ended.output).toContain('Cannot cancel a completed task.');
});

test('T2, right: a fresh timer for each yield works', async () => {
  await start('t2Good', 't2-good');
  await until('the second wait has begun', async () => {
    const { historyEvents } = await host.status('t2-good');
    return historyEvents.filter((event) => event.EventType === 'TimerCreated').length === 2 || undefined;
  });
  await raise('t2-good', 'go');
  expect(await host.reaches('t2-good', 'Completed')).toMatchObject({ output: 'done' });
  expect(host.warnings().filter((line) => line.instanceId === 't2-good')).toEqual([]);
});

test('T3: cancel and continueAsNew right after an event loop for ever on one event, with a warning', async () => {
  await start('t3Bad', 't3-bad');
  await raise('t3-bad', 'go');
  const warning = await warned('T3', 't3-bad');
  expect(warning.message).toContain("instance 't3-bad'");
  expect(await host.reaches('t3-bad', 'Completed')).toMatchObject({ output: 20 });
});

test('T3, right: with an activity between, one event makes one new generation', async () => {
  await start('t3Good', 't3-good');
  await raise('t3-good', 'go');
  const status = await until('the second generation waits', async () => {
    const now = await host.status('t3-good');
    return JSON.stringify(now.customStatus) === '{"n":2}' ? now : undefined;
  });
  expect(status).toMatchObject({ runtimeStatus: 'Running', input: { n: 1 } });
  expect(host.warnings().filter((line) => line.instanceId === 't3-good')).toEqual([]);
});

test('T4: a long timer cancelled after its first segment fails the instance, with a warning', async () => {
  await start('t4', 't4-bad');
  await pass(3 * 24 * hour);
  await firstSegmentFired('t4-bad');
  await raise('t4-bad', 'go');
  const ended = await host.reaches('t4-bad', 'Failed');
  expect(ended.output).toContain('Non-Deterministic workflow detected');
  expect((await warned('T4', 't4-bad')).message).toContain("instance 't4-bad'");
});

test('T4, right: cancelled before its first segment has fired, or left to fire, a long timer is fine', async () => {
  await start('t4', 't4-early');
  await raise('t4-early', 'go');
  expect(await host.reaches('t4-early', 'Completed')).toMatchObject({ output: 'event' });
  await start('t4', 't4-late');
  await pass(3 * 24 * hour);
  await firstSegmentFired('t4-late');
  await pass(4.5 * 24 * hour);
  const late = await host.reaches('t4-late', 'Completed');
  expect(late.output).toBe('timer');
  expect(late.historyEvents.filter((event) => event.EventType === 'TimerFired').length).toBeGreaterThan(1);
});

test('T5: events that nobody has awaited are lost at continueAsNew, with a warning', async () => {
  await start('t5Bad', 't5-bad');
  for (const n of [1, 2, 3]) await raise('t5-bad', 'item', { n });
  await host.fetch('/api/release/t5-bad', { method: 'POST' });
  expect(await host.reaches('t5-bad', 'Completed')).toMatchObject({ output: 'second generation' });
  const warning = await warned('T5', 't5-bad');
  expect(warning.message).toContain("2 of 'item'");
});

test('T5, right: without continueAsNew every event is received, in order', async () => {
  await start('t5Good', 't5-good');
  for (const n of [1, 2, 3]) await raise('t5-good', 'item', { n });
  expect(await host.reaches('t5-good', 'Completed')).toMatchObject({ output: [{ n: 1 }, { n: 2 }, { n: 3 }] });
});

test('retries with a time limit hang once it has passed, with a warning', async () => {
  await start('retryTimeout', 'retry-timeout');
  await warned('retry-timeout', 'retry-timeout');
  const failed = await until('the second attempt has failed', async () => {
    const { historyEvents } = await host.status('retry-timeout');
    const failures = historyEvents.filter((event) => event.EventType === 'TaskFailed');
    return failures.length === 2 ? failures : undefined;
  });
  expect(failed).toHaveLength(2);
  expect((await host.status('retry-timeout')).runtimeStatus).toBe('Running');
});
