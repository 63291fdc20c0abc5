import * as df from 'durable-functions';

const after = (context: df.OrchestrationContext, ms: number) =>
  context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ms));

df.app.orchestration('t1Bad', function* (context) {
  const timer = after(context, 4000);
  const event = context.df.waitForExternalEvent('go');
  yield context.df.Task.any([event, timer]);
  return 'done';
});
df.app.orchestration('t1Good', function* (context) {
  const timer = after(context, 3_600_000);
  const event = context.df.waitForExternalEvent('go');
  yield context.df.Task.any([event, timer]);
  timer.cancel();
  return 'done';
});
df.app.orchestration('t2Bad', function* (context) {
  const timer = after(context, 3000);
  const work = context.df.callActivity('slow', { ms: 100 });
  const winner: df.Task = yield context.df.Task.any([timer, work]);
  if (winner === work) yield context.df.callActivity('echo', {});
  const event = context.df.waitForExternalEvent('never');
  yield context.df.Task.any([event, timer]);
  timer.cancel();
  return 'not reached';
});
df.app.orchestration('t2Good', function* (context) {
  const first = after(context, 3_600_000);
  yield context.df.Task.any([first, context.df.callActivity('slow', { ms: 100 })]);
  first.cancel();
  const second = after(context, 3_600_000);
  yield context.df.Task.any([context.df.waitForExternalEvent('go'), second]);
  second.cancel();
  return 'done';
});
function* loop(context: df.OrchestrationContext, between: boolean) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  context.df.setCustomStatus({ n });
  const timer = after(context, 3_600_000);
  const event = context.df.waitForExternalEvent('go');
  const winner: df.Task = yield context.df.Task.any([event, timer]);
  if (winner === event) {
    timer.cancel();
    if (between) yield context.df.callActivity('echo', {});
    if (n < 5) context.df.continueAsNew({ n: n + 1 });
  }
  return n;
}
df.app.orchestration('t3Bad', (context) => loop(context, false));
df.app.orchestration('t3Good', (context) => loop(context, true));
df.app.orchestration('t5Bad', function* (context) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  if (n === 1) return 'second generation';
  context.df.setCustomStatus('first');
  yield context.df.waitForExternalEvent('item');
  yield context.df.callActivity('slow', { ms: 1500 });
  context.df.continueAsNew({ n: 1 });
  return 'first generation';
});
df.app.orchestration('t5Good', function* (context) {
  const seen: unknown[] = [];
  for (let at = 0; at < 3; at++) seen.push(yield context.df.waitForExternalEvent('item'));
  return seen;
});
