import * as df from 'durable-functions';

const hour = 3_600_000;

const after = (context: df.OrchestrationContext, ms: number) =>
  context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ms));

df.app.orchestration('t1Bad', function* (context) {
  const timer = after(context, hour);
  const event = context.df.waitForExternalEvent('go');
  yield context.df.Task.any([event, timer]);
  return 'done';
});
df.app.orchestration('t1Good', function* (context) {
  const timer = after(context, hour);
  const event = context.df.waitForExternalEvent('go');
  yield context.df.Task.any([event, timer]);
  timer.cancel();
  return 'done';
});
df.app.orchestration('t2Bad', function* (context) {
  const timer = after(context, hour);
  const work = context.df.callActivity('slow', { ms: 100 });
  const winner = yield context.df.Task.any([timer, work]);
  if (winner === work) yield context.df.callActivity('echo', {});
  const event = context.df.waitForExternalEvent('never');
  yield context.df.Task.any([event, timer]);
  timer.cancel();
  return 'unreachable';
});
df.app.orchestration('t2Good', function* (context) {
  const first = after(context, hour);
  const work = context.df.callActivity('slow', { ms: 100 });
  yield context.df.Task.any([first, work]);
  first.cancel();
  const second = after(context, hour);
  const event = context.df.waitForExternalEvent('go');
  yield context.df.Task.any([event, second]);
  second.cancel();
  return 'done';
});
df.app.orchestration('t3Bad', function* (context) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  const timer = after(context, hour);
  const event = context.df.waitForExternalEvent('go');
  const winner = yield context.df.Task.any([event, timer]);
  if (winner === event) {
    timer.cancel();
    if (n < 20) context.df.continueAsNew({ n: n + 1 });
  }
  return n;
});
df.app.orchestration('t3Good', function* (context) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  context.df.setCustomStatus({ n: n + 1 });
  const timer = after(context, hour);
  const event = context.df.waitForExternalEvent('go');
  const winner = yield context.df.Task.any([event, timer]);
  if (winner === event) {
    timer.cancel();
    yield context.df.callActivity('echo', {});
    if (n < 20) context.df.continueAsNew({ n: n + 1 });
  }
  return n;
});
df.app.orchestration('t4', function* (context) {
  const timer = after(context, 7.5 * 24 * hour);
  const event = context.df.waitForExternalEvent('go');
  const winner = yield context.df.Task.any([event, timer]);
  if (winner === event) timer.cancel();
  yield context.df.callActivity('echo', {});
  return winner === event ? 'event' : 'timer';
});
df.app.orchestration('t5Bad', function* (context) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  if (n === 1) return 'second generation';
  yield context.df.waitForExternalEvent('item');
  yield context.df.callActivity('held', context.df.instanceId);
  context.df.continueAsNew({ n: 1 });
  return 'first';
});
df.app.orchestration('retryTimeout', function* (context) {
  const options = new df.RetryOptions(300, 9);
  options.retryTimeoutInMilliseconds = 200;
  yield context.df.callActivityWithRetry('boom', options, {});
});
df.app.orchestration('t5Good', function* (context) {
  const seen: unknown[] = [];
  for (let at = 0; at < 3; at++) seen.push(yield context.df.waitForExternalEvent('item'));
  return seen;
});
