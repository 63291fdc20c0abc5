import type { PipelineDefinition } from '../definitions/schema.ts';
import type { Json } from '../json.ts';
import type { RunContext, RunEnvironment } from './environment.ts';
import type { PipelineRunRecord } from './records.ts';
import { runActivity } from './run-activity.ts';
import { decidingFailure, runInOrder } from './schedule.ts';

/** How a pipeline run ended. */
export interface RunOutcome {
  readonly status: 'Succeeded' | 'Failed' | 'Cancelled';
  readonly message: string;
}

/** Runs a pipeline from its first activity that the store does not know as ended. Throws RunStopped when the process closes. */
export async function runPipeline(
  environment: RunEnvironment,
  pipeline: PipelineDefinition,
  run: PipelineRunRecord,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { activities } = pipeline.properties;
  const context: RunContext = { environment, pipeline, run, signal, variables: initialVariables(pipeline) };
  const outcomes = await runInOrder(activities, (activity) => runActivity(activity, context, { prefixes: [''] }));
  if ([...outcomes.values()].some((outcome) => outcome.status === 'Cancelled')) {
    return { status: 'Cancelled', message: 'The pipeline run was cancelled.' };
  }
  const failure = decidingFailure(activities, outcomes);
  if (failure === undefined) return { status: 'Succeeded', message: '' };
  return { status: 'Failed', message: `Operation on target ${failure.name} failed: ${failure.message}` };
}

function initialVariables(pipeline: PipelineDefinition): Map<string, Json> {
  const empty: Record<string, Json> = { String: '', Boolean: false, Array: [] };
  return new Map(
    Object.entries(pipeline.properties.variables).map(([name, { type, defaultValue }]) => [
      name,
      defaultValue ?? empty[type] ?? null,
    ]),
  );
}
