import { z } from 'zod';
import { toWireTime } from './timestamps.ts';

/** Numbers of the history events that this host writes (DurableTask.Core EventType). */
export const eventType = {
  executionStarted: 0,
  executionCompleted: 1,
  executionTerminated: 3,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  subOrchestrationCreated: 7,
  subOrchestrationCompleted: 8,
  subOrchestrationFailed: 9,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
  eventRaised: 15,
  executionSuspended: 19,
  executionResumed: 20,
} as const;

const common = { EventId: z.number().int(), IsPlayed: z.boolean(), Timestamp: z.string() };
const text = z.string().nullable();
const instanceRef = z.object({ InstanceId: z.string(), ExecutionId: z.string() });

/** Who started a sub-orchestration and under which task number. */
export const parentInstance = z.object({
  Name: z.string(),
  OrchestrationInstance: instanceRef,
  TaskScheduleId: z.number().int(),
  Version: text,
});
/** See {@link parentInstance}. */
export type ParentInstance = z.infer<typeof parentInstance>;

/** A history event in the form in which the orchestrator function receives it. */
export const wireEvent = z.discriminatedUnion('EventType', [
  z.looseObject({
    EventType: z.literal(0),
    OrchestrationInstance: instanceRef,
    ParentInstance: parentInstance.nullable(),
    Name: z.string(),
    Version: text,
    Input: text,
    Tags: z.record(z.string(), z.string()).nullish(),
    Generation: z.number().nullable(),
    ...common,
  }),
  z.looseObject({ EventType: z.literal(1), OrchestrationStatus: z.string(), Result: text, ...common }),
  z.looseObject({ EventType: z.literal(3), Input: text, ...common }),
  z.looseObject({ EventType: z.literal(4), Name: z.string(), ...common }),
  z.looseObject({ EventType: z.literal(5), TaskScheduledId: z.number(), Result: text, ...common }),
  z.looseObject({ EventType: z.literal(6), TaskScheduledId: z.number(), Reason: text, Details: text, ...common }),
  z.looseObject({ EventType: z.literal(7), Name: z.string(), InstanceId: z.string(), ...common }),
  z.looseObject({ EventType: z.literal(8), TaskScheduledId: z.number(), Result: text, ...common }),
  z.looseObject({ EventType: z.literal(9), TaskScheduledId: z.number(), Reason: text, Details: text, ...common }),
  z.looseObject({ EventType: z.literal(10), FireAt: z.string(), ...common }),
  z.looseObject({ EventType: z.literal(11), TimerId: z.number(), FireAt: z.string(), ...common }),
  z.looseObject({ EventType: z.literal(12), ...common }),
  z.looseObject({ EventType: z.literal(13), ...common }),
  z.looseObject({ EventType: z.literal(15), Name: z.string(), Input: text, ...common }),
  z.looseObject({ EventType: z.literal(19), Reason: text, ...common }),
  z.looseObject({ EventType: z.literal(20), Reason: text, ...common }),
]);
/** See {@link wireEvent}. */
export type WireEvent = z.infer<typeof wireEvent>;

/** The tag that names the instance which a restart took name and input from. */
export const sourceTag = 'MS_DurableFunctions_SourceInstanceId';

const incoming: readonly number[] = [0, 3, 5, 6, 8, 9, 11, 15, 19, 20];

/** Marks an event as played after the episode that consumed it; only incoming events are ever marked (recorded). */
export function played<E extends WireEvent>(event: E): E {
  return incoming.includes(event.EventType) ? { ...event, IsPlayed: true } : event;
}

function base(at: number, eventId = -1) {
  return { EventId: eventId, IsPlayed: false, Timestamp: toWireTime(at) };
}

/** The first event of a generation. `generation` is a number for starts from outside and null otherwise (recorded). */
export function executionStarted(start: {
  instanceId: string;
  executionId: string;
  name: string;
  version: string | null;
  input: string | null;
  parent: ParentInstance | null;
  generation: number | null;
  /** The instance that is run again under a new id. */
  source?: string | undefined;
  at: number;
}): WireEvent {
  return {
    OrchestrationInstance: { InstanceId: start.instanceId, ExecutionId: start.executionId },
    EventType: eventType.executionStarted,
    ParentInstance: start.parent,
    Name: start.name,
    Version: start.version,
    Input: start.input,
    Tags: start.source === undefined ? null : { [sourceTag]: start.source },
    Correlation: null,
    ParentTraceContext: null,
    ScheduledStartTime: null,
    Generation: start.generation,
    GenerateNewTrace: false,
    ...base(start.at),
  };
}

/** Builders of all other events, with the fields and nulls that were recorded. */
export const events = {
  orchestratorStarted: (at: number): WireEvent => ({ EventType: 12, ...base(at) }),
  orchestratorCompleted: (at: number): WireEvent => ({ EventType: 13, ...base(at) }),
  taskScheduled: (id: number, name: string, at: number): WireEvent => ({
    EventType: 4,
    Name: name,
    Version: '',
    Input: null,
    ParentTraceContext: null,
    Tags: null,
    ...base(at, id),
  }),
  taskCompleted: (id: number, result: string | null, at: number): WireEvent => ({
    EventType: 5,
    TaskScheduledId: id,
    Result: result,
    ...base(at),
  }),
  taskFailed: (id: number, reason: string, details: string, at: number): WireEvent => ({
    EventType: 6,
    TaskScheduledId: id,
    Reason: reason,
    Details: details,
    FailureDetails: null,
    ...base(at),
  }),
  subOrchestrationCreated: (
    id: number,
    child: { name: string; version: string | null; instanceId: string },
    at: number,
  ): WireEvent => ({
    EventType: 7,
    Name: child.name,
    Version: child.version,
    InstanceId: child.instanceId,
    Input: null,
    ClientSpanId: null,
    Tags: null,
    ...base(at, id),
  }),
  subOrchestrationCompleted: (id: number, result: string | null, at: number): WireEvent => ({
    EventType: 8,
    TaskScheduledId: id,
    Result: result,
    ...base(at),
  }),
  subOrchestrationFailed: (id: number, reason: string | null, details: string | null, at: number): WireEvent => ({
    EventType: 9,
    TaskScheduledId: id,
    Reason: reason,
    Details: details,
    FailureDetails: null,
    ...base(at),
  }),
  timerCreated: (id: number, fireAt: number, at: number): WireEvent => ({
    EventType: 10,
    FireAt: toWireTime(fireAt),
    ...base(at, id),
  }),
  timerFired: (id: number, fireAt: number, createdAt: number): WireEvent => ({
    EventType: 11,
    TimerId: id,
    FireAt: toWireTime(fireAt),
    ...base(createdAt),
  }),
  eventRaised: (name: string, input: string | null, at: number): WireEvent => ({
    EventType: 15,
    Name: name,
    Input: input,
    ParentTraceContext: null,
    ...base(at),
  }),
  terminated: (reason: string | null, at: number): WireEvent => ({ EventType: 3, Input: reason, ...base(at) }),
  suspended: (reason: string | null, at: number): WireEvent => ({ EventType: 19, Reason: reason, ...base(at) }),
  resumed: (reason: string | null, at: number): WireEvent => ({ EventType: 20, Reason: reason, ...base(at) }),
  executionCompleted: (status: string, result: string | null, at: number): WireEvent => ({
    EventType: 1,
    OrchestrationStatus: status,
    Result: result,
    FailureDetails: null,
    ...base(at),
  }),
};
