import type { ActivityRunRecord, PipelineRunRecord } from '../../local/azure/data-factory/runs/records.ts';
import { isFinished } from '../../local/azure/data-factory/runs/records.ts';
import type { RunStore } from '../../local/azure/data-factory/runs/store.ts';

/** Keeps the runs of a factory for as long as the process lives. */
export function memoryRunStore(): RunStore {
  const runs = new Map<string, PipelineRunRecord>();
  const activities = new Map<string, Map<string, ActivityRunRecord>>();
  const inOrder = () => [...runs.values()].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  return {
    saveRun: (run) => void runs.set(run.runId, run),
    run: (runId) => runs.get(runId),
    runsUpdated: (after, before) =>
      inOrder().filter(({ lastUpdated }) => lastUpdated >= after.toISOString() && lastUpdated < before.toISOString()),
    unfinishedRuns: () => inOrder().filter((run) => !isFinished(run)),
    saveActivity(activity) {
      const known = activities.get(activity.pipelineRunId) ?? new Map<string, ActivityRunRecord>();
      activities.set(activity.pipelineRunId, known.set(activity.key, activity));
    },
    activity: (runId, key) => activities.get(runId)?.get(key),
    activities: (runId) => [...(activities.get(runId)?.values() ?? [])],
    close: () => undefined,
  };
}

function orderOf({ lastUpdated, runId }: PipelineRunRecord): string {
  return `${lastUpdated} ${runId}`;
}
