import type { z } from 'zod';
import { copyFiles } from '../activities/copy.ts';
import { deleteFiles } from '../activities/delete.ts';
import { ActivityFailure } from '../activities/failure.ts';
import type { CopyActivity, DeleteActivity } from '../definitions/schema.ts';
import { copySettingsSchema, deleteSettingsSchema } from '../definitions/settings.ts';
import type { ExpressionScope } from '../expression/evaluate.ts';
import type { Json, JsonObject } from '../json.ts';
import type { RunContext } from './environment.ts';
import { openPlace } from './place.ts';

/** Runs a Copy activity whose settings have been evaluated. */
export async function runCopy(
  activity: CopyActivity,
  input: Json,
  context: RunContext,
  scope: ExpressionScope,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { environment } = context;
  const source = openPlace(environment, activity.inputs[0], scope);
  return await copyFiles({
    settings: accept(copySettingsSchema, input),
    source,
    target: openPlace(environment, activity.outputs[0], scope),
    sourceEndpoint: source.endpoint,
    integrationRuntime: runtimeOf(context, source.linkedService),
    mischief: environment.knobs.takeCopy(),
    signal,
    openContainer: environment.openContainer,
    time: environment,
  });
}

/** Runs a Delete activity whose settings have been evaluated. */
export async function runDelete(
  activity: DeleteActivity,
  input: Json,
  context: RunContext,
  scope: ExpressionScope,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { environment } = context;
  const place = openPlace(environment, activity.typeProperties.dataset, scope);
  const settings = accept(deleteSettingsSchema, input);
  const integrationRuntime = runtimeOf(context, place.linkedService);
  return await deleteFiles({ settings, place, integrationRuntime, signal, time: environment });
}

function runtimeOf({ environment }: RunContext, linkedService: string): string {
  return environment.definitions.linkedServices.get(linkedService)?.properties.connectVia.referenceName ?? '';
}

function accept<Settings>(schema: z.ZodType<Settings>, input: Json): Settings {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ActivityFailure('2108', `The property '${issue?.path.join('.')}' is not valid: ${issue?.message}`);
}
