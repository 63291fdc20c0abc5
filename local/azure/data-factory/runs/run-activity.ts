import { ActivityFailure } from '../activities/failure.ts';
import {
  type Activity,
  type CopyActivity,
  type DeleteActivity,
  type SetVariableActivity,
  timeoutSeconds,
} from '../definitions/schema.ts';
import { type ExpressionScope, evaluateContent } from '../expression/evaluate.ts';
import { ExpressionError } from '../expression/parse.ts';
import { asText, isJsonObject, type Json, type JsonObject, kindOf } from '../json.ts';
import { type InnerRunner, runForEach, runIfCondition, runUntil } from './containers.ts';
import { type ActivityPosition, type RunContext, RunStopped } from './environment.ts';
import { runCopy, runDelete } from './move-data.ts';
import type { ActivityRunRecord } from './records.ts';
import { type ActivityOutcome, decidingFailure, runInOrder } from './schedule.ts';
import { scopeAt } from './scope.ts';

/**
 * Runs one activity and records its begin and end. An activity that the store knows as ended is not run again: that is how a run goes on after
 * a restart. Throws RunStopped when the process closes.
 */
export async function runActivity(
  activity: Activity,
  context: RunContext,
  position: ActivityPosition,
): Promise<ActivityOutcome> {
  const { environment, run } = context;
  if (context.signal.aborted) return stopped(context.signal);
  const key = `${position.prefixes.at(-1) ?? ''}${activity.name}`;
  const known = environment.store.activity(run.runId, key);
  if (known !== undefined && known.status !== 'InProgress') return recall(activity, known, context);
  const scope = scopeAt(context, position);
  const begun: ActivityRunRecord = {
    key,
    activityRunId: known?.activityRunId ?? environment.newId(),
    pipelineRunId: run.runId,
    pipelineName: run.pipelineName,
    activityName: activity.name,
    activityType: activity.type,
    status: 'InProgress',
    activityRunStart: environment.now().toISOString(),
    activityRunEnd: null,
    input: {},
    output: {},
    error: noError,
    userProperties: {},
  };
  environment.store.saveActivity(begun);
  const ended = await attempt(activity, context, position, scope, begun);
  environment.store.saveActivity({ ...ended, activityRunEnd: environment.now().toISOString() });
  return outcomeOf(ended);
}

const noError = { errorCode: '', message: '', failureType: '' };

async function attempt(
  activity: Activity,
  context: RunContext,
  position: ActivityPosition,
  scope: ExpressionScope,
  begun: ActivityRunRecord,
): Promise<ActivityRunRecord> {
  let record = begun;
  try {
    record = { ...record, ...describe(activity, scope) };
    context.environment.store.saveActivity(record);
    return { ...record, status: 'Succeeded', output: await perform(activity, record.input, context, position, scope) };
  } catch (error) {
    const { signal } = context;
    if (signal.aborted)
      return { ...record, status: stopped(signal).status, error: { ...noError, message: 'Cancelled' } };
    const failure = asFailure(error);
    const { errorCode, message, failureType, output } = failure;
    return { ...record, status: 'Failed', output, error: { errorCode, message, failureType } };
  }
}

/** Cancelled counts as an outcome; closing is thrown on, so that the store keeps the activity as InProgress. */
function stopped(signal: AbortSignal): ActivityOutcome & { status: 'Cancelled' } {
  if (signal.reason instanceof RunStopped && signal.reason.why === 'closing') throw signal.reason;
  return { status: 'Cancelled', message: 'The activity was cancelled.' };
}

function describe(activity: Activity, scope: ExpressionScope): Pick<ActivityRunRecord, 'input' | 'userProperties'> {
  const properties = activity.userProperties.map(({ name, value }) => [name, evaluateContent(value, scope)]);
  return { input: inputOf(activity, scope), userProperties: Object.fromEntries(properties) };
}

/** What the activity run shows as its input; containers show none, as their content is evaluated in its own time. */
function inputOf(activity: Activity, scope: ExpressionScope): Json {
  switch (activity.type) {
    case 'IfCondition':
    case 'ForEach':
    case 'Until':
      return {};
    case 'Delete': {
      const { dataset: _reference, ...settings } = activity.typeProperties;
      return evaluateContent(settings, scope);
    }
    default:
      return evaluateContent(activity.typeProperties, scope);
  }
}

async function perform(
  activity: Activity,
  input: Json,
  context: RunContext,
  position: ActivityPosition,
  scope: ExpressionScope,
): Promise<JsonObject> {
  const { signal } = context;
  switch (activity.type) {
    case 'Copy':
      return await within(activity, context, (limit) => runCopy(activity, input, context, scope, limit));
    case 'Delete':
      return await within(activity, context, (limit) => runDelete(activity, input, context, scope, limit));
    case 'Fail':
      throw new ActivityFailure(textOf(input, 'errorCode'), textOf(input, 'message'));
    case 'Wait':
      await context.environment.pause(secondsOf(input) * 1000, signal);
      return {};
    case 'SetVariable':
      return setVariable(activity, input, context);
    case 'IfCondition':
      return await runIfCondition(activity, scope, innerRunner(activity, context, position));
    case 'ForEach':
      return await runForEach(activity, scope, innerRunner(activity, context, position));
    case 'Until':
      return await runUntil(activity, innerRunner(activity, context, position));
  }
}

/** Runs what stands inside a container and gives the scope that sees its results; a deciding failure fails the container. */
function innerRunner(container: Activity, context: RunContext, position: ActivityPosition): InnerRunner {
  return async (activities, round, item) => {
    const prefix = `${position.prefixes.at(-1) ?? ''}${container.name}${round}/`;
    const inside: ActivityPosition = {
      prefixes: [...position.prefixes, prefix],
      ...(item !== undefined ? { item } : position.item !== undefined ? { item: position.item } : {}),
    };
    const outcomes = await runInOrder(activities, (activity) => runActivity(activity, context, inside));
    context.signal.throwIfAborted();
    const failure = decidingFailure(activities, outcomes);
    if (failure === undefined) return scopeAt(context, inside);
    throw new ActivityFailure(
      'ActionFailed',
      `Activity failed because an inner activity failed; Inner activity name: ${failure.name}, Error: ${failure.message}`,
    );
  };
}

/** Gives the work a signal that also fires at the time limit of the activity's policy. */
async function within(
  activity: CopyActivity | DeleteActivity,
  { environment, signal }: RunContext,
  work: (signal: AbortSignal) => Promise<JsonObject>,
): Promise<JsonObject> {
  const { signal: limit, release } = environment.limit(timeoutSeconds(activity.policy.timeout) * 1000);
  try {
    return await work(AbortSignal.any([signal, limit]));
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    throw new ActivityFailure('ActivityTimedOut', `The activity exceeded its timeout of ${activity.policy.timeout}.`);
  } finally {
    release();
  }
}

function setVariable(activity: SetVariableActivity, input: Json, context: RunContext): JsonObject {
  const name = activity.typeProperties.variableName;
  const value = isJsonObject(input) ? (input['value'] ?? null) : null;
  const type = context.pipeline.properties.variables[name]?.type;
  if (kindOf(value) !== type) {
    throw new ActivityFailure('2108', `The variable '${name}' is of type ${type} and cannot hold ${kindOf(value)}.`);
  }
  context.variables.set(name, value);
  return { name, value };
}

/** Takes the recorded outcome of an activity that ended before a restart, and its effect on the run's variables. */
function recall(activity: Activity, known: ActivityRunRecord, context: RunContext): ActivityOutcome {
  if (activity.type === 'SetVariable' && known.status === 'Succeeded') setVariable(activity, known.input, context);
  return outcomeOf(known);
}

function outcomeOf(record: ActivityRunRecord): ActivityOutcome {
  if (record.status === 'InProgress') throw new Error(`The activity '${record.activityName}' has not ended.`);
  return { status: record.status, message: record.error.message };
}

function textOf(input: Json, name: string): string {
  return isJsonObject(input) ? asText(input[name] ?? null) : '';
}

function secondsOf(input: Json): number {
  const seconds = isJsonObject(input) ? input['waitTimeInSeconds'] : undefined;
  if (typeof seconds === 'number' && seconds >= 0) return seconds;
  throw new ActivityFailure('2108', `The wait time '${JSON.stringify(seconds)}' is no number of seconds.`);
}

/** A failure that is neither the user's nor an expression's is a fault of the stand-in, shown as a system error with its message. */
function asFailure(error: unknown): ActivityFailure {
  if (error instanceof ActivityFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ExpressionError) {
    return new ActivityFailure('InvalidTemplate', `ErrorCode=InvalidTemplate, ErrorMessage=${message}`);
  }
  return new ActivityFailure('InternalError', message, 'SystemError');
}
