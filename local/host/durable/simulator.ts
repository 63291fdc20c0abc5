import { type SingleAction, walkActions } from './action-walk.ts';
import type { Decision } from './decision.ts';
import { EventWaiters } from './event-waiters.ts';
import type { WireEvent } from './history.ts';
import { NonDeterminism } from './non-determinism.ts';
import type { OrchestratorReply } from './orchestrator-reply.ts';
import type { SimTask } from './sim-task.ts';
import { type StarterParts, startTask, type TimerLimits } from './task-starter.ts';
import { TaskTable } from './task-table.ts';
import { fromWireTime } from './timestamps.ts';

/** How the instance ends in this episode, if it does. */
export type Ending =
  | { status: 'Completed'; output: string | null }
  | { status: 'Failed'; output: string; details: string; nonDeterministic: boolean }
  | { status: 'Terminated'; output: string | null }
  | { status: 'ContinuedAsNew'; input: unknown; carried: WireEvent[] };

/** What the second replay found. */
export interface Outcome {
  decisions: Decision[];
  ending: Ending | undefined;
  suspended: boolean;
  /** The code has ended, but these tasks still run: the instance waits for them (trap T1). */
  openAfterEnd: string[];
  /** Events that were raised and not awaited so far. */
  unawaited: { name: string; count: number }[];
  unknownFunctions: string[];
  /** Tasks that were yielded again while they were still open (trap T2). */
  repeated: string[];
}

/** What the second replay needs. */
export interface SimulatorInput {
  name: string;
  executionId: string;
  history: readonly WireEvent[];
  reply: OrchestratorReply;
  limits: TimerLimits;
  knowsActivity: (name: string) => boolean;
  knowsOrchestrator: (name: string) => boolean;
}

/**
 * The extension's half of the two-stage replay: plays the action list of the orchestrator function against the same
 * history that the function has just replayed. Whatever it starts and the history does not know is new work.
 */
export function simulate(input: SimulatorInput): Outcome {
  return new Simulation(input).run();
}

/** Recognises the same task in two yields; only tasks that get a number count. */
function taskIdentity(action: SingleAction): string | undefined {
  if (action.actionType === 5) return `timer until ${action.fireAt}`;
  if (action.actionType === 4 || action.actionType === 6) return undefined;
  return `'${action.functionName}' with input ${JSON.stringify(action.input) ?? 'none'}`;
}

class Simulation {
  readonly #input: SimulatorInput;
  readonly #starter: StarterParts;
  readonly #tasks = new TaskTable();
  readonly #events = new EventWaiters();
  readonly #unknown: string[] = [];
  readonly #yielded = new Map<string, { index: number; task: SimTask }>();
  readonly #repeated: string[] = [];
  #now = 0;
  #finished = false;
  #continueAsNew: { input: unknown; carried: WireEvent[] } | undefined;
  #terminated: { reason: string | null } | undefined;
  #suspended = false;
  #held: WireEvent[] = [];

  constructor(input: SimulatorInput) {
    this.#input = input;
    const { executionId, limits, knowsActivity, knowsOrchestrator } = input;
    this.#starter = {
      executionId,
      limits,
      knowsActivity,
      knowsOrchestrator,
      tasks: this.#tasks,
      events: this.#events,
      now: () => this.#now,
      unknown: (what) => this.#unknown.push(what),
      continueAsNew: (next) => {
        this.#continueAsNew = { input: next, carried: this.#continueAsNew?.carried ?? [] };
      },
    };
  }

  run(): Outcome {
    try {
      for (const event of this.#input.history) this.#play(event);
    } catch (error) {
      if (!(error instanceof NonDeterminism)) throw error;
      const output = `Non-Deterministic workflow detected: ${error.message}`;
      return this.#outcome({ status: 'Failed', output, details: output, nonDeterministic: true });
    }
    return this.#outcome(this.#ending());
  }

  #outcome(ending: Ending | undefined): Outcome {
    return {
      decisions: ending?.status === 'ContinuedAsNew' ? [] : this.#tasks.newWork(),
      ending,
      suspended: this.#suspended,
      openAfterEnd: this.#finished && !ending ? this.#tasks.openLabels() : [],
      unawaited: this.#events.unawaited(),
      unknownFunctions: this.#unknown,
      repeated: this.#repeated,
    };
  }

  #ending(): Ending | undefined {
    if (this.#terminated) return { status: 'Terminated', output: this.#terminated.reason };
    if (!this.#finished || this.#tasks.openLabels().length > 0) return undefined;
    const { reply, name } = this.#input;
    const error = reply.broken ?? reply.error;
    if (error !== undefined) {
      const output = `Orchestrator function '${name}' failed: ${error}`;
      return { status: 'Failed', output, details: `Message: ${error}, StackTrace: `, nonDeterministic: false };
    }
    if (this.#continueAsNew) return { status: 'ContinuedAsNew', ...this.#continueAsNew };
    return { status: 'Completed', output: reply.output };
  }

  #play(event: WireEvent): void {
    if (event.EventType === 12) this.#now = fromWireTime(event.Timestamp);
    else if (this.#suspended && event.EventType !== 20 && event.EventType !== 3) this.#held.push(event);
    else this.#handle(event);
  }

  #handle(event: WireEvent): void {
    switch (event.EventType) {
      case 0:
        this.#begin();
        break;
      case 4:
      case 7:
      case 10:
        this.#tasks.match(event);
        break;
      case 5:
      case 8:
        this.#tasks.settle(event.TaskScheduledId, 'succeeded');
        break;
      case 6:
      case 9:
        this.#tasks.settle(event.TaskScheduledId, 'failed');
        break;
      case 11:
        this.#tasks.settle(event.TimerId, 'succeeded');
        break;
      case 15:
        if (this.#continueAsNew) this.#continueAsNew.carried.push(event);
        else this.#events.raise(event.Name);
        break;
      case 1:
      case 12:
      case 13:
        break;
      default:
        this.#control(event);
    }
  }

  #control(event: Extract<WireEvent, { EventType: 3 | 19 | 20 }>): void {
    if (event.EventType === 3) this.#terminated ??= { reason: event.Input };
    else if (event.EventType === 19) {
      this.#suspended = true;
      this.#tasks.stash();
    } else {
      this.#suspended = false;
      this.#tasks.restore();
      const held = this.#held;
      this.#held = [];
      for (const later of held) this.#play(later);
    }
  }

  #begin(): void {
    const { reply } = this.#input;
    const finish = () => {
      this.#finished = reply.isDone || reply.error !== undefined || reply.broken !== undefined;
    };
    if (reply.broken !== undefined) finish();
    else walkActions(reply.actions, (action, index) => this.#start(action, index), finish);
  }

  #start(action: SingleAction, index: number): SimTask {
    const identity = taskIdentity(action);
    const earlier = identity === undefined ? undefined : this.#yielded.get(identity);
    if (identity !== undefined && earlier && earlier.index !== index && !earlier.task.state)
      this.#repeated.push(identity);
    const task = startTask(this.#starter, action);
    if (identity !== undefined) this.#yielded.set(identity, { index, task });
    return task;
  }
}
