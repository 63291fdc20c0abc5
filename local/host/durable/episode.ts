import { randomUUID } from 'node:crypto';
import {
  events,
  eventType,
  executionStarted,
  type ParentInstance,
  parentInstance,
  played,
  type WireEvent,
} from './history.ts';
import { hasEnded, type InstanceRow } from './instance.ts';
import type { OrchestratorReply } from './orchestrator-reply.ts';
import type { Ending, Outcome } from './simulator.ts';
import type { EpisodeRecord, NewInstance } from './task-hub-schema.ts';

/** What an episode started from. */
export interface EpisodeStart {
  instance: InstanceRow;
  /** Events of earlier episodes of this generation. */
  past: readonly WireEvent[];
  /** OrchestratorStarted and the new messages; empty in the first episode after continue-as-new. */
  fresh: WireEvent[];
  consumed: number[];
  /** The version of a sub-orchestration whose call names none. */
  defaultVersion: string | null;
}

/** Execution ids have dashes when a start came from outside, and none for restarts, sub-orchestrations and new generations (recorded). */
function newExecutionId(dashed: boolean): string {
  return dashed ? randomUUID() : randomUUID().replaceAll('-', '');
}

/** Decides what an episode writes: history, work and status. Pure but for new execution ids. */
export function recordEpisode(
  start: EpisodeStart,
  reply: OrchestratorReply,
  outcome: Outcome,
  now: number,
): EpisodeRecord {
  const { instance, past, fresh, consumed } = start;
  const continued = instance.continued === 1;
  const before = continued ? past.map(markFirstEpisode) : [];
  const work = decidedWork(start, outcome, now);
  const { ending } = outcome;
  const end =
    ending && ending.status !== 'ContinuedAsNew' ? [events.executionCompleted(ending.status, ending.output, now)] : [];
  const next = nextStatus(instance, start, reply, outcome, now);
  const record: EpisodeRecord = {
    instance: next,
    consumed,
    from: continued ? 0 : past.length,
    events: [...before, ...fresh.map(played), ...work.events, ...end, events.orchestratorCompleted(now)],
    activities: work.activities,
    timers: ending ? [] : work.timers,
    children: work.children,
    messages: ending && ending.status !== 'ContinuedAsNew' ? parentMessages(next, ending, now) : [],
  };
  return ending?.status === 'ContinuedAsNew' ? nextGeneration(record, ending, now) : record;
}

/** The events inserted at continue-as-new become played after the first episode, the completion among them (recorded). */
function markFirstEpisode(event: WireEvent): WireEvent {
  return event.EventType === eventType.orchestratorCompleted ? { ...event, IsPlayed: true } : played(event);
}

function decidedWork({ instance, defaultVersion }: EpisodeStart, outcome: Outcome, now: number) {
  const owner = { instanceId: instance.id, executionId: instance.executionId };
  const work: Pick<EpisodeRecord, 'events' | 'activities' | 'timers' | 'children'> = {
    events: [],
    activities: [],
    timers: [],
    children: [],
  };
  for (const decision of outcome.decisions) {
    if (decision.kind === 'activity') {
      work.events.push(events.taskScheduled(decision.id, decision.name, now));
      const input = decision.input === undefined || decision.input === null ? null : JSON.stringify(decision.input);
      work.activities.push({ ...owner, taskId: decision.id, name: decision.name, input });
    } else if (decision.kind === 'timer') {
      work.events.push(events.timerCreated(decision.id, decision.fireAt, now));
      work.timers.push({ ...owner, taskId: decision.id, fireAt: decision.fireAt, createdAt: now });
    } else {
      const { id, name, instanceId } = decision;
      const version = decision.version ?? defaultVersion;
      work.events.push(events.subOrchestrationCreated(id, { name, version, instanceId }, now));
      const parent: ParentInstance = {
        Name: instance.name,
        OrchestrationInstance: { InstanceId: instance.id, ExecutionId: instance.executionId },
        TaskScheduleId: id,
        Version: instance.version,
      };
      const input = decision.input === undefined ? null : JSON.stringify(decision.input);
      work.children.push(newInstance({ id: instanceId, name, version, input, parent, generation: null, now }));
    }
  }
  return work;
}

/** A new instance and its first event; `generation` is null for sub-orchestrations. */
export function newInstance(start: {
  id: string;
  name: string;
  version: string | null;
  input: string | null;
  parent: ParentInstance | null;
  generation: number | null;
  now: number;
  /** Set by a restart: `from` is named when the id is another one. */
  restart?: { from: string | undefined };
}): NewInstance {
  const executionId = newExecutionId(start.parent === null && start.restart === undefined);
  const instance: InstanceRow = {
    id: start.id,
    name: start.name,
    version: start.version,
    executionId,
    generation: start.generation ?? 0,
    status: 'Pending',
    input: start.input,
    output: null,
    customStatus: null,
    parent: start.parent && JSON.stringify(start.parent),
    created: start.now,
    updated: start.now,
    continued: 0,
  };
  const { name, version, input, parent, generation, now } = start;
  return {
    instance,
    started: executionStarted({
      instanceId: start.id,
      executionId,
      name,
      version,
      input,
      parent,
      generation,
      source: start.restart?.from,
      at: now,
    }),
  };
}

function nextStatus(
  instance: InstanceRow,
  start: EpisodeStart,
  reply: OrchestratorReply,
  outcome: Outcome,
  now: number,
): InstanceRow {
  // The custom status is carried into a new generation, whose first episode may leave it as it is (recorded).
  const customStatus = reply.customStatus ?? (instance.continued === 1 ? instance.customStatus : null);
  const base = { ...instance, customStatus, updated: now, continued: 0 };
  const { ending } = outcome;
  if (ending && ending.status !== 'ContinuedAsNew') return { ...base, status: ending.status, output: ending.output };
  if (!outcome.suspended) return { ...base, status: 'Running', output: null };
  const suspension = start.fresh.findLast((event) => event.EventType === eventType.executionSuspended);
  return { ...base, status: 'Suspended', output: suspension?.EventType === 19 ? suspension.Reason : instance.output };
}

function parentMessages(
  instance: InstanceRow,
  ending: Exclude<Ending, { status: 'ContinuedAsNew' }>,
  now: number,
): EpisodeRecord['messages'] {
  if (instance.parent === null || !hasEnded(instance.status)) return [];
  const parent = parentInstance.parse(JSON.parse(instance.parent));
  const id = parent.TaskScheduleId;
  const details = ending.status === 'Failed' ? ending.details : null;
  const event =
    ending.status === 'Completed'
      ? events.subOrchestrationCompleted(id, ending.output, now)
      : events.subOrchestrationFailed(id, ending.output, details, now);
  const { InstanceId, ExecutionId } = parent.OrchestrationInstance;
  return [{ instanceId: InstanceId, executionId: ExecutionId, event }];
}

/**
 * Continue-as-new: the history is replaced by a new start, the carried events and a completion. Without a new input the status
 * goes on showing the old one (recorded).
 */
function nextGeneration(
  record: EpisodeRecord,
  ending: Extract<Ending, { status: 'ContinuedAsNew' }>,
  now: number,
): EpisodeRecord {
  const { instance } = record;
  const executionId = newExecutionId(false);
  const input = ending.input === undefined ? null : JSON.stringify(ending.input);
  const parent = instance.parent === null ? null : parentInstance.parse(JSON.parse(instance.parent));
  const started = executionStarted({
    instanceId: instance.id,
    executionId,
    name: instance.name,
    version: instance.version,
    input,
    parent,
    generation: null,
    at: now,
  });
  return {
    ...record,
    instance: {
      ...instance,
      executionId,
      input: input ?? instance.input,
      status: 'Running',
      created: now,
      continued: 1,
    },
    from: 0,
    events: [
      events.orchestratorStarted(now),
      started,
      ...ending.carried.map(played),
      events.orchestratorCompleted(now),
    ],
    activities: [],
    timers: [],
    children: [],
  };
}
