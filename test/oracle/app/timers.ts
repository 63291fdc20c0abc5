import * as df from 'durable-functions';

const after = (context: df.OrchestrationContext, ms: number) =>
  context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ms));

df.app.orchestration('timer', function* (context) {
  yield after(context, 1500);
  return 'fired';
});
df.app.orchestration('timerInThePast', function* (context) {
  yield after(context, -60_000);
  return 'fired';
});
df.app.orchestration('untilDeadline', function* (context) {
  const deadline = context.df.currentUtcDateTime.getTime() + 3000;
  let timers = 0;
  while (context.df.currentUtcDateTime.getTime() < deadline) {
    yield context.df.createTimer(new Date(deadline));
    timers += 1;
  }
  return { enough: timers >= 1 };
});
df.app.orchestration('race', function* (context) {
  const { ms } = context.df.getInput<{ ms: number }>() ?? { ms: 0 };
  context.df.setCustomStatus('waiting');
  const timer = after(context, ms);
  const event = context.df.waitForExternalEvent('go');
  const winner: df.Task = yield context.df.Task.any([event, timer]);
  if (winner === event) timer.cancel();
  const seen: unknown = yield context.df.callActivity('echo', { winner: winner === event ? 'event' : 'timer' });
  return seen;
});
df.app.orchestration('timersInAll', function* (context) {
  yield context.df.Task.all([after(context, 2600), after(context, 1200)]);
  return 'all fired';
});
df.app.orchestration('longTimer', function* (context) {
  context.df.setCustomStatus('waiting');
  const timer = after(context, 7500);
  const event = context.df.waitForExternalEvent('go');
  const winner: df.Task = yield context.df.Task.any([event, timer]);
  if (winner === event) timer.cancel();
  yield context.df.callActivity('echo', {});
  return winner === event ? 'event' : 'timer';
});
df.app.orchestration('sevenDays', function* (context) {
  context.df.setCustomStatus('waiting');
  const timer = after(context, 7 * 86_400_000);
  const event = context.df.waitForExternalEvent('go');
  const winner: df.Task = yield context.df.Task.any([event, timer]);
  if (winner === event) timer.cancel();
  return winner === event ? 'event' : 'timer';
});
df.app.orchestration('retryOrTimer', function* (context) {
  const timer = after(context, 3_600_000);
  const work = context.df.callActivityWithRetry('flaky', new df.RetryOptions(100, 3), {
    key: context.df.instanceId,
    fails: 1,
  });
  const winner: df.Task = yield context.df.Task.any([work, timer]);
  timer.cancel();
  return winner === work ? work.result : 'timer';
});
df.app.orchestration('timerWhileSuspended', function* (context) {
  context.df.setCustomStatus('waiting');
  yield after(context, 1500);
  context.df.setCustomStatus('fired');
  return yield context.df.callActivity('echo', 'after the timer');
});
