import type { SingleAction } from './action-walk.ts';
import type { EventWaiters } from './event-waiters.ts';
import type { RetryOptions } from './orchestrator-reply.ts';
import { nextAttemptAt } from './retry.ts';
import { SimTask } from './sim-task.ts';
import type { TaskTable } from './task-table.ts';
import { fromWireTime } from './timestamps.ts';

/** Limits of a single timer; the Azure Storage provider has 6 days and cuts longer waits into pieces of 3 days at most (recorded). */
export interface TimerLimits {
  maximumTimer: number;
  longTimerInterval: number;
}

/** What starting a task needs to know. */
export interface StarterParts {
  executionId: string;
  limits: TimerLimits;
  tasks: TaskTable;
  events: EventWaiters;
  /** The current time of the replay, in milliseconds. */
  now: () => number;
  knowsActivity: (name: string) => boolean;
  knowsOrchestrator: (name: string) => boolean;
  /** Called for a function that does not exist; the extension swallows that and no number is used. */
  unknown: (what: string) => void;
  continueAsNew: (input: unknown) => void;
}

/** Turns one action into a task, as OutOfProcOrchestrationShim of the Durable extension does. */
export function startTask(parts: StarterParts, action: SingleAction): SimTask {
  switch (action.actionType) {
    case 0:
    case 1:
      return startActivity(parts, action);
    case 2:
    case 3:
      return startSubOrchestration(parts, action);
    case 4:
      parts.continueAsNew(action.input);
      return SimTask.ended('succeeded');
    case 5:
      return startTimer(parts, fromWireTime(action.fireAt), action.isCanceled);
    case 6:
      return parts.events.wait(action.externalEventName);
  }
}

function startActivity(parts: StarterParts, action: SingleAction & { actionType: 0 | 1 }): SimTask {
  const { functionName: name, input } = action;
  if (!parts.knowsActivity(name)) return unknownFunction(parts, `activity '${name}'`);
  const schedule = () => parts.tasks.schedule({ id: parts.tasks.number(), kind: 'activity', name, input });
  return action.actionType === 0 ? schedule() : retrying(parts, action.retryOptions, schedule);
}

function startSubOrchestration(parts: StarterParts, action: SingleAction & { actionType: 2 | 3 }): SimTask {
  const { functionName: name, input } = action;
  if (!parts.knowsOrchestrator(name)) return unknownFunction(parts, `orchestrator '${name}'`);
  const schedule = () => {
    const id = parts.tasks.number();
    const instanceId = action.instanceId || `${parts.executionId}:${id}`;
    return parts.tasks.schedule({ id, kind: 'sub-orchestration', name, instanceId, version: action.version, input });
  };
  return action.actionType === 2 ? schedule() : retrying(parts, action.retryOptions, schedule);
}

function unknownFunction(parts: StarterParts, what: string): SimTask {
  parts.unknown(what);
  return SimTask.ended('failed');
}

function startTimer(parts: StarterParts, fireAt: number, cancelled: boolean): SimTask {
  const { tasks, now, limits } = parts;
  const whole = new SimTask();
  const isLong = fireAt - now() > limits.maximumTimer;
  const segment = () => {
    const id = tasks.number();
    const next = isLong ? Math.min(fireAt, now() + limits.longTimerInterval) : fireAt;
    tasks.schedule({ id, kind: 'timer', fireAt: next }).onSettled(() => {
      if (isLong && now() < fireAt) segment();
      else whole.settle('succeeded');
    });
    return id;
  };
  const id = segment();
  if (cancelled) {
    tasks.close(id);
    whole.settle('failed');
  }
  return whole;
}

function retrying(parts: StarterParts, options: RetryOptions, attempt: () => SimTask): SimTask {
  const whole = new SimTask();
  const first = parts.now();
  const run = (attempts: number): void =>
    attempt().onSettled((state) => {
      const retryAt = state === 'failed' ? nextAttemptAt(options, attempts, first, parts.now()) : undefined;
      if (retryAt === undefined) {
        whole.settle(state);
        return;
      }
      startTimer(parts, retryAt, false).onSettled(() => {
        if (attempts >= options.maxNumberOfAttempts) whole.settle('failed');
        else run(attempts + 1);
      });
    });
  run(1);
  return whole;
}
