import * as df from 'durable-functions';

/** An orchestrator that waits for nothing. */
// biome-ignore lint/correctness/useYield: the library wants a generator all the same
export function* atOnce<T>(work: () => T): Generator<df.Task, T, unknown> {
  return work();
}

df.app.orchestration('helloSequence', function* (context) {
  const greetings: string[] = [];
  for (const name of ['Tokyo', 'Seattle', 'Cairo']) greetings.push(yield context.df.callActivity('hello', name));
  return greetings;
});
df.app.orchestration('nothingToDo', () => atOnce(() => undefined));
df.app.orchestration('returnsInput', (context) =>
  atOnce(() => ({ type: typeof context.df.getInput(), input: context.df.getInput() })),
);
df.app.orchestration('inputKinds', function* (context) {
  const values: unknown[] = [
    5,
    1.5,
    2 ** 53 - 1,
    'text',
    '5',
    '',
    [],
    {},
    { a: null },
    '2026-01-01T00:00:00Z',
    null,
    undefined,
  ];
  const seen: unknown[] = [];
  for (const value of values) seen.push(yield context.df.callActivity('kind', value));
  return seen;
});
df.app.orchestration('booleanInputs', function* (context) {
  const seen: unknown[] = [];
  for (const value of [true, false]) seen.push(yield context.df.callActivity('kind', value));
  return seen;
});
df.app.orchestration('resultKinds', function* (context) {
  const seen: unknown[] = [];
  const which = ['true', 'zero', 'half', 'big', 'text', 'jsonText', 'date', 'list', 'empty', 'null', 'undefined'];
  for (const name of which) {
    const value: unknown = yield context.df.callActivity('answers', name);
    seen.push({ name, type: typeof value, value });
  }
  return seen;
});
df.app.orchestration('whenAll', function* (context) {
  const waits = [300, 50, 600];
  const results: { ms: number }[] = yield context.df.Task.all(
    waits.map((ms) => context.df.callActivity('slow', { ms })),
  );
  return results.map(({ ms }) => ms);
});
df.app.orchestration('whenAllNone', function* (context) {
  const results: unknown[] = yield context.df.Task.all([]);
  return results.length;
});
df.app.orchestration('whenAllSubs', function* (context) {
  const kids = ['a', 'b'].map((name, at) =>
    context.df.callSubOrchestrator('child', { name, wait: at * 400 }, `${context.df.instanceId}:${name}`),
  );
  return yield context.df.Task.all(kids);
});
df.app.orchestration('whenAny', function* (context) {
  const slow = context.df.callActivity('slow', { ms: 800 });
  const quick = context.df.callActivity('slow', { ms: 50 });
  const winner: df.Task = yield context.df.Task.any([slow, quick]);
  return winner === quick ? 'quick' : 'slow';
});
df.app.orchestration('whenAnyFailed', function* (context) {
  const winner: df.Task = yield context.df.Task.any([
    context.df.callActivity('boom', {}),
    context.df.callActivity('slow', { ms: 800 }),
  ]);
  return { failed: winner.isFaulted, message: firstLine(winner.result) };
});
df.app.orchestration('anyOfAlls', function* (context) {
  const wait = (ms: number) => context.df.callActivity('slow', { ms });
  const quick = context.df.Task.all([wait(50), wait(250)]);
  const winner: df.Task = yield context.df.Task.any([quick, context.df.Task.all([wait(500), wait(900)])]);
  return winner === quick;
});
df.app.orchestration('child', function* (context) {
  const input = context.df.getInput<{ name: string; fail?: boolean; wait?: number }>();
  if (input?.fail) throw new Error('child failed');
  if (input?.wait) yield context.df.callActivity('slow', { ms: input.wait });
  const greeting: string = yield context.df.callActivity('hello', input?.name);
  return { greeting, parent: context.df.parentInstanceId };
});
df.app.orchestration('parent', function* (context) {
  const auto: unknown = yield context.df.callSubOrchestrator('child', { name: 'auto' });
  const named: unknown = yield context.df.callSubOrchestrator(
    'child',
    { name: 'named' },
    `${context.df.instanceId}:kid`,
  );
  return { auto, named };
});
df.app.orchestration('parentOfNoInput', function* (context) {
  return yield context.df.callSubOrchestrator('returnsInput');
});
df.app.orchestration('grandparent', function* (context) {
  return yield context.df.callSubOrchestrator('parent', undefined, `${context.df.instanceId}:parent`);
});
df.app.orchestration('counter', function* (context) {
  const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
  yield context.df.callActivity('echo', { n });
  if (n < 3) context.df.continueAsNew({ n: n + 1 });
  return n;
});
df.app.orchestration('continueWithoutInput', function* (context) {
  const input: unknown = context.df.getInput();
  yield context.df.callActivity('echo', 'step');
  if (input !== undefined && input !== null && input !== '') context.df.continueAsNew(undefined);
  return { type: typeof input };
});
df.app.orchestration('continueAtOnce', (context) =>
  atOnce(() => {
    const { n } = context.df.getInput<{ n: number }>() ?? { n: 0 };
    if (n < 3) context.df.continueAsNew({ n: n + 1 });
    return n;
  }),
);
df.app.orchestration('parentOfCounter', function* (context) {
  return yield context.df.callSubOrchestrator('counter', { n: 1 }, `${context.df.instanceId}:counter`);
});
df.app.orchestration('customStatus', function* (context) {
  context.df.setCustomStatus({ stage: 'one' });
  yield context.df.waitForExternalEvent('next');
  context.df.setCustomStatus('two');
  yield context.df.waitForExternalEvent('next');
  context.df.setCustomStatus(undefined);
  yield context.df.waitForExternalEvent('next');
  context.df.setCustomStatus([3]);
  return 'done';
});
df.app.orchestration('statusFalsy', function* (context) {
  context.df.setCustomStatus(0);
  yield context.df.waitForExternalEvent('next');
  context.df.setCustomStatus(false);
});
df.app.orchestration('statusTooLarge', function* (context) {
  context.df.setCustomStatus('x'.repeat(9000));
  yield context.df.waitForExternalEvent('never');
});
df.app.orchestration('statusJustFits', function* (context) {
  context.df.setCustomStatus('x'.repeat(8190));
  yield context.df.callActivity('echo', 1);
  return 'done';
});
df.app.orchestration('newGuid', function* (context) {
  const first = context.df.newGuid(context.df.instanceId);
  yield context.df.callActivity('echo', 1);
  return { first, same: first === context.df.newGuid(context.df.instanceId) };
});

/** The first line of an error, without the stacks that follow. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1).join('').trim();
}
