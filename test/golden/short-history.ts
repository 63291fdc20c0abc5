import { z } from 'zod';
import { events, executionStarted, played, type WireEvent } from '../../local/host/durable/history.ts';
import { fromWireTime } from '../../local/host/durable/timestamps.ts';

/** An event as `[number, milliseconds since the first event, its own fields]`. */
export const shortEvent = z.tuple([z.number(), z.number()], z.union([z.string(), z.number(), z.null()]));
/** See {@link shortEvent}. */
export type ShortEvent = z.infer<typeof shortEvent>;

/**
 * What of an event of our own orchestrators a replay reads. Ids of executions go, and so do the details of failures, which hold stacks of
 * the machine.
 */
export function shortened(history: readonly WireEvent[]): { from: string; history: ShortEvent[] } {
  const from = history[0]?.Timestamp ?? '';
  const since = (time: string) => fromWireTime(time) - fromWireTime(from);
  return { from, history: history.map((event) => [event.EventType, since(event.Timestamp), ...own(event, since)]) };
}

function own(event: WireEvent, since: (time: string) => number): (string | number | null)[] {
  switch (event.EventType) {
    case 0:
      return [event.Name, event.Version, event.Input];
    case 4:
      return [event.EventId, event.Name];
    case 5:
      return [event.TaskScheduledId, event.Result];
    case 6:
      return [event.TaskScheduledId, event.Reason];
    case 10:
      return [event.EventId, since(event.FireAt)];
    case 11:
      return [event.TimerId, since(event.FireAt)];
    case 12:
    case 13:
      return [];
    case 15:
      return [event.Name, event.Input];
    default:
      throw new Error(`No orchestrator of ours has an event of type ${event.EventType} in its history.`);
  }
}

const text = z.string();
const number = z.number();
const nullable = z.string().nullable();

/** The history as an orchestrator receives it. */
export function lengthened(from: string, history: readonly ShortEvent[], instanceId: string): WireEvent[] {
  const start = fromWireTime(from);
  return history.map(([type, since, first, second, third]) => {
    const at = start + since;
    switch (type) {
      case 0:
        return played(
          executionStarted({
            instanceId,
            executionId: 'execution',
            name: text.parse(first),
            version: nullable.parse(second),
            input: nullable.parse(third),
            parent: null,
            generation: 0,
            at,
          }),
        );
      case 4:
        return events.taskScheduled(number.parse(first), text.parse(second), at);
      case 5:
        return played(events.taskCompleted(number.parse(first), nullable.parse(second), at));
      case 6:
        return played(events.taskFailed(number.parse(first), text.parse(second), '', at));
      case 10:
        return events.timerCreated(number.parse(first), start + number.parse(second), at);
      case 11:
        return played(events.timerFired(number.parse(first), start + number.parse(second), at));
      case 13:
        return events.orchestratorCompleted(at);
      case 15:
        return played(events.eventRaised(text.parse(first), nullable.parse(second), at));
      default:
        return events.orchestratorStarted(at);
    }
  });
}
