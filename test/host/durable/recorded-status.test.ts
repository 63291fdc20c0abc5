import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost } from '../child-host.ts';
import { masked, recorded } from '../recorded.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

async function play(scenario: string, name: string, input?: unknown): Promise<void> {
  const started = await host.postJson(`orchestrators/${name}/${scenario}`, input);
  expect(started.status).toBe(202);
}

test('a sequence of activities has the recorded status and history', async () => {
  await play('helloSequence', 'helloSequence');
  const status = await host.reaches('helloSequence', 'Completed');
  expect(masked(status)).toEqual(masked(recorded('helloSequence').status));
});

test('a race won by an event has the recorded status and history', async () => {
  await play('raceEvent', 'race', { ms: 30_000 });
  await host.reaches('raceEvent', 'Running');
  expect((await host.postJson('instances/raceEvent/raiseEvent/approval', { ok: true, by: 'me' })).status).toBe(202);
  const status = await host.reaches('raceEvent', 'Completed');
  expect(masked(status)).toEqual(masked(recorded('raceEvent').status));
});

test('sub-orchestrations with given, derived and failing instances have the recorded status and history', async () => {
  await play('parent', 'parent');
  const status = await host.reaches('parent', 'Completed');
  expect(masked(status)).toEqual(masked(recorded('parent').status));
});

test('an activity error that nobody catches has the recorded status and history', async () => {
  await play('failUncaught', 'failUncaught');
  const status = await host.reaches('failUncaught', 'Failed');
  expect(masked(status)).toEqual(masked(recorded('failUncaught').status));
});

test('a terminated instance has the recorded status and history', async () => {
  await play('terminate', 'wait');
  await host.reaches('terminate', 'Running');
  await host.postJson('instances/terminate/terminate?reason=enough%20now');
  const status = await host.reaches('terminate', 'Terminated');
  expect(masked(status)).toEqual(masked(recorded('terminate').status));
});

test('a suspended and resumed instance has the recorded status and history', async () => {
  await play('suspendResume', 'wait');
  await host.reaches('suspendResume', 'Running');
  await host.postJson('instances/suspendResume/suspend?reason=pause');
  const suspended = await host.reaches('suspendResume', 'Suspended');
  expect(suspended).toMatchObject({ output: 'pause', customStatus: { waiting: true } });
  await host.postJson('instances/suspendResume/raiseEvent/go', { n: 1 });
  await host.postJson('instances/suspendResume/resume?reason=go%20on');
  const status = await host.reaches('suspendResume', 'Completed');
  expect(masked(status)).toEqual(masked(recorded('suspendResume').status));
});
