import { eachConcurrently } from '../activities/each-concurrently.ts';
import { ActivityFailure } from '../activities/failure.ts';
import {
  type Activity,
  type ForEachActivity,
  type IfConditionActivity,
  timeoutSeconds,
  type UntilActivity,
  type WrittenExpression,
} from '../definitions/schema.ts';
import { type ExpressionScope, evaluateContent } from '../expression/evaluate.ts';
import { type Json, type JsonObject, kindOf } from '../json.ts';

/** Runs the activities inside a container; `round` tells the rounds of a loop apart in the store. Gives the scope that sees their results. */
export type InnerRunner = (activities: readonly Activity[], round: string, item?: Json) => Promise<ExpressionScope>;

/** Runs one branch. The condition must be a boolean. */
export async function runIfCondition(
  activity: IfConditionActivity,
  scope: ExpressionScope,
  runInner: InnerRunner,
): Promise<JsonObject> {
  const { expression, ifTrueActivities, ifFalseActivities } = activity.typeProperties;
  const branch = condition(activity.name, expression, scope) ? ifTrueActivities : ifFalseActivities;
  await runInner(branch ?? [], '');
  return {};
}

/** Runs the activities once for each item of a list, `batchCount` at a time unless the loop is sequential. */
export async function runForEach(
  activity: ForEachActivity,
  scope: ExpressionScope,
  runInner: InnerRunner,
): Promise<JsonObject> {
  const { items, isSequential, batchCount, activities } = activity.typeProperties;
  const list = evaluateContent(items, scope);
  if (!Array.isArray(list)) {
    throw new ActivityFailure('InvalidTemplate', `The items of '${activity.name}' are not a list but ${kindOf(list)}.`);
  }
  const failures: unknown[] = [];
  await eachConcurrently(numbered(list), isSequential ? 1 : batchCount, async ({ item, index }) => {
    await runInner(activities, `[${index}]`, item).catch((error: unknown) => failures.push(error));
  });
  if (failures.length > 0) throw failures[0];
  return { ItemsCount: list.length };
}

async function* numbered(list: readonly Json[]): AsyncGenerator<{ item: Json; index: number }> {
  for (const [index, item] of list.entries()) yield { item, index };
}

/** Repeats the activities until the condition, which sees their results, is true or the time limit is over. */
export async function runUntil(activity: UntilActivity, runInner: InnerRunner): Promise<JsonObject> {
  const { expression, timeout, activities } = activity.typeProperties;
  const limit = performance.now() + timeoutSeconds(timeout) * 1000;
  for (let round = 0; ; round += 1) {
    const scope = await runInner(activities, `#${round}`);
    if (condition(activity.name, expression, scope)) return {};
    if (performance.now() >= limit) {
      throw new ActivityFailure('ActivityTimedOut', `The loop '${activity.name}' exceeded its timeout of ${timeout}.`);
    }
  }
}

function condition(name: string, expression: WrittenExpression, scope: ExpressionScope): boolean {
  const value = evaluateContent(expression, scope);
  if (typeof value === 'boolean') return value;
  throw new ActivityFailure('InvalidTemplate', `The condition of '${name}' is not a boolean but ${kindOf(value)}.`);
}
