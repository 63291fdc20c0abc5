import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordEpisode } from '../../../local/host/durable/episode.ts';
import { events, executionStarted, wireEvent } from '../../../local/host/durable/history.ts';
import type { InstanceRow } from '../../../local/host/durable/instance.ts';
import { replyFromError, replyFromResponse } from '../../../local/host/durable/orchestrator-reply.ts';
import { orchestratorRequest } from '../../../local/host/durable/orchestrator-request.ts';
import { simulate } from '../../../local/host/durable/simulator.ts';
import { masked, recorded } from '../recorded.ts';

const request = z.looseObject({
  history: z.array(wireEvent),
  instanceId: z.string(),
  parentInstanceId: z.string().nullable(),
});
const response = z.object({
  ok: z.boolean(),
  returnValue: z.object({ json: z.string() }).optional(),
  message: z.string().optional(),
});
const episode = z.object({ request, response });
const limits = { maximumTimer: 6 * 86_400_000, longTimerInterval: 3 * 86_400_000 };
const scenarios = ['helloSequence', 'raceEvent', 'parent', 'failUncaught', 'suspendResume', 'terminate', 'api'];

function replyOf(answer: z.infer<typeof response>) {
  return answer.returnValue
    ? replyFromResponse({ returnValue: answer.returnValue })
    : replyFromError(new Error(answer.message));
}

function instanceOf(history: z.infer<typeof wireEvent>[]): InstanceRow {
  const started = history.find((event) => event.EventType === 0);
  if (started?.EventType !== 0) throw new Error('The recording has no start.');
  const {
    OrchestrationInstance: instance,
    ParentInstance: parent,
    Name: name,
    Version: version,
    Input: input,
  } = started;
  return {
    id: instance.InstanceId,
    executionId: instance.ExecutionId,
    name,
    version,
    input,
    generation: 0,
    status: 'Running',
    output: null,
    customStatus: null,
    parent: parent && JSON.stringify(parent),
    created: 0,
    updated: 0,
    continued: 0,
  };
}

const cases = scenarios.map((name) => ({ name, episodes: z.array(episode).parse(recorded(name).episodes) }));

test.each(cases)('$name: after each recorded episode the next history is the recorded one', ({ episodes }) => {
  for (const [at, { request: asked, response: answered }] of episodes.entries()) {
    const cut = asked.history.findLastIndex((event) => event.EventType === 12);
    const past = asked.history.slice(0, cut);
    const fresh = asked.history.slice(cut);
    const instance = instanceOf(asked.history);
    const reply = replyOf(answered);
    const outcome = simulate({
      name: instance.name,
      executionId: instance.executionId,
      history: asked.history,
      reply,
      limits,
      knowsActivity: () => true,
      knowsOrchestrator: () => true,
    });
    const record = recordEpisode({ instance, past, fresh, consumed: [], defaultVersion: null }, reply, outcome, 0);
    const next = episodes[at + 1]?.request.history;
    if (!next) continue;
    const written = [...past, ...record.events];
    expect(masked(written)).toEqual(masked(next.slice(0, written.length)));
  }
});

test.each(cases)('$name: each request has the recorded fields in the recorded order', ({ name, episodes }) => {
  for (const [at, { request: asked }] of episodes.entries()) {
    const cut = asked.history.findLastIndex((event) => event.EventType === 12);
    const past = asked.history.slice(0, cut).map((event) => JSON.stringify(event));
    const instance = instanceOf(asked.history);
    const text = orchestratorRequest(instance, past, asked.history.slice(cut), limits);
    const made: Record<string, unknown> = JSON.parse(text);
    expect(Object.keys(made)).toEqual(Object.keys(Object(recorded(name).episodes[at]?.request)));
    expect(made).toEqual(asked);
  }
});

test('each event that the host builds has the fields of the recorded ones in their order', () => {
  const samples = new Map(
    cases.flatMap(({ episodes }) =>
      episodes.flatMap((one) => one.request.history.map((event) => [event.EventType, event] as const)),
    ),
  );
  const start = {
    instanceId: 'i',
    executionId: 'e',
    name: 'n',
    version: null,
    input: null,
    parent: null,
    generation: 0,
    at: 0,
  };
  const built = [
    executionStarted(start),
    events.orchestratorStarted(0),
    events.orchestratorCompleted(0),
    events.taskScheduled(0, 'n', 0),
    events.taskCompleted(0, null, 0),
    events.taskFailed(0, 'r', 'd', 0),
    events.subOrchestrationCreated(0, { name: 'n', version: null, instanceId: 'i' }, 0),
    events.subOrchestrationCompleted(0, null, 0),
    events.subOrchestrationFailed(0, 'r', 'd', 0),
    events.timerCreated(0, 0, 0),
    events.eventRaised('n', null, 0),
    events.terminated('r', 0),
    events.suspended('r', 0),
    events.resumed('r', 0),
  ];
  for (const event of built) {
    const sample = samples.get(event.EventType);
    expect(sample, `a recorded event of type ${event.EventType}`).toBeDefined();
    expect(Object.keys(event).sort()).toEqual(Object.keys(sample ?? {}).sort());
  }
});
