import type { Json } from './json.ts';
import { shownParameters } from './runs/parameters.ts';
import type { ActivityRunRecord, PipelineRunRecord } from './runs/records.ts';

/** A pipeline run as Data Factory's API shows it: parameters as text, end and duration null until there is an end. */
export function showPipelineRun(run: PipelineRunRecord): Record<string, Json> {
  return {
    runId: run.runId,
    debugRunId: null,
    runGroupId: run.runId,
    pipelineName: run.pipelineName,
    parameters: shownParameters(run.parameters),
    runDimensions: {},
    invokedBy: { id: run.runId, name: 'Manual', invokedByType: 'Manual' },
    runStart: run.runStart,
    runEnd: run.runEnd,
    durationInMs: run.runEnd === null ? null : duration(run.runStart, run.runEnd),
    status: run.status,
    message: run.message,
    lastUpdated: run.lastUpdated,
    annotations: [],
    isLatest: true,
  };
}

/** An activity run as Data Factory's API shows it. */
export function showActivityRun(run: ActivityRunRecord): Record<string, Json> {
  const { key: _key, ...shown } = run;
  return {
    ...shown,
    durationInMs: run.activityRunEnd === null ? null : duration(run.activityRunStart, run.activityRunEnd),
    error: { ...run.error, target: run.activityName, details: '' },
    linkedServiceName: '',
    retryAttempt: null,
    iterationHash: '',
  };
}

function duration(start: string, end: string): number {
  return Date.parse(end) - Date.parse(start);
}
