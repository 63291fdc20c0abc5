import { expect, test } from 'vitest';
import { type EpisodeStart, newInstance, recordEpisode } from '../../../local/host/durable/episode.ts';
import { events, type WireEvent } from '../../../local/host/durable/history.ts';
import type { OrchestratorReply } from '../../../local/host/durable/orchestrator-reply.ts';
import { orchestratorRequest } from '../../../local/host/durable/orchestrator-request.ts';
import { type Ending, type Outcome, simulate } from '../../../local/host/durable/simulator.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const limits = { maximumTimer: 6 * 86_400_000, longTimerInterval: 3 * 86_400_000 };
const idle: OrchestratorReply = {
  isDone: false,
  actions: [],
  output: null,
  customStatus: null,
  error: undefined,
  broken: undefined,
};

function started(parent: EpisodeStart['instance']['parent'] = null): EpisodeStart {
  const made = newInstance({ id: 'i', name: 'orc', version: null, input: null, parent: null, generation: 0, now });
  return {
    instance: { ...made.instance, parent },
    past: [],
    fresh: [events.orchestratorStarted(now), made.started],
    consumed: [1],
    defaultVersion: '2.0',
  };
}

function outcome(more: Partial<Outcome> = {}): Outcome {
  return {
    decisions: [],
    ending: undefined,
    suspended: false,
    openAfterEnd: [],
    unawaited: [],
    unknownFunctions: [],
    repeated: [],
    ...more,
  };
}

const shape = (list: WireEvent[]) => list.map((event) => `${event.EventType}${event.IsPlayed ? ' played' : ''}`);
const carried = events.eventRaised('go', '{"n":1}', now);
const continued: Ending = { status: 'ContinuedAsNew', input: { n: 2 }, carried: [carried] };

test("incoming events are played once the episode is written, the host's own are not", () => {
  const decisions: Outcome['decisions'] = [
    { id: 0, kind: 'activity', name: 'a', input: { x: 1 } },
    { id: 1, kind: 'timer', fireAt: now + 1000 },
    { id: 2, kind: 'sub-orchestration', name: 'child', instanceId: 'kid', version: undefined, input: 'text' },
  ];
  const record = recordEpisode(started(), idle, outcome({ decisions }), now);
  expect(shape(record.events)).toEqual(['12', '0 played', '4', '10', '7', '13']);
  expect(record.activities).toMatchObject([{ taskId: 0, name: 'a', input: '{"x":1}' }]);
  expect(record.timers).toMatchObject([{ taskId: 1, fireAt: now + 1000, createdAt: now }]);
  expect(record.children[0]?.instance).toMatchObject({ id: 'kid', input: '"text"', status: 'Pending', version: '2.0' });
});

test('execution ids have dashes for starts from outside, none for sub-orchestrations and new generations', () => {
  const start = started();
  const decisions: Outcome['decisions'] = [
    { id: 0, kind: 'sub-orchestration', name: 'child', instanceId: 'kid', version: '1.5', input: null },
  ];
  const record = recordEpisode(start, idle, outcome({ decisions }), now);
  expect(start.instance.executionId).toMatch(/^[0-9a-f]{8}-/);
  expect(record.children[0]?.instance).toMatchObject({ version: '1.5' });
  expect(record.children[0]?.instance.executionId).toMatch(/^[0-9a-f]{32}$/);
  expect(recordEpisode(start, idle, outcome({ ending: continued }), now).instance.executionId).toMatch(
    /^[0-9a-f]{32}$/,
  );
});

test('continueAsNew leaves a start, the carried events as played and a completion; the first call sees just that', () => {
  const record = recordEpisode(started(), idle, outcome({ ending: continued }), now);
  expect(record).toMatchObject({ from: 0, activities: [], timers: [], children: [], messages: [] });
  expect(shape(record.events)).toEqual(['12', '0', '15 played', '13']);
  expect(record.instance).toMatchObject({ status: 'Running', input: '{"n":2}', continued: 1 });
  const request = JSON.parse(
    orchestratorRequest(
      record.instance,
      record.events.map((event) => JSON.stringify(event)),
      [],
      limits,
    ),
  );
  expect(request).toMatchObject({ input: { n: 2 }, isReplaying: false });
  expect(request.history).toHaveLength(4);
});

test('after the first episode of a new generation its start and its inserted completion are played', () => {
  const { instance, events: past } = recordEpisode(started(), idle, outcome({ ending: continued }), now);
  const reply: OrchestratorReply = { ...idle, actions: [{ actionType: 0, functionName: 'a' }] };
  const simulated = simulate({
    name: 'orc',
    executionId: instance.executionId,
    history: past,
    reply,
    limits,
    knowsActivity: () => true,
    knowsOrchestrator: () => true,
  });
  const record = recordEpisode(
    { instance, past, fresh: [], consumed: [], defaultVersion: null },
    reply,
    simulated,
    now,
  );
  expect(record.from).toBe(0);
  expect(shape(record.events)).toEqual(['12', '0 played', '15 played', '13 played', '4', '13']);
  expect(record.instance.continued).toBe(0);
});

const parent = JSON.stringify({
  Name: 'p',
  OrchestrationInstance: { InstanceId: 'parent', ExecutionId: 'e' },
  TaskScheduleId: 4,
  Version: null,
});

test.each<[string, Ending, Partial<WireEvent>]>([
  ['completed', { status: 'Completed', output: '1' }, { EventType: 8, TaskScheduledId: 4, Result: '1' }],
  [
    'failed',
    { status: 'Failed', output: 'why', details: 'more', nonDeterministic: false },
    { EventType: 9, TaskScheduledId: 4, Reason: 'why', Details: 'more' },
  ],
  [
    'terminated',
    { status: 'Terminated', output: 'stop' },
    { EventType: 9, TaskScheduledId: 4, Reason: 'stop', Details: null },
  ],
])('a sub-orchestration that has %s tells its parent, in the generation that started it', (_how, ending, event) => {
  const record = recordEpisode(started(parent), idle, outcome({ ending }), now);
  expect(record.messages).toMatchObject([{ instanceId: 'parent', executionId: 'e', event }]);
  expect(shape(record.events).slice(-2)).toEqual(['1', '13']);
});

test('a suspended instance shows the reason as its output and loses it on resume', () => {
  const start = started();
  const suspended = recordEpisode(
    { ...start, fresh: [...start.fresh, events.suspended('pause', now)] },
    idle,
    outcome({ suspended: true }),
    now,
  );
  expect(suspended.instance).toMatchObject({ status: 'Suspended', output: 'pause' });
  const still = recordEpisode(
    { ...start, instance: suspended.instance, fresh: [carried] },
    idle,
    outcome({ suspended: true }),
    now,
  );
  expect(still.instance).toMatchObject({ status: 'Suspended', output: 'pause' });
  expect(recordEpisode({ ...start, instance: still.instance, fresh: [] }, idle, outcome(), now).instance).toMatchObject(
    { status: 'Running', output: null },
  );
});
