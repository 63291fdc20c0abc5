import { parentInstance, type WireEvent } from './history.ts';
import { statusHistory } from './history-form.ts';
import { hasEnded, type InstanceRow } from './instance.ts';
import { toStatusTime } from './timestamps.ts';

/** Parts of a status that a query can ask for; `history` undefined leaves it out. */
export interface StatusOptions {
  showInput: boolean;
  showHistoryOutput: boolean;
  history: readonly WireEvent[] | undefined;
}

/** Output and input are stored as text: JSON where it is JSON, plain text otherwise. */
function jsonOrText(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The status document of an instance, with the fields in the recorded order. */
export function statusOf(row: InstanceRow, options: StatusOptions) {
  const parent =
    row.parent === null
      ? {}
      : { parentInstanceId: parentInstance.parse(JSON.parse(row.parent)).OrchestrationInstance.InstanceId };
  return {
    name: row.name,
    ...(row.version === null ? {} : { version: row.version }),
    instanceId: row.id,
    ...parent,
    runtimeStatus: row.status,
    input: options.showInput ? jsonOrText(row.input) : null,
    customStatus: jsonOrText(row.customStatus),
    output: jsonOrText(row.output),
    createdTime: toStatusTime(row.created),
    lastUpdatedTime: toStatusTime(row.updated),
    // Before its first episode an instance has no history, not an empty one (recorded).
    ...(options.history && row.status !== 'Pending' ? { historyEvents: statusHistory(options.history, options) } : {}),
  };
}

/** 200 once the instance has ended, 202 before. */
export function statusCode(row: InstanceRow, failureAsError: boolean): number {
  if (!hasEnded(row.status)) return 202;
  return row.status === 'Failed' && failureAsError ? 500 : 200;
}
