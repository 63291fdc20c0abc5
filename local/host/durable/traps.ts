import type { WireEvent } from './history.ts';
import type { Action } from './orchestrator-reply.ts';
import type { Outcome } from './simulator.ts';
import type { TimerLimits } from './task-starter.ts';

/** A known way in which orchestrator code goes wrong on the real extension, found in a running instance. */
export interface TrapWarning {
  trap: 'T1' | 'T2' | 'T3' | 'T4' | 'T5' | 'unknown-function' | 'boolean-input' | 'retry-timeout';
  message: string;
}

interface Episode {
  history: readonly WireEvent[];
  actions: readonly Action[];
  outcome: Outcome;
  limits: TimerLimits;
}

/** Finds the traps that an episode has run into; each message says what happens and how to write it instead. */
export function findTraps(episode: Episode): TrapWarning[] {
  return [
    blocked,
    reYielded,
    carriedForEver,
    longTimerCancelled,
    eventsLost,
    unknownFunctions,
    booleanInputs,
    retryTimeouts,
  ].flatMap((find) => find(episode));
}

function blocked({ outcome }: Episode): TrapWarning[] {
  if (outcome.openAfterEnd.length === 0) return [];
  const message = `The code has ended, but the instance stays Running until ${outcome.openAfterEnd.join(', ')} ends. Cancel a timer that has lost its race.`;
  return [{ trap: 'T1', message }];
}

function flatten(action: Action): Action[] {
  return 'compoundActions' in action ? action.compoundActions.flatMap(flatten) : [action];
}

function reYielded({ outcome }: Episode): TrapWarning[] {
  if (outcome.repeated.length === 0) return [];
  const message = `The same task is yielded twice (${outcome.repeated.join('; ')}). The extension schedules it again, the numbering diverges and the instance hangs. Use a fresh task for each yield.`;
  return [{ trap: 'T2', message }];
}

function carriedForEver({ actions, outcome }: Episode): TrapWarning[] {
  if (outcome.ending?.status !== 'ContinuedAsNew') return [];
  const carried = new Set(
    outcome.ending.carried.map((event) => (event.EventType === 15 ? event.Name.toLowerCase() : '')),
  );
  const last = actions.filter((action) => action.actionType === 11).at(-1);
  const race = last ? flatten(last) : [];
  const cancelled = race.some((action) => action.actionType === 5 && action.isCanceled);
  const awaited = race.find((action) => action.actionType === 6 && carried.has(action.externalEventName.toLowerCase()));
  if (!cancelled || awaited?.actionType !== 6) return [];
  const message = `The event '${awaited.externalEventName}' is carried into the next generation again: cancelling a timer and then continueAsNew, with nothing between, loops for ever. Yield an activity before continueAsNew.`;
  return [{ trap: 'T3', message }];
}

function longTimerCancelled({ actions, outcome, history, limits }: Episode): TrapWarning[] {
  if (outcome.ending?.status !== 'Failed' || !outcome.ending.nonDeterministic) return [];
  const started = Date.parse(history[0]?.Timestamp ?? '');
  const long = actions
    .flatMap(flatten)
    .find(
      (action) =>
        action.actionType === 5 && action.isCanceled && Date.parse(action.fireAt) - started > limits.maximumTimer,
    );
  if (long?.actionType !== 5) return [];
  const message = `The timer until ${long.fireAt} was cut into segments and cancelled after the first one, which the extension cannot replay. Wait in a loop of shorter timers.`;
  return [{ trap: 'T4', message }];
}

function eventsLost({ outcome }: Episode): TrapWarning[] {
  if (outcome.ending?.status !== 'ContinuedAsNew' || outcome.unawaited.length === 0) return [];
  const lost = outcome.unawaited.map(({ name, count }) => `${count} of '${name}'`).join(', ');
  return [
    {
      trap: 'T5',
      message: `Events that were raised and not yet awaited are lost at continueAsNew: ${lost}. Keep the facts in storage.`,
    },
  ];
}

function unknownFunctions({ outcome }: Episode): TrapWarning[] {
  return outcome.unknownFunctions.map((name) => ({
    trap: 'unknown-function',
    message: `The ${name} does not exist. The extension swallows that, so the instance stays Running and waits for ever.`,
  }));
}

function booleanInputs({ outcome }: Episode): TrapWarning[] {
  return outcome.decisions
    .filter((decision) => decision.kind === 'activity' && typeof decision.input === 'boolean')
    .map((decision) => ({
      trap: 'boolean-input',
      message: `The activity ${decision.id} gets a boolean as the text "True" or "False". Wrap it in an object.`,
    }));
}

function retryTimeouts({ actions }: Episode): TrapWarning[] {
  return actions
    .flatMap(flatten)
    .filter((action) => action.actionType === 1 || action.actionType === 3)
    .filter((action) => action.retryOptions.retryTimeoutInMilliseconds !== undefined)
    .map((action) => ({
      trap: 'retry-timeout',
      message: `The retries of '${action.functionName}' have a time limit. The extension keeps it and durable-functions does not know of it, so the instance waits for ever once it has passed. Limit the number of attempts.`,
    }));
}
