import * as df from 'durable-functions';

df.app.orchestration('wait', function* (context) {
  context.df.setCustomStatus({ waiting: true });
  const value: unknown = yield context.df.waitForExternalEvent('go');
  return { value };
});
df.app.orchestration('waitTwice', function* (context) {
  const first: unknown = yield context.df.waitForExternalEvent('go');
  context.df.setCustomStatus('second');
  const second: unknown = yield context.df.waitForExternalEvent('go');
  return [first, second];
});
df.app.orchestration('buffered', function* (context) {
  yield context.df.waitForExternalEvent('start');
  const values: unknown[] = [];
  for (let at = 0; at < 3; at++) values.push(yield context.df.waitForExternalEvent('item'));
  return values;
});
df.app.orchestration('twoWaiters', function* (context) {
  const first = context.df.waitForExternalEvent('e');
  const second = context.df.waitForExternalEvent('e');
  const winner: df.Task = yield context.df.Task.any([first, second]);
  yield context.df.callActivity('echo', 'between');
  return { winner: winner === first ? 'first' : 'second', value: winner.result };
});
df.app.orchestration('allEvents', function* (context) {
  return yield context.df.Task.all([
    context.df.waitForExternalEvent('a'),
    context.df.waitForExternalEvent('b'),
    context.df.waitForExternalEvent('c'),
  ]);
});
df.app.orchestration('eventThenWork', function* (context) {
  const value: unknown = yield context.df.waitForExternalEvent('go');
  return yield context.df.callActivity('echo', { value });
});
df.app.orchestration('eventWhileWorking', function* (context) {
  context.df.setCustomStatus('working');
  yield context.df.callActivity('slow', { ms: 1200 });
  return yield context.df.waitForExternalEvent('go');
});
df.app.orchestration('parentOfWait', function* (context) {
  return yield context.df.callSubOrchestrator('wait', {}, `${context.df.instanceId}:kid`);
});
df.app.orchestration('workThenWork', function* (context) {
  context.df.setCustomStatus('working');
  const first: unknown = yield context.df.callActivity('slow', { ms: 1500 });
  const second: unknown = yield context.df.callActivity('echo', 'second');
  return { first, second };
});
df.app.orchestration('twinChildren', function* (context) {
  const id = `${context.df.instanceId}:kid`;
  yield context.df.callSubOrchestrator('returnsInput', 1, id);
  return yield context.df.callSubOrchestrator('returnsInput', 2, id);
});
df.app.orchestration('twinsAtOnce', function* (context) {
  const id = `${context.df.instanceId}:kid`;
  return yield context.df.Task.all([1, 2].map((input) => context.df.callSubOrchestrator('returnsInput', input, id)));
});
df.app.orchestration('adoptsRunning', function* (context) {
  const { id } = context.df.getInput<{ id: string }>() ?? { id: '' };
  return yield context.df.callSubOrchestrator('wait', { from: 'parent' }, id);
});
df.app.orchestration('tellsTime', function* (context) {
  const first = context.df.currentUtcDateTime.getTime();
  const replayedAtFirst = context.df.isReplaying;
  yield context.df.callActivity('slow', { ms: 200 });
  const second = context.df.currentUtcDateTime.getTime();
  return { later: second - first >= 200, replayedAtFirst, replayedNow: context.df.isReplaying };
});
df.app.orchestration('largeOutput', function* (context) {
  const text: string = yield context.df.callActivity('echo', 'ü'.repeat(50_000));
  return text.length;
});
