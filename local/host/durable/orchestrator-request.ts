import { parentInstance, sourceTag, type WireEvent, wireEvent } from './history.ts';
import type { InstanceRow } from './instance.ts';
import type { TimerLimits } from './task-starter.ts';
import { toTimeSpan } from './timestamps.ts';

/**
 * The JSON text that an orchestrator function receives, with the fields in the recorded order.
 * `past` are stored event texts, taken over as they are; `fresh` are the events of this episode.
 */
export function orchestratorRequest(
  instance: InstanceRow,
  past: readonly string[],
  fresh: readonly WireEvent[],
  limits: TimerLimits,
): string {
  const history = [...past, ...fresh.map((event) => JSON.stringify(event))].join(',');
  const parent =
    instance.parent === null
      ? null
      : parentInstance.parse(JSON.parse(instance.parent)).OrchestrationInstance.InstanceId;
  const started = startOf(past, fresh);
  const source = started?.EventType === 0 ? (started.Tags?.[sourceTag] ?? null) : null;
  const rest = JSON.stringify({
    instanceId: instance.id,
    isReplaying: past.length > 0 && instance.continued === 0,
    parentInstanceId: parent,
    sourceInstanceId: source,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: toTimeSpan(limits.longTimerInterval),
    maximumShortTimerDuration: toTimeSpan(limits.maximumTimer),
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  });
  const input = started?.EventType === 0 ? started.Input : null;
  return `{"history":[${history}],"input":${input ?? 'null'},${rest.slice(1)}`;
}

/** The start of the generation: new in its first episode, and later the second event of the history. */
function startOf(past: readonly string[], fresh: readonly WireEvent[]): WireEvent | undefined {
  const stored = past[1] === undefined ? undefined : wireEvent.parse(JSON.parse(past[1]));
  return [stored, ...fresh].find((event) => event?.EventType === 0);
}
