import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { DurableEngine } from '../../../local/host/durable/engine.ts';
import { newInstance } from '../../../local/host/durable/episode.ts';
import { events } from '../../../local/host/durable/history.ts';
import { TaskHub } from '../../../local/host/durable/task-hub.ts';
import { compareVersions } from '../../../local/host/durable/version.ts';
import { hosted } from '../../orchestrators/task-hub.ts';
import { HeldClock, settle } from '../held-clock.ts';

describe('versions are compared as DurableTask.Core does it', () => {
  test.each([
    [null, '', 0],
    [null, '1.0', -1],
    ['1.0', ' 1.0 ', 0],
    ['1.9', '1.10', -1],
    ['2.0', '2.0.0', -1],
    ['2.0.0.1', '2.0', 1],
    ['10', '2.0', -1],
    ['10', '2', -1],
    ['Early', 'early', 0],
    ['early', '2.0', 1],
  ])('%j against %j', (one, other, expected) => {
    expect(Math.sign(compareVersions(one, other))).toBe(expected);
    expect(Math.sign(compareVersions(other, one))).toBe(0 - expected);
  });
});

const clock = new HeldClock(0);
const warnings: string[] = [];
const running: DurableEngine[] = [];
afterEach(() => Promise.all(running.splice(0).map((engine) => engine.stop())));

/** Each episode of the one orchestrator waits for an event, and ends when there is one. */
const waits = { actionType: 6, externalEventName: 'go' };
const reply = { isDone: false, actions: [[waits]] };

function hostOf(hub: TaskHub, defaultVersion: string | null): DurableEngine {
  const engine = new DurableEngine({
    hub,
    invoke: async (_fn, input) => ({
      returnValue: { json: JSON.stringify({ ...reply, isDone: String(input.string).includes('"EventType":15') }) },
    }),
    orchestrators: hosted(['waits'], 'orchestrationTrigger'),
    activities: new Map(),
    clock,
    log: (_level, message) => warnings.push(message),
    limits: { maximumTimer: 6000, longTimerInterval: 3000 },
    defaultVersion,
    maxActivities: 1,
    maxOrchestrators: 1,
  });
  running.push(engine);
  engine.start();
  return engine;
}

function hubWith(version: string | null): TaskHub {
  const hub = new TaskHub(new DatabaseSync(':memory:'));
  hub.startInstance(newInstance({ id: 'i', name: 'waits', version, input: null, parent: null, generation: 0, now: 0 }));
  return hub;
}

test('an instance of a newer version waits with all that it is told, and goes on in a host of its version', async () => {
  const hub = hubWith('2.0');
  await hostOf(hub, '1.0').stop();
  expect(hub.instance('i')?.status).toBe('Pending');
  hostOf(hub, '2.0');
  await settle();
  expect(hub.instance('i')?.status).toBe('Running');
  await running.at(-1)?.stop();

  hub.post('i', null, events.eventRaised('go', null, 1));
  hostOf(hub, '1.0');
  await settle();
  expect(hub.instance('i')?.status).toBe('Running');
  expect(warnings.at(-1)).toContain(
    "newer-version: instance 'i' (waits): It has version 2.0 and this host version 1.0",
  );
  await running.at(-1)?.stop();

  hostOf(hub, '2.1');
  await settle();
  expect(hub.instance('i')).toMatchObject({ status: 'Completed', version: '2.0' });
});

test('a task hub of a host that knew no versions is taken over', async () => {
  const database = new DatabaseSync(':memory:');
  const before = new TaskHub(database);
  before.startInstance(
    newInstance({ id: 'i', name: 'waits', version: null, input: null, parent: null, generation: 0, now: 0 }),
  );
  database.exec('ALTER TABLE instance DROP COLUMN version');
  const hub = new TaskHub(database);
  hostOf(hub, '1.0');
  await settle();
  expect(hub.instance('i')).toMatchObject({ status: 'Running', version: null });
});
