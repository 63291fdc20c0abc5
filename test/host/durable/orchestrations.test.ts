import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost, type Status, until } from '../child-host.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

async function run(name: string, id: string, input?: unknown): Promise<Status> {
  await host.postJson(`orchestrators/${name}/${id}`, input);
  return host.reaches(id, 'Completed', 'Failed');
}

test('a fan-out of 200 activities gathers all results', async () => {
  expect(await run('fanOut', 'fan', { count: 200 })).toMatchObject({ runtimeStatus: 'Completed', output: 19_900 });
});

test('retries run until an attempt succeeds', async () => {
  expect(await run('retry', 'retry-ok', { fails: 2 })).toMatchObject({ output: { attempt: 3, after: { after: 3 } } });
});

test('after the last failed attempt there is one more timer, and the numbering of both replays still agrees', async () => {
  const status = await run('retry', 'retry-bad', { fails: 5 });
  expect(status).toMatchObject({ runtimeStatus: 'Completed', output: { after: { after: 'failure' } } });
  const kinds = status.historyEvents.map((event) => event.EventType);
  expect(kinds.filter((kind) => kind === 'TaskFailed')).toHaveLength(3);
  expect(kinds.filter((kind) => kind === 'TimerFired')).toHaveLength(3);
});

test('Task.all waits for all tasks before anything is scheduled, also after a failure', async () => {
  await run('allWithFailure', 'all-fails');
  const { historyEvents } = await host.status('all-fails');
  const ends = historyEvents
    .filter((event) => event.EventType.startsWith('Task'))
    .map((event) => event['FunctionName']);
  expect(ends).toEqual(['boom', 'slow', 'effect']);
  const effect = historyEvents.find((event) => event['FunctionName'] === 'effect');
  const slow = historyEvents.find((event) => event['FunctionName'] === 'slow');
  expect(Date.parse(String(effect?.['ScheduledTime']))).toBeGreaterThanOrEqual(Date.parse(String(slow?.['Timestamp'])));
});

test('activity inputs arrive as recorded: booleans as text, null as undefined, all else exact', async () => {
  const status = await run('inputs', 'inputs');
  const kind = (type: string, value: unknown) => ({ type, value });
  expect(status.output).toEqual([
    kind('string', 'True'),
    kind('number', 5),
    kind('number', 1.5),
    kind('string', 'text'),
    kind('string', '5'),
    kind('object', []),
    kind('object', {}),
    kind('object', { a: null }),
    kind('string', '2026-01-01T00:00:00Z'),
    kind('undefined', 'undefined'),
    kind('undefined', 'undefined'),
    null,
  ]);
  expect(host.warnings().find((line) => line.trap === 'boolean-input')?.instanceId).toBe('inputs');
});

test('an unknown activity leaves the instance Running for ever, with a warning', async () => {
  await host.postJson('orchestrators/unknownActivity/unknown-activity');
  await until('the warning', () =>
    host.warnings().find((line) => line.trap === 'unknown-function' && line.instanceId === 'unknown-activity'),
  );
  expect((await host.status('unknown-activity')).runtimeStatus).toBe('Running');
});

test('continueAsNew starts a new history with the new input', async () => {
  const status = await run('counter', 'counter');
  expect(status).toMatchObject({ output: 5, input: { n: 5 } });
  expect(status.historyEvents.map((event) => event.EventType)).toEqual([
    'ExecutionStarted',
    'TaskCompleted',
    'ExecutionCompleted',
  ]);
  expect(status.historyEvents[0]).toMatchObject({ Generation: null });
});

test('a custom status that an episode does not send is cleared', async () => {
  await host.postJson('orchestrators/statusOnce/custom');
  expect((await host.reaches('custom', 'Running')).customStatus).toBe('here');
  await host.postJson('instances/custom/raiseEvent/one', {});
  await until(
    'the custom status is null',
    async () => (await host.status('custom')).customStatus === null || undefined,
  );
});

test('a custom status over 16 KB fails the instance', async () => {
  const status = await run('bigStatus', 'big');
  expect(status).toMatchObject({ runtimeStatus: 'Failed' });
  expect(status.output).toContain('must not exceed 16 KB');
});

test('the newest waiter gets an event first; an event name in another case wakes only the extension', async () => {
  await host.postJson('orchestrators/lifo/lifo');
  await host.reaches('lifo', 'Running');
  await host.postJson('instances/lifo/raiseEvent/e', {});
  expect((await host.reaches('lifo', 'Completed')).output).toBe('second');
  await host.postJson('orchestrators/wait/case');
  await host.reaches('case', 'Running');
  await host.postJson('instances/case/raiseEvent/GO', {});
  await until(
    'the event is in the history',
    async () => (await host.status('case')).historyEvents.some((event) => event['Name'] === 'GO') || undefined,
  );
  expect((await host.status('case')).runtimeStatus).toBe('Running');
});
