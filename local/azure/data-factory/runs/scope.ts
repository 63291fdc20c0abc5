import type { systemVariables } from '../expression/check.ts';
import type { ExpressionScope } from '../expression/evaluate.ts';
import type { Json } from '../json.ts';
import type { ActivityPosition, RunContext } from './environment.ts';

/** What the expressions of an activity see at its position in the run. */
export function scopeAt(context: RunContext, position: ActivityPosition): ExpressionScope {
  const { environment, run, variables } = context;
  const system: Record<(typeof systemVariables)[number], Json> = {
    parameters: run.parameters,
    globalParameters: {},
    DataFactory: environment.factoryName,
    Pipeline: run.pipelineName,
    RunId: run.runId,
    GroupId: run.runId,
    TriggerId: run.runId,
    TriggerName: 'Manual',
    TriggerTime: run.runStart,
    TriggerType: 'Manual',
  };
  return {
    pipeline: system,
    ...(position.item === undefined ? {} : { item: position.item }),
    activity: (name) => finishedActivity(context, position, name),
    variable: (name) => variables.get(name),
    now: environment.now,
  };
}

function finishedActivity(context: RunContext, position: ActivityPosition, name: string): Json | undefined {
  const { environment, run } = context;
  for (const prefix of position.prefixes.toReversed()) {
    const found = environment.store.activity(run.runId, `${prefix}${name}`);
    if (found === undefined || found.status === 'InProgress') continue;
    const { output, status, error, activityRunId } = found;
    return { output, Status: status, Error: error, ActivityRunId: activityRunId };
  }
  return undefined;
}
