import type { PipelineDefinition } from './definitions/schema.ts';
import type { Json } from './json.ts';
import type { KnobValues } from './knobs.ts';
import { shownParameters } from './runs/parameters.ts';
import type { ActivityRunRecord, PipelineRunRecord } from './runs/records.ts';

/** A pipeline as the list of a factory shows it, as far as our roles look at it. */
export function showPipeline({
  name,
  properties: { parameters, activities },
}: PipelineDefinition): Record<string, Json> {
  return {
    name,
    type: 'Microsoft.DataFactory/factories/pipelines',
    properties: {
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, { type }]) => [key, { type }])),
      activities: activities.map(({ name: called, type }) => ({ name: called, type })),
    },
  };
}

/** A pipeline run as Data Factory's API shows it: parameters as text, end and duration null until there is an end. */
export function showPipelineRun(run: PipelineRunRecord, spelling: KnobValues['spellTimes']): Record<string, Json> {
  return {
    runId: run.runId,
    debugRunId: null,
    runGroupId: run.runId,
    pipelineName: run.pipelineName,
    parameters: spelled(shownParameters(run.parameters), spelling),
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

/** Parameters as they come back: a text that is a time may have been read as one and written in another way. */
function spelled(
  parameters: Readonly<Record<string, string>>,
  spelling: KnobValues['spellTimes'],
): Record<string, string> {
  if (spelling === 'as-given') return { ...parameters };
  const written = Object.entries(parameters).map(([name, text]) => {
    const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.0+)?Z$/.exec(text) ?? [];
    if (year === undefined) return [name, text];
    return [name, spelling === 'offset' ? `${year}-${month}-${day}T${time}+00:00` : `${month}/${day}/${year} ${time}`];
  });
  return Object.fromEntries(written);
}

/** An activity run as it was shown at a time before now; undefined when it had not begun. */
export function asOf(run: ActivityRunRecord, time: number): ActivityRunRecord | undefined {
  if (Date.parse(run.activityRunStart) > time) return undefined;
  if (run.activityRunEnd === null || Date.parse(run.activityRunEnd) <= time) return run;
  return { ...run, status: 'InProgress', activityRunEnd: null, output: {}, error: noError };
}

const noError = { errorCode: '', message: '', failureType: '' };

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
