import * as df from 'durable-functions';
import { atOnce, firstLine } from './tasks.ts';

df.app.orchestration('failUncaught', function* (context) {
  yield context.df.callActivity('boom', { q: 1 });
});
df.app.orchestration('failCaught', function* (context) {
  try {
    yield context.df.callActivity('boom', { q: 1 });
    return 'not reached';
  } catch (error) {
    yield context.df.callActivity('echo', 'after');
    return { caught: error instanceof Error ? error.message : String(error), name: Object(error).name };
  }
});
df.app.orchestration('failText', function* (context) {
  try {
    yield context.df.callActivity('throwsText');
    return 'not reached';
  } catch (error) {
    return firstLine(error);
  }
});
df.app.orchestration('throwsAtOnce', () =>
  atOnce(() => {
    throw new Error('thrown at once');
  }),
);
df.app.orchestration('throwsLater', function* (context) {
  context.df.setCustomStatus('about to fail');
  yield context.df.callActivity('echo', 1);
  throw new RangeError('thrown later');
});
df.app.orchestration('throwsNoError', () =>
  atOnce(() => {
    throw 'only text';
  }),
);
df.app.orchestration('childFails', function* (context) {
  try {
    yield context.df.callSubOrchestrator('child', { name: 'x', fail: true }, `${context.df.instanceId}:kid`);
    return 'not reached';
  } catch (error) {
    return { caught: error instanceof Error ? error.message : String(error) };
  }
});
df.app.orchestration('childFailsUncaught', function* (context) {
  yield context.df.callSubOrchestrator('child', { name: 'x', fail: true }, `${context.df.instanceId}:kid`);
});
df.app.orchestration('retries', function* (context) {
  const { fails } = context.df.getInput<{ fails: number }>() ?? { fails: 0 };
  const options = new df.RetryOptions(100, 3);
  options.backoffCoefficient = 2;
  try {
    const attempt: number = yield context.df.callActivityWithRetry('flaky', options, {
      key: context.df.instanceId,
      fails,
    });
    yield context.df.callActivity('echo', { attempt });
    return { attempt };
  } catch (error) {
    yield context.df.callActivity('echo', 'gave up');
    return { gaveUp: firstLine(error) };
  }
});
df.app.orchestration('retryLimits', function* (context) {
  const options = new df.RetryOptions(100, 5);
  options.backoffCoefficient = 3;
  options.maxRetryIntervalInMilliseconds = 200;
  const attempt: unknown = yield context.df.callActivityWithRetry('flaky', options, {
    key: context.df.instanceId,
    fails: 3,
  });
  return attempt;
});
df.app.orchestration('retryTimeout', function* (context) {
  const options = new df.RetryOptions(1500, 50);
  options.retryTimeoutInMilliseconds = 1000;
  try {
    yield context.df.callActivityWithRetry('boom', options, {});
    return 'not reached';
  } catch (error) {
    return firstLine(error);
  }
});
df.app.orchestration('retryOnce', function* (context) {
  yield context.df.callActivityWithRetry('boom', new df.RetryOptions(100, 1), {});
});
df.app.orchestration('retriesInAll', function* (context) {
  const options = new df.RetryOptions(100, 3);
  const call = (key: string, fails: number) =>
    context.df.callActivityWithRetry('flaky', options, { key: `${context.df.instanceId}/${key}`, fails });
  return yield context.df.Task.all([call('a', 1), context.df.callActivity('slow', { ms: 2500 })]);
});
df.app.orchestration('flakyChild', function* (context) {
  const { key, fails } = context.df.getInput<{ key: string; fails: number }>() ?? { key: '', fails: 0 };
  const attempt: unknown = yield context.df.callActivity('flaky', { key, fails });
  return attempt;
});
df.app.orchestration('retriesChild', function* (context) {
  const { fails } = context.df.getInput<{ fails: number }>() ?? { fails: 0 };
  const options = new df.RetryOptions(100, 3);
  try {
    return yield context.df.callSubOrchestratorWithRetry(
      'flakyChild',
      options,
      { key: context.df.instanceId, fails },
      `${context.df.instanceId}:kid`,
    );
  } catch (error) {
    return { gaveUp: firstLine(error) };
  }
});
df.app.orchestration('retriesUnnamedChild', function* (context) {
  return yield context.df.callSubOrchestratorWithRetry('flakyChild', new df.RetryOptions(100, 3), {
    key: context.df.instanceId,
    fails: 1,
  });
});
df.app.orchestration('allWithFailure', function* (context) {
  try {
    yield context.df.Task.all([context.df.callActivity('boom', {}), context.df.callActivity('slow', { ms: 800 })]);
    return 'not reached';
  } catch (error) {
    const after: unknown = yield context.df.callActivity('echo', 'after all');
    return { caught: error instanceof Error, after };
  }
});
df.app.orchestration('allWithTwoFailures', function* (context) {
  try {
    yield context.df.Task.all([
      context.df.callActivity('boomLater', { ms: 50 }),
      context.df.callActivity('slow', { ms: 500 }),
      context.df.callActivity('boomLater', { ms: 950 }),
    ]);
    return 'not reached';
  } catch (error) {
    return { aggregate: error instanceof df.AggregatedError };
  }
});
df.app.orchestration('unknownActivity', function* (context) {
  yield context.df.callActivity('noSuchActivity', { x: 1 });
});
df.app.orchestration('unknownActivityWithRetry', function* (context) {
  yield context.df.callActivityWithRetry('noSuchActivity', new df.RetryOptions(100, 2), { x: 1 });
});
df.app.orchestration('unknownChild', function* (context) {
  yield context.df.callSubOrchestrator('noSuchOrchestrator', { x: 1 });
});
df.app.orchestration('unknownAmongOthers', function* (context) {
  yield context.df.Task.all([context.df.callActivity('echo', 1), context.df.callActivity('noSuchActivity')]);
});
df.app.orchestration('otherCase', function* (context) {
  return yield context.df.callActivity('HELLO', 'case');
});
const started = new Set<string>();
/** Takes another way when it is replayed than it took at first; `first` and `later` name what it waits for. */
df.app.orchestration('changesItsMind', function* (context) {
  const input = context.df.getInput<{ first: string; later: string }>() ?? { first: '', later: '' };
  const way = started.has(context.df.instanceId) ? input.later : input.first;
  started.add(context.df.instanceId);
  if (way === 'hello' || way === 'echo') yield context.df.callActivity(way, 'x');
  else if (way === 'timer') yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 100));
  else if (way === 'event') yield context.df.waitForExternalEvent('go');
  else if (way !== '') yield context.df.callSubOrchestrator(way, {}, `${context.df.instanceId}:kid`);
  return 'done';
});
