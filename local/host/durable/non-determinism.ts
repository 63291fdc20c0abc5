import type { Decision } from './decision.ts';
import type { WireEvent } from './history.ts';

/** A history event that says that a task was scheduled. */
export type ScheduledEvent = Extract<WireEvent, { EventType: 4 | 7 | 10 }>;

/** Thrown when the history holds work that the action list does not produce; fails the instance. */
export class NonDeterminism extends Error {
  override name = 'NonDeterminism';
}

const kinds = { 4: 'activity', 7: 'sub-orchestration', 10: 'timer' } as const;
const actions: Record<Decision['kind'], string> = {
  activity: 'ScheduleTaskOrchestratorAction',
  timer: 'CreateTimerOrchestratorAction',
  'sub-orchestration': 'CreateSubOrchestrationAction',
};
const question = 'Was a change made to the orchestrator code after this instance had already started running?';

/**
 * Says how a scheduled event of the history differs from what the replay produced under its number; undefined when it does
 * not. The words are those of DurableTask.Core (recorded).
 */
export function nonDeterminism(event: ScheduledEvent, decision: Decision | undefined): NonDeterminism | undefined {
  if (!decision)
    return told(event, false, ` the current replay execution hasn't (yet?) scheduled this task. ${question}`);
  const instead = ' the current orchestration replay instead';
  if (decision.kind !== kinds[event.EventType]) {
    const where = event.EventType === 7 ? 'at' : 'with';
    return told(
      event,
      true,
      `${instead} produced a ${actions[decision.kind]} action ${where} this sequence number. ${question}`,
    );
  }
  if (event.EventType === 10 || decision.kind === 'timer' || decision.name === event.Name) return undefined;
  if (event.EventType === 4)
    return told(
      event,
      true,
      `${instead} scheduled an activity task named '${decision.name}' with this sequence number.  ${question}`,
    );
  return told(
    event,
    true,
    `${instead} scheduled a sub-orchestration task with name ${decision.name} at this sequence number. ${question}`,
  );
}

function told(event: ScheduledEvent, produced: boolean, but: string): NonDeterminism {
  return new NonDeterminism(
    `A previous execution of this orchestration scheduled ${described(event, produced)} but${but}`,
  );
}

function described(event: ScheduledEvent, produced: boolean): string {
  const id = event.EventId;
  if (event.EventType === 10) return `a timer task with sequence number ${id}${produced ? ' named' : ''}`;
  if (event.EventType === 7)
    return `a sub-orchestration task with sequence ID ${id} and name '${event.Name}' (version '', instance ID '${event.InstanceId}'),`;
  if (produced) return `an activity task with sequence number ${id} named '${event.Name}',`;
  return `an activity task with sequence ID ${id} and name '${event.Name}' (version ''),`;
}
