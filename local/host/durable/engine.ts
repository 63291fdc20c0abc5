import type { HostedFunction } from '../bindings.ts';
import type { CancelTimer, Clock } from '../clock.ts';
import { stackOf } from '../host-error.ts';
import type { Invoke } from '../invocation.ts';
import type { Log } from '../log.ts';
import { WorkQueue } from '../work-queue.ts';
import { activityFailure, activityInput, activityResult } from './activity.ts';
import { type EpisodeStart, recordEpisode } from './episode.ts';
import { events, eventType, wireEvent } from './history.ts';
import { hasEnded, type InstanceRow } from './instance.ts';
import { type OrchestratorReply, replyFromError, replyFromResponse } from './orchestrator-reply.ts';
import { orchestratorRequest } from './orchestrator-request.ts';
import { simulate } from './simulator.ts';
import type { TaskHub } from './task-hub.ts';
import type { ActivityRow, InboxRow, TimerRow } from './task-hub-schema.ts';
import type { TimerLimits } from './task-starter.ts';
import { findTraps } from './traps.ts';
import { compareVersions } from './version.ts';

/** What the engine needs from the host. */
export interface EngineParts {
  hub: TaskHub;
  invoke: Invoke;
  orchestrators: ReadonlyMap<string, HostedFunction>;
  activities: ReadonlyMap<string, HostedFunction>;
  clock: Clock;
  log: Log;
  limits: TimerLimits;
  /** Instances of a newer version wait. */
  defaultVersion: string | null;
  maxActivities: number;
  maxOrchestrators: number;
}

/** The extension does not tell names by their case (recorded). */
function inLowerCase(functions: ReadonlyMap<string, HostedFunction>): ReadonlyMap<string, HostedFunction> {
  return new Map([...functions].map(([name, fn]) => [name.toLowerCase(), fn]));
}

/** Runs orchestrations and activities of one task hub. Each instance has one episode at a time. */
export class DurableEngine {
  readonly #parts: EngineParts;
  readonly #orchestrators: ReadonlyMap<string, HostedFunction>;
  readonly #activityFunctions: ReadonlyMap<string, HostedFunction>;
  readonly #episodes: WorkQueue;
  readonly #activities: WorkQueue;
  readonly #queued = new Set<string>();
  readonly #again = new Set<string>();
  readonly #timers = new Map<number, { row: TimerRow; cancel: CancelTimer }>();
  readonly #warned = new Set<string>();
  #stopped = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#orchestrators = inLowerCase(parts.orchestrators);
    this.#activityFunctions = inLowerCase(parts.activities);
    this.#episodes = new WorkQueue(parts.maxOrchestrators);
    this.#activities = new WorkQueue(parts.maxActivities);
  }

  /** Takes up what an earlier process left: waiting messages, scheduled activities (again), timers (late rather than never). */
  start(): void {
    const { hub } = this.#parts;
    for (const id of hub.ready()) this.wake(id);
    for (const row of hub.activities()) this.#dispatchActivity(row);
    for (const row of hub.timers()) this.#armTimer(row);
  }

  /** Starts nothing more. What is running is written down when it ends; the rest waits in the task hub. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#episodes.stop();
    this.#activities.stop();
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
    await Promise.all([this.#episodes.idle(), this.#activities.idle()]);
  }

  /** Says that an instance has a message; its next episode follows as soon as there is room. */
  wake(instanceId: string): void {
    if (this.#stopped) return;
    if (this.#queued.has(instanceId)) {
      this.#again.add(instanceId);
      return;
    }
    this.#queued.add(instanceId);
    this.#episodes.add(async () => {
      this.#again.delete(instanceId);
      try {
        await this.#episode(instanceId);
      } catch (error) {
        this.#parts.log('error', `The episode failed inside the host: ${stackOf(error)}`, { instanceId });
      }
      this.#queued.delete(instanceId);
      if (this.#again.delete(instanceId)) this.wake(instanceId);
    });
  }

  async #episode(instanceId: string): Promise<void> {
    const start = this.#collect(instanceId);
    if (!start) return;
    const { instance, texts, past, fresh } = start;
    const reply = await this.#ask(instance, orchestratorRequest(instance, texts, fresh, this.#parts.limits));
    const { limits, clock, hub } = this.#parts;
    if (this.#stopped || hub.instance(instanceId)?.executionId !== instance.executionId) return;
    const history = [...past, ...fresh];
    const outcome = simulate({
      name: instance.name,
      executionId: instance.executionId,
      history,
      reply,
      limits,
      knowsActivity: (name) => this.#activityFunctions.has(name.toLowerCase()),
      knowsOrchestrator: (name) => this.#orchestrators.has(name.toLowerCase()),
    });
    for (const { trap, message } of findTraps({ history, actions: reply.actions, outcome, limits }))
      this.#warn(instance, trap, message);
    const record = recordEpisode(start, reply, outcome, clock.now());
    for (const child of record.children) this.#warnOfReplacement(child.instance.id, instance);
    const saved = hub.saveEpisode(record);
    this.#logEnd(record.instance);
    for (const row of saved.activities) this.#dispatchActivity(row);
    for (const row of saved.timers) this.#armTimer(row);
    for (const child of record.children) this.wake(child.instance.id);
    for (const message of record.messages) this.wake(message.instanceId);
    if (record.instance.continued === 1) this.wake(instanceId);
  }

  /** Reads what an instance has to do; drops messages for ended instances and for earlier generations, as Azure does. */
  #collect(instanceId: string): (EpisodeStart & { texts: readonly string[] }) | undefined {
    const { hub, clock, defaultVersion } = this.#parts;
    const instance = hub.instance(instanceId);
    const inbox = hub.inbox(instanceId);
    if (!instance || hasEnded(instance.status)) {
      hub.discard(inbox.map((row) => row.id));
      return undefined;
    }
    if (compareVersions(instance.version, defaultVersion) > 0) return this.#leave(instance, inbox);
    const { texts, events: past } = hub.history(instanceId);
    if (instance.continued === 1) {
      if (inbox.length > 0) this.#again.add(instanceId);
      return { instance, texts, past, fresh: [], consumed: [], defaultVersion };
    }
    const current = inbox.filter((row) => row.executionId === null || row.executionId === instance.executionId);
    const stale = inbox.filter((row) => !current.includes(row));
    if (stale.length > 0) hub.discard(stale.map((row) => row.id));
    const messages = current.map((row) => wireEvent.parse(JSON.parse(row.event)));
    const begun = past.length > 0 || messages.some((event) => event.EventType === eventType.executionStarted);
    if (messages.length === 0 || !begun) return undefined;
    const fresh = [events.orchestratorStarted(clock.now()), ...messages];
    return { instance, texts, past, fresh, consumed: current.map((row) => row.id), defaultVersion };
  }

  /** An instance of a newer version waits for a host of that version; only its end reaches it, if it has not begun (recorded). */
  #leave(instance: InstanceRow, inbox: readonly InboxRow[]): undefined {
    const { hub, clock, defaultVersion } = this.#parts;
    const events = inbox.map((row) => wireEvent.parse(JSON.parse(row.event)));
    const end = events.find((event) => event.EventType === eventType.executionTerminated);
    if (end?.EventType === 3 && instance.status === 'Pending')
      hub.endUnbegun({ ...instance, status: 'Terminated', output: end.Input, updated: clock.now() });
    const own = defaultVersion === null ? 'no version' : `version ${defaultVersion}`;
    this.#warn(instance, 'newer-version', `It has version ${instance.version} and this host ${own}: it waits.`);
  }

  async #ask(instance: InstanceRow, request: string): Promise<OrchestratorReply> {
    const fn = this.#orchestrators.get(instance.name.toLowerCase());
    if (!fn) {
      const known = [...this.#orchestrators.values()].map(({ name }) => `'${name}'`).join(', ');
      const missing = `The function '${instance.name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: The following are the known orchestrator functions: ${known}.`;
      return { isDone: false, actions: [], output: null, customStatus: null, error: undefined, broken: missing };
    }
    try {
      return replyFromResponse(await this.#parts.invoke(fn, { string: request }, { instanceId: instance.id }));
    } catch (error) {
      return replyFromError(error);
    }
  }

  /** The extension replaces an instance that still runs when a sub-orchestration gets its id (recorded). */
  #warnOfReplacement(id: string, parent: InstanceRow): void {
    const existing = this.#parts.hub.instance(id);
    if (!existing || hasEnded(existing.status)) return;
    this.#warn(
      parent,
      'duplicate-sub-orchestration',
      `The sub-orchestration '${id}' takes the place of an instance that was still ${existing.status}: what that one had done is lost, and who waits for it waits for ever.`,
    );
  }

  #dispatchActivity(row: ActivityRow): void {
    this.#activities.add(async () => {
      const { hub, invoke, clock } = this.#parts;
      const fn = this.#activityFunctions.get(row.name.toLowerCase());
      let event: ReturnType<typeof events.taskCompleted>;
      try {
        if (!fn)
          throw new Error(`The function '${row.name}' doesn't exist, is disabled, or is not an activity function.`);
        const response = await invoke(fn, activityInput(row.input), { instanceId: row.instanceId });
        event = events.taskCompleted(row.taskId, activityResult(response), clock.now());
      } catch (error) {
        const { reason, details } = activityFailure(row.name, error);
        this.#parts.log('warning', `${reason}\n${stackOf(error)}`, { function: row.name, instanceId: row.instanceId });
        event = events.taskFailed(row.taskId, reason, details, clock.now());
      }
      hub.finishActivity(row, event);
      this.wake(row.instanceId);
    });
  }

  #armTimer(row: TimerRow): void {
    const cancel = this.#parts.clock.setTimer(row.fireAt, () => this.#fireTimersUpTo(row.fireAt));
    this.#timers.set(row.id, { row, cancel });
  }

  /**
   * Azure takes all timers that are due out of its queue together, so an instance learns of them in one episode. Told one by
   * one, a timer that was yielded twice would end otherwise here than there. The clock may call a little before `time`, and what it called
   * for is due all the same: it calls once.
   */
  #fireTimersUpTo(time: number): void {
    const { clock, hub } = this.#parts;
    const now = Math.max(clock.now(), time);
    const due = [...this.#timers.values()].filter(({ row }) => row.fireAt <= now);
    const rows = due.map(({ row }) => row).sort((one, other) => one.fireAt - other.fireAt || one.id - other.id);
    for (const { row, cancel } of due) {
      cancel();
      this.#timers.delete(row.id);
    }
    hub.fireTimers(rows.map((row) => ({ row, event: events.timerFired(row.taskId, row.fireAt, row.createdAt) })));
    for (const id of new Set(rows.map(({ instanceId }) => instanceId))) this.wake(id);
  }

  #logEnd({ id, name, status, output }: InstanceRow): void {
    if (!hasEnded(status)) return;
    const end = status === 'Failed' ? `Failed: ${output}` : status;
    this.#parts.log(status === 'Failed' ? 'error' : 'information', `instance '${id}' (${name}): ${end}`, {
      instanceId: id,
    });
  }

  #warn(instance: InstanceRow, trap: string, message: string): void {
    const key = `${trap} ${instance.id} ${message}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#parts.log('warning', `${trap}: instance '${instance.id}' (${instance.name}): ${message}`, {
      instanceId: instance.id,
      trap,
    });
  }
}
