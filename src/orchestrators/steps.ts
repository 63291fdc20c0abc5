import { type OrchestrationContext, RetryOptions } from 'durable-functions';
import type { Activities } from '../activities/index.ts';
import { DAY } from '../domain/base/time.ts';

/** What an orchestrator yields, by what the context gives: version 4 of the library exports no type of that name. */
type Task = ReturnType<OrchestrationContext['df']['callActivityWithRetry']>;

/** What the durable library sends into a generator: the result of the task it yielded, as parsed JSON. `call` gives it the activity's type. */
type Sent = ReturnType<typeof JSON.parse>;

export type Step<T> = Generator<Task, T, Sent>;

const SECOND = 1000;

/** Most outages last minutes: eight attempts within about eleven minutes, then the instance ends and the sweep starts it again. */
const patient = retries({ first: 1 * SECOND, factor: 3, most: 300 * SECOND, attempts: 8 });

/** A run that was asked for shows up in Data Factory's query after seconds: look again only then, or it would be asked for twice. */
const unhurried = retries({ first: 15 * SECOND, factor: 2, most: 300 * SECOND, attempts: 6 });

/** What is left to do after all attempts of another activity: without it the sweep starts the instance again all the same. */
const brief = retries({ first: 1 * SECOND, factor: 3, most: 300 * SECOND, attempts: 3 });

const policies: Partial<Record<keyof Activities, RetryOptions>> = {
  startTransfer: unhurried,
  noteTrouble: brief,
  noteUncleared: brief,
};

function retries(policy: { first: number; factor: number; most: number; attempts: number }): RetryOptions {
  const options = new RetryOptions(policy.first, policy.attempts);
  options.backoffCoefficient = policy.factor;
  options.maxRetryIntervalInMilliseconds = policy.most;
  return options;
}

/** How many steps each generation has taken: a replay begins at its first step, with a context of its own. */
const taken = new WeakMap<OrchestrationContext, number>();

/** With the longest way from one place where a stage asks to the next, a generation has at most 120 events: four for each step. */
const stepsUntilLong = 20;

/** Whether the history has grown long enough, so that the instance is to begin afresh as soon as an activity has ended. */
export function isLong(context: OrchestrationContext): boolean {
  return (taken.get(context) ?? 0) >= stepsUntilLong;
}

function* take(context: OrchestrationContext, task: Task): Step<Sent> {
  taken.set(context, (taken.get(context) ?? 0) + 1);
  return yield task;
}

/** Calls an activity with its retry policy; name, input and result are those of `createActivities`. Throws when the last attempt failed. */
export function* call<N extends keyof Activities & string>(
  context: OrchestrationContext,
  name: N,
  input: Parameters<Activities[N]>[0],
): Step<Awaited<ReturnType<Activities[N]>>> {
  return yield* take(context, context.df.callActivityWithRetry(name, policies[name] ?? patient, input));
}

/** The time so many seconds from now, in ISO 8601. */
export function later(context: OrchestrationContext, seconds: number): string {
  return new Date(context.df.currentUtcDateTime.getTime() + seconds * SECOND).toISOString();
}

/**
 * The time of a timer that is to wait until then, at most a day away. Durable timers fire up to a second early, so one for less than a
 * second would fire at once, again and again: it gets a second more.
 */
function timerTime(now: number, until: number): Date {
  return new Date(until - now < SECOND ? until + SECOND : Math.min(until, now + DAY));
}

/** Waits that many seconds. Durable timers fire up to a second early, so the time is compared and the rest waited for. */
export function* delay(context: OrchestrationContext, seconds: number): Step<void> {
  const until = context.df.currentUtcDateTime.getTime() + seconds * SECOND;
  for (;;) {
    const now = context.df.currentUtcDateTime.getTime();
    if (now >= until) return;
    yield* take(context, context.df.createTimer(timerTime(now, until)));
  }
}

/**
 * Waits for the external event `wake` or the time, whichever is first. Timers last at most one day (longer ones are split by the
 * extension and cannot be cancelled), and each timer and each waiter is used in one race only. A waiter that lost cannot be
 * cancelled and may swallow a later wake: whoever relies on a wake is woken again by the sweep.
 */
export function* waitForWake(context: OrchestrationContext, until: string): Step<'wake' | 'time'> {
  const deadline = Date.parse(until);
  for (;;) {
    const now = context.df.currentUtcDateTime.getTime();
    if (now >= deadline) return 'time';
    const timer = context.df.createTimer(timerTime(now, deadline));
    const wake = context.df.waitForExternalEvent('wake');
    const first: Task = yield* take(context, context.df.Task.any([timer, wake]));
    if (first === wake) {
      timer.cancel();
      return 'wake';
    }
  }
}
