import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost, until } from '../child-host.ts';

const host = new ChildHost({ knobs: { maximumTimer: 600, longTimerInterval: 300 } });
const patient = new ChildHost();
beforeAll(() => Promise.all([host.start(), patient.start()]));
afterAll(() => Promise.all([host.dispose(), patient.dispose()]));

async function start(on: ChildHost, name: string, id: string, input?: unknown): Promise<void> {
  expect((await on.postJson(`orchestrators/${name}/${id}`, input)).status).toBe(202);
  await on.reaches(id, 'Running');
}

const raise = (on: ChildHost, id: string, name: string, data: unknown = {}) =>
  on.postJson(`instances/${id}/raiseEvent/${name}`, data);
const warned = (on: ChildHost, trap: string, id: string) =>
  until(`${trap} warned for ${id}`, () => on.warnings().find((line) => line.trap === trap && line.instanceId === id));

test('T1: an uncancelled timer keeps a finished instance Running until it fires, with a warning', async () => {
  await start(patient, 't1Bad', 't1-bad');
  await raise(patient, 't1-bad', 'go');
  const warning = await warned(patient, 'T1', 't1-bad');
  expect(warning.message).toContain("instance 't1-bad'");
  expect(warning.message).toContain('timer 0 until');
  expect((await patient.status('t1-bad')).runtimeStatus).toBe('Running');
  const ended = await patient.reaches('t1-bad', 'Completed');
  expect(ended.historyEvents.map((event) => event.EventType)).toContain('TimerFired');
});

test('T1, right: a cancelled timer lets the instance end at once', async () => {
  await start(patient, 't1Good', 't1-good');
  await raise(patient, 't1-good', 'go');
  const ended = await patient.reaches('t1-good', 'Completed');
  expect(ended.historyEvents.map((event) => event.EventType)).not.toContain('TimerFired');
});

test('T2: a task that is yielded twice is scheduled twice, and the instance hangs, with a warning', async () => {
  await start(patient, 't2Bad', 't2-bad');
  const warning = await warned(patient, 'T2', 't2-bad');
  expect(warning.message).toContain("instance 't2-bad'");
  const ended = await patient.reaches('t2-bad', 'Failed');
  expect(ended.output).toContain('Cannot cancel a completed task.');
});

test('T2, right: a fresh timer for each yield works', async () => {
  await start(patient, 't2Good', 't2-good');
  await until('the second wait has begun', async () => {
    const { historyEvents } = await patient.status('t2-good');
    return historyEvents.filter((event) => event.EventType === 'TimerCreated').length === 2 || undefined;
  });
  await raise(patient, 't2-good', 'go');
  expect(await patient.reaches('t2-good', 'Completed')).toMatchObject({ output: 'done' });
  expect(patient.warnings().filter((line) => line.instanceId === 't2-good')).toEqual([]);
});

test('T3: cancel and continueAsNew right after an event loop for ever on one event, with a warning', async () => {
  await start(patient, 't3Bad', 't3-bad');
  await raise(patient, 't3-bad', 'go');
  const warning = await warned(patient, 'T3', 't3-bad');
  expect(warning.message).toContain("instance 't3-bad'");
  expect(await patient.reaches('t3-bad', 'Completed')).toMatchObject({ output: 20 });
});

test('T3, right: with an activity between, one event makes one new generation', async () => {
  await start(patient, 't3Good', 't3-good');
  await raise(patient, 't3-good', 'go');
  const status = await until('the second generation waits', async () => {
    const now = await patient.status('t3-good');
    return JSON.stringify(now.customStatus) === '{"n":2}' ? now : undefined;
  });
  expect(status).toMatchObject({ runtimeStatus: 'Running', input: { n: 1 } });
  expect(patient.warnings().filter((line) => line.instanceId === 't3-good')).toEqual([]);
});

test('T4: a long timer cancelled after its first segment fails the instance, with a warning', async () => {
  await start(host, 't4', 't4-bad');
  await until('the first segment has fired', async () => {
    const { historyEvents } = await host.status('t4-bad');
    return historyEvents.some((event) => event.EventType === 'TimerFired') || undefined;
  });
  await raise(host, 't4-bad', 'go');
  const ended = await host.reaches('t4-bad', 'Failed');
  expect(ended.output).toContain('Non-Deterministic workflow detected');
  expect((await warned(host, 'T4', 't4-bad')).message).toContain("instance 't4-bad'");
});

test('T4, right: cancelled before its first segment has fired, or left to fire, a long timer is fine', async () => {
  await start(host, 't4', 't4-early');
  await raise(host, 't4-early', 'go');
  expect(await host.reaches('t4-early', 'Completed')).toMatchObject({ output: 'event' });
  await start(host, 't4', 't4-late');
  const late = await host.reaches('t4-late', 'Completed');
  expect(late.output).toBe('timer');
  expect(late.historyEvents.filter((event) => event.EventType === 'TimerFired').length).toBeGreaterThan(1);
});

test('T5: events that nobody has awaited are lost at continueAsNew, with a warning', async () => {
  await start(patient, 't5Bad', 't5-bad');
  for (const n of [1, 2, 3]) await raise(patient, 't5-bad', 'item', { n });
  expect(await patient.reaches('t5-bad', 'Completed')).toMatchObject({ output: 'second generation' });
  const warning = await warned(patient, 'T5', 't5-bad');
  expect(warning.message).toContain("2 of 'item'");
});

test('T5, right: without continueAsNew every event is received, in order', async () => {
  await start(patient, 't5Good', 't5-good');
  for (const n of [1, 2, 3]) await raise(patient, 't5-good', 'item', { n });
  expect(await patient.reaches('t5-good', 'Completed')).toMatchObject({ output: [{ n: 1 }, { n: 2 }, { n: 3 }] });
});

test('retries with a time limit hang once it has passed, with a warning', async () => {
  await start(patient, 'retryTimeout', 'retry-timeout');
  await warned(patient, 'retry-timeout', 'retry-timeout');
  const failed = await until('the second attempt has failed', async () => {
    const { historyEvents } = await patient.status('retry-timeout');
    const failures = historyEvents.filter((event) => event.EventType === 'TaskFailed');
    return failures.length === 2 ? failures : undefined;
  });
  expect(failed).toHaveLength(2);
  expect((await patient.status('retry-timeout')).runtimeStatus).toBe('Running');
});
