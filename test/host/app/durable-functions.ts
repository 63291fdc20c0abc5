import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { note } from './journal.ts';

df.app.activity('hello', {
  handler: (name: unknown) => `Hello, ${typeof name === 'string' ? name : Object(name).name}!`,
});
df.app.activity('echo', { handler: (value: unknown) => value });
df.app.activity('kind', {
  handler: (value: unknown) => ({ type: typeof value, value: value === undefined ? 'undefined' : value }),
});
df.app.activity('nothing', { handler: () => undefined });
df.app.activity('boom', {
  handler: (value: unknown) => {
    throw new TypeError(`boom: ${JSON.stringify(value)}`);
  },
});
df.app.activity('slow', {
  handler: (value: { ms: number }) => new Promise((resolve) => setTimeout(() => resolve(value), value.ms)),
});
df.app.activity('effect', {
  handler: async (value: { key: string; ms?: number }) => {
    note({ activity: 'begin', ...value });
    if (value.ms) await new Promise((resolve) => setTimeout(resolve, value.ms));
    note({ activity: 'end', ...value });
    return value.key;
  },
});
const gates = new Map<string, PromiseWithResolvers<void>>();
function gate(key: string): PromiseWithResolvers<void> {
  const known = gates.get(key) ?? Promise.withResolvers<void>();
  gates.set(key, known);
  return known;
}
df.app.activity('held', {
  handler: async (key: string) => {
    note({ activity: 'begin', key });
    await gate(key).promise;
    note({ activity: 'end', key });
    return key;
  },
});
app.http('release', {
  route: 'release/{key}',
  methods: ['POST'],
  handler: (request) => {
    gate(request.params['key'] ?? '').resolve();
    return { status: 204 };
  },
});
df.app.orchestration('callsHeld', function* (context) {
  return yield context.df.callActivity('held', context.df.instanceId);
});
const attempts = new Map<string, number>();
df.app.activity('flaky', {
  handler: (value: { key: string; fails: number }) => {
    const attempt = (attempts.get(value.key) ?? 0) + 1;
    attempts.set(value.key, attempt);
    if (attempt <= value.fails) throw new Error(`attempt ${attempt}`);
    return attempt;
  },
});

df.app.orchestration('helloSequence', function* (context) {
  const names = ['Tokyo', 'Seattle', 'Cairo'];
  const greetings: string[] = [];
  for (const name of names) greetings.push(yield context.df.callActivity('hello', name));
  return greetings;
});
df.app.orchestration('race', function* (context) {
  const { ms } = context.df.getInput<{ ms: number }>() ?? { ms: 0 };
  context.df.setCustomStatus({ stage: 'waiting' });
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ms));
  const approval = context.df.waitForExternalEvent('approval');
  const winner = yield context.df.Task.any([approval, timer]);
  if (winner === approval) {
    timer.cancel();
    context.df.setCustomStatus('approved');
    const a = yield context.df.callActivity('echo', { got: approval.result });
    return { won: 'event', a, e: approval.result };
  }
  return { won: 'timer' };
});
df.app.orchestration('wait', function* (context) {
  context.df.setCustomStatus({ waiting: true });
  const v = yield context.df.waitForExternalEvent('go');
  return { v };
});
df.app.orchestration('failUncaught', function* (context) {
  yield context.df.callActivity('boom', { q: 1 });
});
df.app.orchestration('child', function* (context) {
  const input = context.df.getInput<{ name: string; fail?: boolean }>();
  if (input?.fail) throw new Error('child failed');
  const r = yield context.df.callActivity('hello', { name: input?.name });
  return { r, parent: context.df.parentInstanceId };
});
df.app.orchestration('parent', function* (context) {
  const out: unknown[] = [];
  out.push(yield context.df.callSubOrchestrator('child', { name: 'auto' }));
  out.push(yield context.df.callSubOrchestrator('child', { name: 'named' }, `${context.df.instanceId}:kid`));
  try {
    out.push(yield context.df.callSubOrchestrator('child', { name: 'x', fail: true }));
  } catch (error) {
    out.push({
      caught: error instanceof Error ? error.message : String(error),
      name: error instanceof Error ? error.name : '',
    });
  }
  return out;
});
df.app.orchestration('retry', function* (context) {
  const { fails } = context.df.getInput<{ fails: number }>() ?? { fails: 0 };
  const options = new df.RetryOptions(20, 3);
  try {
    const attempt = yield context.df.callActivityWithRetry('flaky', options, { key: context.df.instanceId, fails });
    const after = yield context.df.callActivity('echo', { after: attempt });
    return { attempt, after };
  } catch (error) {
    const after = yield context.df.callActivity('echo', { after: 'failure' });
    return { failed: String(error).split('\n')[0], after };
  }
});
df.app.orchestration('fanOut', function* (context) {
  const { count } = context.df.getInput<{ count: number }>() ?? { count: 0 };
  const tasks = Array.from({ length: count }, (_none, at) => context.df.callActivity('echo', { at }));
  const results: { at: number }[] = yield context.df.Task.all(tasks);
  return results.reduce((sum, result) => sum + result.at, 0);
});
df.app.orchestration('chain', function* (context) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  for (let at = 0; at < n; at++) yield context.df.callActivity('echo', { at });
  return n;
});
df.app.orchestration('allWithFailure', function* (context) {
  try {
    yield context.df.Task.all([context.df.callActivity('boom', {}), context.df.callActivity('slow', { ms: 300 })]);
  } catch {
    yield context.df.callActivity('effect', { key: 'after-all' });
  }
});
df.app.orchestration('inputs', function* (context) {
  const values: unknown[] = [true, 5, 1.5, 'text', '5', [], {}, { a: null }, '2026-01-01T00:00:00Z', null, undefined];
  const seen: unknown[] = [];
  for (const value of values) seen.push(yield context.df.callActivity('kind', value));
  seen.push(yield context.df.callActivity('nothing'));
  return seen;
});
df.app.orchestration('unknownActivity', function* (context) {
  yield context.df.callActivity('noSuchActivity', { x: 1 });
});
df.app.orchestration('counter', function* (context) {
  const input = context.df.getInput<{ n: number }>() ?? { n: 0 };
  yield context.df.callActivity('echo', input);
  if (input.n < 5) context.df.continueAsNew({ n: input.n + 1 });
  return input.n;
});
df.app.orchestration('statusOnce', function* (context) {
  context.df.setCustomStatus('here');
  yield context.df.waitForExternalEvent('one');
  context.df.setCustomStatus(undefined);
  yield context.df.waitForExternalEvent('two');
});
df.app.orchestration('bigStatus', function* (context) {
  context.df.setCustomStatus('x'.repeat(9000));
  yield context.df.waitForExternalEvent('never');
});
df.app.orchestration('lifo', function* (context) {
  const first = context.df.waitForExternalEvent('e');
  const second = context.df.waitForExternalEvent('e');
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60_000));
  const winner = yield context.df.Task.any([first, second, timer]);
  timer.cancel();
  return winner === second ? 'second' : 'first';
});
df.app.orchestration('callsHttp', function* (context) {
  yield context.df.callHttp({ method: 'GET', url: 'http://localhost/' });
});
df.app.orchestration('journey', function* (context) {
  const key = context.df.instanceId;
  const { ms } = context.df.getInput<{ ms: number } | null>() ?? { ms: 150 };
  const a = yield context.df.callActivity('effect', { key: `${key}/a`, ms });
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ms));
  const child = yield context.df.callSubOrchestrator('journeyChild', { key, ms });
  const go = yield context.df.waitForExternalEvent('go');
  const b = yield context.df.callActivity('effect', { key: `${key}/b`, ms });
  return { a, child, go, b };
});
df.app.orchestration('journeyChild', function* (context) {
  const { key, ms } = context.df.getInput<{ key: string; ms?: number }>() ?? { key: '' };
  return yield context.df.callActivity('effect', { key: `${key}/child`, ms: ms ?? 150 });
});

df.app.client.http('client', {
  route: 'client/{operation}/{name}/{id?}',
  methods: ['POST'],
  handler: async (request, client) => {
    const { operation = '', name = '', id = '' } = request.params;
    const body = await request.text();
    const input = body === '' ? undefined : JSON.parse(body);
    const attempt = async (work: () => Promise<unknown>) => {
      try {
        return { jsonBody: { ok: true, result: (await work()) ?? null } };
      } catch (error) {
        return { jsonBody: { ok: false, error: error instanceof Error ? error.message : String(error) } };
      }
    };
    switch (operation) {
      case 'start':
        return attempt(() =>
          client.startNew(name, { ...(id ? { instanceId: id } : {}), ...(input === undefined ? {} : { input }) }),
        );
      case 'status':
        return attempt(() => client.getStatus(name, { showHistory: true, showHistoryOutput: true }));
      case 'raise':
        return attempt(() => client.raiseEvent(name, id, input));
      case 'terminate':
        return attempt(() => client.terminate(name, 'enough now'));
      case 'suspend':
        return attempt(() => client.suspend(name, 'pause'));
      case 'resume':
        return attempt(() => client.resume(name, 'go on'));
      case 'purge':
        return attempt(() => client.purgeInstanceHistory(name));
      case 'rewind':
        return attempt(() => client.rewind(name, 'again'));
      case 'all':
        return attempt(() => client.getStatusAll());
      case 'entity':
        return attempt(() => client.readEntityState(new df.EntityId(name, id)));
      case 'check':
        return client.createCheckStatusResponse(request, name);
      case 'await':
        return client.waitForCompletionOrCreateCheckStatusResponse(request, name, {
          timeoutInMilliseconds: Number(id || 120_000),
          retryIntervalInMilliseconds: 50,
        });
      default:
        return { status: 400 };
    }
  },
});
app.hook.preInvocation((context) => {
  context.hookData['seen'] = true;
});
const episodes = new Map<string, number>();
/** Ends with the first of several timers and the number of episodes that this process has played by then. */
df.app.orchestration('firstTimer', function* (context) {
  const { instanceId, currentUtcDateTime } = context.df;
  episodes.set(instanceId, (episodes.get(instanceId) ?? 0) + 1);
  const { count, ms, step } = context.df.getInput<{ count: number; ms: number; step: number }>();
  const due = Array.from({ length: count }, (_none, at) => currentUtcDateTime.getTime() + ms + at * step);
  const timers = due.map((at) => context.df.createTimer(new Date(at)));
  const first = yield context.df.Task.any(timers);
  return { first: timers.indexOf(first), episodes: episodes.get(instanceId) };
});
