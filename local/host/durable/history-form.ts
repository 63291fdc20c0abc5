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

/** The `historyEvents` of a status: names instead of numbers, and each scheduled event merged into its completion (recorded). */
export function statusHistory(history: readonly WireEvent[], options: HistoryOptions): Entry[] {
  const completed = new Set(history.flatMap((event) => (completes(event) === undefined ? [] : [completes(event)])));
  return history.flatMap((event) => {
    if (event.EventType === 12 || event.EventType === 13) return [];
    if ((event.EventType === 4 || event.EventType === 7 || event.EventType === 10) && completed.has(event.EventId))
      return [];
    return [entryOf(event, history, options)];
  });
}

function completes(event: WireEvent): number | undefined {
  if (event.EventType === 5 || event.EventType === 6 || event.EventType === 8 || event.EventType === 9)
    return event.TaskScheduledId;
  return event.EventType === 11 ? event.TimerId : undefined;
}

function entryOf(event: WireEvent, history: readonly WireEvent[], options: HistoryOptions): Entry {
  const { EventId: _id, IsPlayed: _played, ...shown } = event;
  const entry: Entry = { ...shown, EventType: names[event.EventType] };
  switch (event.EventType) {
    case 0:
      return started(entry, event.Name, options);
    case 1:
    case 5:
    case 8:
      return withResult({ ...entry, ...merged(event, history) }, event.Result, options);
    case 6:
    case 9:
    case 11:
      return without({ ...entry, ...merged(event, history) }, 'TaskScheduledId', 'TimerId');
    case 15:
      return options.showInput ? entry : without(entry, 'Input');
    default:
      return entry;
  }
}

function started(entry: Entry, name: string, options: HistoryOptions): Entry {
  const shown = without(entry, 'OrchestrationInstance', 'ParentInstance', 'Name', 'Version', 'Tags');
  return { ...(options.showInput ? shown : without(shown, 'Input')), FunctionName: name };
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

function merged(event: WireEvent, history: readonly WireEvent[]): Entry {
  const id = completes(event);
  const scheduled = history.find(
    (candidate) =>
      (candidate.EventType === 4 || candidate.EventType === 7 || candidate.EventType === 10) &&
      candidate.EventId === id,
  );
  if (!scheduled) return {};
  const time = { ScheduledTime: toOffsetTime(scheduled.Timestamp) };
  if (scheduled.EventType === 10) return time;
  if (scheduled.EventType === 7)
    return { ...time, FunctionName: scheduled.Name, InstanceId: scheduled.InstanceId, Input: null };
  return scheduled.EventType === 4 ? { ...time, FunctionName: scheduled.Name, Input: null } : time;
}

function without(entry: Entry, ...keys: string[]): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)));
}
