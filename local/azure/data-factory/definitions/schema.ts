import { z } from 'zod';
import {
  datasetReferenceSchema,
  expressionSchema,
  written,
  writtenCopySchema,
  writtenDeleteSchema,
} from './settings.ts';

const base = {
  name: z.string().min(1),
  description: z.string().optional(),
  dependsOn: z
    .array(
      z.strictObject({
        activity: z.string(),
        dependencyConditions: z.array(z.enum(['Succeeded', 'Failed', 'Skipped', 'Completed'])).min(1),
      }),
    )
    .default([]),
  userProperties: z.array(z.strictObject({ name: z.string(), value: written.text })).default([]),
};

const policySchema = z.strictObject({
  /** `days.hours:minutes:seconds`. */
  timeout: z
    .string()
    .regex(/^(?:\d+\.)?\d{1,2}:\d{2}:\d{2}$/)
    .default('0.12:00:00'),
  retry: z.literal(0, 'retries are not run here: 0 is expected').default(0),
  retryIntervalInSeconds: z.int().optional(),
  secureInput: z.literal(false).optional(),
  secureOutput: z.literal(false).optional(),
});

const copySchema = z.strictObject({
  ...base,
  type: z.literal('Copy'),
  policy: policySchema.prefault({}),
  typeProperties: writtenCopySchema,
  inputs: z.tuple([datasetReferenceSchema]),
  outputs: z.tuple([datasetReferenceSchema]),
});

const deleteSchema = z.strictObject({
  ...base,
  type: z.literal('Delete'),
  policy: policySchema.prefault({}),
  typeProperties: writtenDeleteSchema,
});

const failSchema = z.strictObject({
  ...base,
  type: z.literal('Fail'),
  typeProperties: z.strictObject({ message: written.text, errorCode: written.text }),
});

const waitSchema = z.strictObject({
  ...base,
  type: z.literal('Wait'),
  typeProperties: z.strictObject({ waitTimeInSeconds: written.whole }),
});

const setVariableSchema = z.strictObject({
  ...base,
  type: z.literal('SetVariable'),
  typeProperties: z.strictObject({ variableName: z.string(), value: z.json() }),
});

const innerActivities: z.ZodType<Activity[]> = z.lazy(() => z.array(activitySchema));

const ifConditionSchema = z.strictObject({
  ...base,
  type: z.literal('IfCondition'),
  typeProperties: z.strictObject({
    expression: expressionSchema,
    ifTrueActivities: innerActivities.optional(),
    ifFalseActivities: innerActivities.optional(),
  }),
});

const forEachSchema = z.strictObject({
  ...base,
  type: z.literal('ForEach'),
  typeProperties: z.strictObject({
    items: expressionSchema,
    isSequential: z.boolean().default(false),
    batchCount: z.int().min(1).default(20),
    activities: innerActivities,
  }),
});

const untilSchema = z.strictObject({
  ...base,
  type: z.literal('Until'),
  typeProperties: z.strictObject({
    expression: expressionSchema,
    timeout: policySchema.shape.timeout,
    activities: innerActivities,
  }),
});

interface ActivityBase {
  readonly name: string;
  readonly description?: string | undefined;
  readonly dependsOn: z.infer<typeof copySchema>['dependsOn'];
  readonly userProperties: z.infer<typeof copySchema>['userProperties'];
}
export type WrittenExpression = z.infer<typeof expressionSchema>;
export type CopyActivity = z.infer<typeof copySchema>;
export type DeleteActivity = z.infer<typeof deleteSchema>;
type FailActivity = z.infer<typeof failSchema>;
type WaitActivity = z.infer<typeof waitSchema>;
export type SetVariableActivity = z.infer<typeof setVariableSchema>;
export interface IfConditionActivity extends ActivityBase {
  readonly type: 'IfCondition';
  readonly typeProperties: {
    readonly expression: WrittenExpression;
    readonly ifTrueActivities?: Activity[] | undefined;
    readonly ifFalseActivities?: Activity[] | undefined;
  };
}
export interface ForEachActivity extends ActivityBase {
  readonly type: 'ForEach';
  readonly typeProperties: {
    readonly items: WrittenExpression;
    readonly isSequential: boolean;
    readonly batchCount: number;
    readonly activities: Activity[];
  };
}
export interface UntilActivity extends ActivityBase {
  readonly type: 'Until';
  readonly typeProperties: {
    readonly expression: WrittenExpression;
    readonly timeout: string;
    readonly activities: Activity[];
  };
}
/** One activity of a pipeline, of a type that the stand-in runs. */
export type Activity =
  | CopyActivity
  | DeleteActivity
  | FailActivity
  | WaitActivity
  | SetVariableActivity
  | IfConditionActivity
  | ForEachActivity
  | UntilActivity;

const activitySchema = z.discriminatedUnion(
  'type',
  [copySchema, deleteSchema, failSchema, waitSchema, setVariableSchema, ifConditionSchema, forEachSchema, untilSchema],
  {
    error: ({ input }) => {
      const found = z.object({ name: z.unknown(), type: z.unknown() }).partial().safeParse(input).data;
      return `the activity '${String(found?.name)}' is of type '${String(found?.type)}', which is not run here`;
    },
  },
);

/** A parameter of a pipeline or dataset. Data Factory takes no notice of the case of the type. */
const parameterSchema = z.strictObject({
  type: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['string', 'int', 'float', 'bool', 'array', 'object'])),
  defaultValue: z.json().optional(),
});
export type ParameterDefinition = z.infer<typeof parameterSchema>;

const describing = {
  description: z.string().optional(),
  annotations: z.array(z.string()).optional(),
  folder: z.strictObject({ name: z.string() }).optional(),
};

/** `pipeline/<name>.json` in the layout of Data Factory's git integration. */
export const pipelineSchema = z.strictObject({
  name: z.string(),
  properties: z.strictObject({
    ...describing,
    activities: z.array(activitySchema),
    parameters: z.record(z.string(), parameterSchema).default({}),
    variables: z
      .record(
        z.string(),
        z.strictObject({ type: z.enum(['String', 'Boolean', 'Array']), defaultValue: z.json().optional() }),
      )
      .default({}),
  }),
});
export type PipelineDefinition = z.infer<typeof pipelineSchema>;

/** `dataset/<name>.json`. */
export const datasetSchema = z.strictObject({
  name: z.string(),
  properties: z.strictObject({
    ...describing,
    type: z.literal('Binary'),
    linkedServiceName: z.strictObject({ type: z.literal('LinkedServiceReference'), referenceName: z.string() }),
    parameters: z.record(z.string(), parameterSchema).default({}),
    typeProperties: z.strictObject({
      location: z.strictObject({
        type: z.literal('AzureBlobStorageLocation'),
        container: written.text,
        folderPath: written.text.optional(),
      }),
    }),
  }),
});
export type DatasetDefinition = z.infer<typeof datasetSchema>;

/** `linkedService/<name>.json`. Only the managed identity of the factory signs in, so there is an endpoint and no secret. */
export const linkedServiceSchema = z.strictObject({
  name: z.string(),
  properties: z.strictObject({
    ...describing,
    type: z.literal('AzureBlobStorage'),
    typeProperties: z.strictObject({ serviceEndpoint: z.url(), accountKind: z.literal('StorageV2') }),
    connectVia: z.strictObject({ type: z.literal('IntegrationRuntimeReference'), referenceName: z.string() }),
  }),
});
type LinkedServiceDefinition = z.infer<typeof linkedServiceSchema>;

/** Everything that a factory holds, by name. */
export interface FactoryDefinitions {
  readonly pipelines: ReadonlyMap<string, PipelineDefinition>;
  readonly datasets: ReadonlyMap<string, DatasetDefinition>;
  readonly linkedServices: ReadonlyMap<string, LinkedServiceDefinition>;
}

/** Seconds of a `days.hours:minutes:seconds` text that its schema has accepted. */
export function timeoutSeconds(timeout: string): number {
  const [clock = '', days = '0'] = timeout.split('.').reverse();
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return Number(days) * 86_400 + hours * 3600 + minutes * 60 + seconds;
}
