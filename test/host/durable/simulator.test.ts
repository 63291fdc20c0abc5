import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { events, executionStarted, type WireEvent } from '../../../local/host/durable/history.ts';
import type { Action, OrchestratorReply } from '../../../local/host/durable/orchestrator-reply.ts';
import { simulate } from '../../../local/host/durable/simulator.ts';

const hour = 3_600_000;
const day = 24 * hour;
const limits = { maximumTimer: 6 * day, longTimerInterval: 3 * day };
const start = Date.parse('2026-01-01T00:00:00Z');

function reply(actions: Action[], more: Partial<OrchestratorReply> = {}): OrchestratorReply {
  return { isDone: false, actions, output: null, customStatus: null, error: undefined, broken: undefined, ...more };
}

function play(history: WireEvent[], answer: OrchestratorReply) {
  return simulate({
    name: 'orc',
    executionId: 'exec',
    history,
    reply: answer,
    limits,
    knowsActivity: (name) => name !== 'missing',
    knowsOrchestrator: (name) => name !== 'missing',
  });
}

const begin = (): WireEvent[] => [
  events.orchestratorStarted(start),
  executionStarted({
    instanceId: 'i',
    executionId: 'exec',
    name: 'orc',
    version: null,
    input: null,
    parent: null,
    generation: 0,
    at: start,
  }),
];
const activity = (functionName: string): Action => ({ actionType: 0, functionName });
const timer = (fireAt: number, isCanceled = false): Action => ({
  actionType: 5,
  fireAt: new Date(fireAt).toISOString(),
  isCanceled,
});
const event = (externalEventName: string): Action => ({ actionType: 6, externalEventName });
const any = (...compoundActions: Action[]): Action => ({ actionType: 11, compoundActions });
const all = (...compoundActions: Action[]): Action => ({ actionType: 12, compoundActions });
const ids = (outcome: ReturnType<typeof play>) =>
  outcome.decisions.map((decision) => `${decision.id}:${decision.kind}`);

test('each action is awaited before the next one starts', () => {
  expect(ids(play(begin(), reply([activity('a'), activity('b')])))).toEqual(['0:activity']);
  const later = [...begin(), events.taskScheduled(0, 'a', start), events.taskFailed(0, 'r', 'd', start)];
  expect(ids(play(later, reply([activity('a'), activity('b')])))).toEqual(['1:activity']);
});

test('events take no number, all else takes the next', () => {
  const outcome = play(
    begin(),
    reply([all(event('e'), timer(start + hour), activity('a'), { actionType: 2, functionName: 'child' })]),
  );
  expect(ids(outcome)).toEqual(['0:timer', '1:activity', '2:sub-orchestration']);
  expect(outcome.decisions[2]).toMatchObject({ instanceId: 'exec:2' });
});

test('an unknown function takes no number and ends at once, and is reported', () => {
  const outcome = play(begin(), reply([activity('missing'), activity('a')]));
  expect(ids(outcome)).toEqual(['0:activity']);
  expect(outcome.unknownFunctions).toEqual(["activity 'missing'"]);
  expect(outcome.ending).toBeUndefined();
});

test('Task.all waits for all, Task.any for the first, also when it fails', () => {
  const scheduled = [...begin(), events.taskScheduled(0, 'a', start), events.taskScheduled(1, 'b', start)];
  const oneFailed = [...scheduled, events.taskFailed(0, 'r', 'd', start)];
  expect(ids(play(oneFailed, reply([all(activity('a'), activity('b')), activity('c')])))).toEqual([]);
  expect(ids(play(oneFailed, reply([any(activity('a'), activity('b')), activity('c')])))).toEqual(['2:activity']);
});

describe('non-determinism fails the instance and names both', () => {
  const changed = (history: WireEvent[], actions: Action[]) => {
    const { ending } = play([...begin(), ...history], reply(actions));
    return ending?.status === 'Failed' ? ending.output : ending?.status;
  };
  test('another activity', () => {
    expect(changed([events.taskScheduled(0, 'old', start)], [activity('new')])).toMatch(
      /^Non-Deterministic workflow detected: .*activity task .*'old', .* activity task named 'new'/,
    );
  });
  test('another kind of task', () => {
    expect(changed([events.timerCreated(0, start + hour, start)], [activity('new')])).toMatch(
      /a timer task .*ScheduleTaskOrchestratorAction/,
    );
  });
  test('a task that is no longer there', () => {
    expect(
      changed([events.subOrchestrationCreated(0, { name: 'child', version: null, instanceId: 'c' }, start)], []),
    ).toMatch(/sub-orchestration task .* 'child' .*hasn't \(yet\?\) scheduled this task/);
  });
});

describe('events', () => {
  test('the newest waiter is served first, and events that come early are kept in order', () => {
    const raised = (name: string) => events.eventRaised(name, null, start);
    const twoWaiters = reply([any(event('e'), event('e')), activity('after')]);
    expect(ids(play([...begin(), raised('e')], twoWaiters))).toEqual(['0:activity']);
    const early = [
      ...begin(),
      events.taskScheduled(0, 'a', start),
      raised('e'),
      raised('E'),
      events.taskCompleted(0, null, start),
    ];
    const outcome = play(early, reply([activity('a'), event('e'), activity('b')]));
    expect(ids(outcome)).toEqual(['1:activity']);
    expect(outcome.unawaited).toEqual([{ name: 'e', count: 1 }]);
  });

  test('after continueAsNew they are carried over, and nothing of the old generation is scheduled', () => {
    const raised = events.eventRaised('e', null, start);
    const history = [...begin(), events.taskScheduled(0, 'a', start), events.taskCompleted(0, null, start), raised];
    const outcome = play(history, reply([activity('a'), { actionType: 4, input: { n: 1 } }], { isDone: true }));
    expect(outcome.ending).toEqual({ status: 'ContinuedAsNew', input: { n: 1 }, carried: [raised] });
    expect(outcome.decisions).toEqual([]);
  });
});

describe('timers', () => {
  test('up to six days are one timer, longer ones are cut into pieces of three days at most', () => {
    expect(play(begin(), reply([timer(start + 6 * day)])).decisions).toEqual([
      { id: 0, kind: 'timer', fireAt: start + 6 * day },
    ]);
    expect(play(begin(), reply([timer(start + 7 * day)])).decisions).toEqual([
      { id: 0, kind: 'timer', fireAt: start + 3 * day },
    ]);
    const fired = [
      ...begin(),
      events.timerCreated(0, start + 3 * day, start),
      events.orchestratorStarted(start + 3 * day),
      events.timerFired(0, start + 3 * day, start),
    ];
    expect(play(fired, reply([timer(start + 7 * day)])).decisions).toEqual([
      { id: 1, kind: 'timer', fireAt: start + 6 * day },
    ]);
  });

  test('a cancelled timer is created and holds nothing up', () => {
    const outcome = play(begin(), reply([timer(start + hour, true)], { isDone: true, output: '"done"' }));
    expect(ids(outcome)).toEqual(['0:timer']);
    expect(outcome.ending).toEqual({ status: 'Completed', output: '"done"' });
  });

  test('an open timer holds up the end and is named', () => {
    const outcome = play(
      [...begin(), events.eventRaised('e', null, start)],
      reply([any(event('e'), timer(start + hour))], { isDone: true }),
    );
    expect(outcome.ending).toBeUndefined();
    expect(outcome.openAfterEnd).toEqual([`timer 0 until ${new Date(start + hour).toISOString()}`]);
  });
});

describe('suspension and termination', () => {
  test('while suspended no new work is decided; it follows on resume, with the events that were held', () => {
    const suspended = [...begin(), events.suspended('s', start), events.eventRaised('e', null, start)];
    const wanted = reply([event('e'), activity('a')]);
    expect(play(suspended, wanted)).toMatchObject({ suspended: true, decisions: [] });
    expect(ids(play([...suspended, events.resumed('r', start)], wanted))).toEqual(['0:activity']);
  });

  test('termination ends at once, also while suspended and with open tasks', () => {
    const history = [
      ...begin(),
      events.taskScheduled(0, 'a', start),
      events.suspended('s', start),
      events.terminated('stop', start),
    ];
    expect(play(history, reply([activity('a')])).ending).toEqual({ status: 'Terminated', output: 'stop' });
  });
});

test('an error of the code fails the instance only after its open tasks have ended', () => {
  const scheduled = [
    ...begin(),
    events.taskScheduled(0, 'a', start),
    events.taskScheduled(1, 'b', start),
    events.taskCompleted(0, null, start),
  ];
  const failing = reply([any(activity('a'), activity('b'))], { error: 'went wrong' });
  expect(play(scheduled, failing)).toMatchObject({ ending: undefined, openAfterEnd: ["activity 1 'b'"] });
  const ended = play([...scheduled, events.taskCompleted(1, null, start)], failing).ending;
  expect(ended).toMatchObject({ status: 'Failed', output: "Orchestrator function 'orc' failed: went wrong" });
});

const leaf = fc.oneof(
  fc.constantFrom('a', 'b').map(activity),
  fc.constantFrom('e', 'f').map(event),
  fc.integer({ min: 1, max: 5 }).map((hours) => timer(start + hours * hour)),
);
const compound = fc.oneof(
  leaf,
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((list) => all(...list)),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((list) => any(...list)),
);

test('whatever an episode decides, playing it again with that in the history decides nothing and finds no difference', () => {
  fc.assert(
    fc.property(fc.array(compound, { maxLength: 5 }), (actions) => {
      const first = play(begin(), reply(actions));
      const written = first.decisions.map((decision) => {
        if (decision.kind === 'timer') return events.timerCreated(decision.id, decision.fireAt, start);
        return events.taskScheduled(decision.id, decision.name, start);
      });
      const again = play([...begin(), ...written], reply(actions));
      expect(again.decisions).toEqual([]);
      expect(again.ending).toBeUndefined();
    }),
  );
});

test('completing every open task, however ordered, always brings a finished list to its end', () => {
  const single = fc.oneof(
    fc.constantFrom('a', 'b').map(activity),
    fc.integer({ min: 1, max: 5 }).map((hours) => timer(start + hours * hour)),
  );
  const action = fc.oneof(
    single,
    fc.array(single, { minLength: 1, maxLength: 3 }).map((list) => all(...list)),
    fc.array(single, { minLength: 1, maxLength: 3 }).map((list) => any(...list)),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 4 }), fc.infiniteStream(fc.nat()), (actions, picks) => {
      const history = begin();
      const open: (() => WireEvent)[] = [];
      const done = reply(actions, { isDone: true, output: '1' });
      for (;;) {
        const outcome = play(history, done);
        if (outcome.ending) {
          expect(outcome.ending).toEqual({ status: 'Completed', output: '1' });
          return;
        }
        for (const decision of outcome.decisions) {
          const { id } = decision;
          if (decision.kind === 'timer') {
            history.push(events.timerCreated(id, decision.fireAt, start));
            open.push(() => events.timerFired(id, decision.fireAt, start));
          } else {
            history.push(events.taskScheduled(id, decision.name, start));
            open.push(() => events.taskCompleted(id, null, start));
          }
        }
        const [next] = open.splice(Number(picks.next().value ?? 0) % open.length, 1);
        if (!next) throw new Error('Nothing is open and the instance has not ended.');
        history.push(next());
      }
    }),
  );
});
