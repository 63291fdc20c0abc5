import { z } from 'zod';

export interface ShownSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly ShownSchema[] | undefined;
  readonly oneOf?: readonly ShownSchema[] | undefined;
  readonly items?: ShownSchema | undefined;
  readonly properties?: Readonly<Record<string, ShownSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: ShownSchema | boolean | undefined;
  readonly description?: string | undefined;
}

const text = z.string().optional();
const schema: z.ZodType<ShownSchema> = z.lazy(() =>
  z.looseObject({
    $ref: text,
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: text,
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([schema, z.boolean()]).optional(),
    description: text,
  }),
);

const content = z.record(z.string(), z.looseObject({ schema })).optional();
const response = z.looseObject({ $ref: text, description: text, content });
const parameter = z.looseObject({
  in: z.string(),
  name: z.string(),
  required: z.boolean().optional(),
  description: text,
  schema,
});
const operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  parameters: z.array(parameter).default([]),
  requestBody: z.looseObject({ required: z.boolean().optional(), content }).optional(),
  responses: z.record(z.string(), response),
  'x-codeSamples': z.array(z.object({ source: z.string() })).default([]),
});

/** The parts of our OpenAPI document that are shown. */
export const documentShape = z.looseObject({
  info: z.looseObject({ version: z.string(), description: z.string() }),
  tags: z.array(z.looseObject({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), response),
  }),
});
export type ApiDocument = z.infer<typeof documentShape>;
export type ShownOperation = z.infer<typeof operation>;
export type ShownResponse = z.infer<typeof response>;
