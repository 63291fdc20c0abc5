import type { WireEvent } from './history.ts';
import { toOffsetTime } from './timestamps.ts';

/** What the history of a status shows. */
export interface HistoryOptions {
  showInput: boolean;
  showHistoryOutput: boolean;
}

const names: Record<WireEvent['EventType'], string> = {
  0: 'ExecutionStarted',
  1: 'ExecutionCompleted',
  3: 'ExecutionTerminated',
  4: 'TaskScheduled',
  5: 'TaskCompleted',
  6: 'TaskFailed',
  7: 'SubOrchestrationInstanceCreated',
  8: 'SubOrchestrationInstanceCompleted',
  9: 'SubOrchestrationInstanceFailed',
  10: 'TimerCreated',
  11: 'TimerFired',
  12: 'OrchestratorStarted',
  13: 'OrchestratorCompleted',
  15: 'EventRaised',
  19: 'ExecutionSuspended',
  20: 'ExecutionResumed',
};

type Entry = Record<string, unknown>;

/** Thrown where the extension fails on a history in which two scheduled events have the same number. */
export class DuplicateTask extends Error {
  override name = 'DuplicateTask';
}

/**
 * The `historyEvents` of a status: names instead of numbers, and each scheduled activity and sub-orchestration merged into its
 * completion (recorded). Throws DuplicateTask for a history that the extension cannot show, as non-determinism leaves it behind.
 */
export function statusHistory(history: readonly WireEvent[], options: HistoryOptions): Entry[] {
  const scheduled = new Map<string, Scheduled>();
  for (const event of history) {
    if (event.EventType !== 4 && event.EventType !== 7) continue;
    const key = keyOf(event.EventType, event.EventId);
    if (scheduled.has(key)) throw new DuplicateTask(`An item with the same key has already been added. Key: ${key}`);
    scheduled.set(key, event);
  }
  const completed = new Set(history.flatMap((event) => completes(event) ?? []));
  return history.flatMap((event) => {
    if (event.EventType === 12 || event.EventType === 13) return [];
    if ((event.EventType === 4 || event.EventType === 7) && completed.has(keyOf(event.EventType, event.EventId)))
      return [];
    return [entryOf(event, scheduled, options)];
  });
}

type Scheduled = Extract<WireEvent, { EventType: 4 | 7 }>;

function keyOf(type: Scheduled['EventType'], id: number): string {
  return `${names[type]}_${id}`;
}

/** The scheduled event that this one completes. */
function completes(event: WireEvent): string | undefined {
  if (event.EventType === 5 || event.EventType === 6) return keyOf(4, event.TaskScheduledId);
  if (event.EventType === 8 || event.EventType === 9) return keyOf(7, event.TaskScheduledId);
  return undefined;
}

function entryOf(event: WireEvent, scheduled: ReadonlyMap<string, Scheduled>, options: HistoryOptions): Entry {
  const shown = without(formOf(event, scheduled, options), 'EventId', 'IsPlayed', 'Version');
  return options.showInput ? shown : without(shown, 'Input');
}

function formOf(event: WireEvent, scheduled: ReadonlyMap<string, Scheduled>, options: HistoryOptions): Entry {
  const entry: Entry = { ...event, EventType: names[event.EventType] };
  const origin = merged(scheduled.get(completes(event) ?? ''));
  switch (event.EventType) {
    case 0:
      return { ...without(entry, 'OrchestrationInstance', 'ParentInstance', 'Name', 'Tags'), FunctionName: event.Name };
    case 1:
      return withResult(entry, event.Result, options);
    case 5:
    case 8:
      return { ...withResult(entry, event.Result, options), ...origin };
    case 6:
    case 9:
      return { ...without(entry, 'TaskScheduledId'), ...origin };
    case 11:
      return without(entry, 'TimerId');
    default:
      return entry;
  }
}

function withResult(entry: Entry, result: string | null, options: HistoryOptions): Entry {
  const bare = without(entry, 'TaskScheduledId', 'Result');
  return options.showHistoryOutput ? { ...bare, Result: parsedResult(result) } : bare;
}

function parsedResult(result: string | null): unknown {
  if (result === null) return null;
  try {
    return JSON.parse(result);
  } catch {
    return result;
  }
}

function merged(scheduled: Scheduled | undefined): Entry {
  if (!scheduled) return {};
  const shared = { ScheduledTime: toOffsetTime(scheduled.Timestamp), FunctionName: scheduled.Name, Input: null };
  return scheduled.EventType === 7 ? { ...shared, InstanceId: scheduled.InstanceId } : shared;
}

function without(entry: Entry, ...keys: string[]): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)));
}
