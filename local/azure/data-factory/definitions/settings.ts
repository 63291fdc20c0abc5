import { z } from 'zod';

/** Data Factory's wrapper for an expression; `content` is an older name of `value`. */
export const expressionSchema = z.union([
  z.strictObject({ type: z.literal('Expression'), value: z.string() }),
  z.strictObject({ type: z.literal('Expression'), content: z.string() }),
]);

/** Leaves as they are written in a definition: a literal, or an expression in its place. */
export const written = {
  text: z.union([z.string(), expressionSchema]),
  flag: z.union([z.boolean(), expressionSchema]),
  whole: z.union([z.int().nonnegative(), expressionSchema]),
};

interface Leaves<Text, Flag, Whole> {
  readonly text: Text;
  readonly flag: Flag;
  readonly whole: Whole;
}

/** Leaves as they must be after evaluation. */
const evaluated = { text: z.string(), flag: z.boolean(), whole: z.int().nonnegative() };

/** Which dataset an activity reads or writes, with the values of its parameters. */
export const datasetReferenceSchema = z.strictObject({
  type: z.literal('DatasetReference'),
  referenceName: z.string(),
  parameters: z.record(z.string(), z.json()).default({}),
});

function readSettings<Text extends z.ZodType, Flag extends z.ZodType, Whole extends z.ZodType>(
  leaf: Leaves<Text, Flag, Whole>,
) {
  return z.strictObject({
    type: z.literal('AzureBlobStorageReadSettings'),
    recursive: leaf.flag.optional(),
    wildcardFolderPath: leaf.text.optional(),
    wildcardFileName: leaf.text.optional(),
    fileListPath: leaf.text.optional(),
    modifiedDatetimeStart: leaf.text.optional(),
    modifiedDatetimeEnd: leaf.text.optional(),
    maxConcurrentConnections: leaf.whole.optional(),
    deleteFilesAfterCompletion: z.literal(false).optional(),
    enablePartitionDiscovery: z.literal(false).optional(),
  });
}

function copyProperties<Text extends z.ZodType, Flag extends z.ZodType, Whole extends z.ZodType>(
  leaf: Leaves<Text, Flag, Whole>,
) {
  return z.strictObject({
    source: z.strictObject({
      type: z.literal('BinarySource'),
      storeSettings: readSettings(leaf),
      formatSettings: z.strictObject({ type: z.literal('BinaryReadSettings') }).optional(),
    }),
    sink: z.strictObject({
      type: z.literal('BinarySink'),
      storeSettings: z.strictObject({
        type: z.literal('AzureBlobStorageWriteSettings'),
        copyBehavior: z.literal('PreserveHierarchy'),
      }),
    }),
    enableStaging: z.literal(false).optional(),
    preserve: z.array(z.literal('Attributes')).optional(),
    validateDataConsistency: leaf.flag.optional(),
    skipErrorFile: z
      .strictObject({ fileMissing: z.literal(false).optional(), dataInconsistency: z.literal(false).optional() })
      .optional(),
  });
}

function deleteProperties<Text extends z.ZodType, Flag extends z.ZodType, Whole extends z.ZodType>(
  leaf: Leaves<Text, Flag, Whole>,
) {
  return z.strictObject({
    enableLogging: z.literal(false).optional(),
    storeSettings: readSettings(leaf),
  });
}

/** Settings of a Copy activity as written. */
export const writtenCopySchema = copyProperties(written);

/** Settings of a Delete activity as written. */
export const writtenDeleteSchema = deleteProperties(written).extend({ dataset: datasetReferenceSchema });

/** Settings of a Copy activity after its expressions were evaluated. */
export const copySettingsSchema = copyProperties(evaluated);
export type CopySettings = z.infer<typeof copySettingsSchema>;

/** Settings of a Delete activity after its expressions were evaluated. */
export const deleteSettingsSchema = deleteProperties(evaluated);
export type DeleteSettings = z.infer<typeof deleteSettingsSchema>;
export type ReadSettings = DeleteSettings['storeSettings'];

/** A place in storage after the dataset's expressions were evaluated. */
export const locationSchema = z.strictObject({
  type: z.literal('AzureBlobStorageLocation'),
  container: z.string().min(1),
  folderPath: z.string().default(''),
});
