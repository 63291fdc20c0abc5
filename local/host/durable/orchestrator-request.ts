import type { WireEvent } from './history.ts';
import { parentInstance } from './history.ts';
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
  const rest = JSON.stringify({
    instanceId: instance.id,
    isReplaying: past.length > 0 && instance.continued === 0,
    parentInstanceId: parent,
    sourceInstanceId: null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: toTimeSpan(limits.longTimerInterval),
    maximumShortTimerDuration: toTimeSpan(limits.maximumTimer),
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  });
  return `{"history":[${history}],"input":${instance.input ?? 'null'},${rest.slice(1)}`;
}
