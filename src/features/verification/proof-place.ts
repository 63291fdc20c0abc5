import { z } from 'zod';
import { chainHeadSchema } from '../../domain/audit/chain-head.ts';
import { putLine } from '../../domain/audit/put-line.ts';
import { recordedHold } from '../../domain/audit/recorded-hold.ts';
import { doors } from '../../domain/base/door.ts';
import { tables } from '../../domain/base/stored-tables.ts';
import { recordedChange } from '../../domain/definition/recorded-change.ts';
import { recordedAbsence } from '../../domain/review/recorded-absence.ts';

const anchor = z.strictObject({ count: z.int().nonnegative(), hash: z.string() });
const state = z.strictObject({ head: anchor, ...anchor.shape, before: z.string() });
const places = z.discriminatedUnion('stage', [
  z.strictObject({
    stage: z.literal('chain'),
    project: z.string(),
    after: z.string(),
    lines: z.int().nonnegative(),
    definitions: z.array(z.string()),
    put: putLine.exactOptional(),
    holds: z.array(recordedHold),
    absences: z.array(recordedAbsence).default([]),
    change: recordedChange.exactOptional(),
    tree: z.strictObject({ size: z.int().nonnegative(), peaks: z.array(z.string()) }),
    state,
    head: chainHeadSchema.optional(),
    at: chainHeadSchema.omit({ blocks: true }).required(),
  }),
  z.strictObject({
    stage: z.literal('records'),
    project: z.string(),
    door: z.enum(doors).optional(),
    page: z.string().optional(),
    after: z.string().optional(),
  }),
  z.strictObject({ stage: z.literal('since'), project: z.string() }),
  z.strictObject({ stage: z.literal('receipts'), page: z.string().optional() }),
  z.strictObject({ stage: z.literal('rows'), table: z.enum(tables), page: z.string().optional() }),
]);
/** The place itself: in the lines of a chain, among the operations of a project, behind what is new of one, among all receipts, or in a table. */
export type Place = z.infer<typeof places>;

/** Where a verification goes on, and whether all was well until there. It must come back as it was given. */
export const proofPlace = z.strictObject({
  place: places,
  clean: z.boolean(),
  only: z.string().optional(),
  /** How many leaves the log had when all was verified before. */
  since: z.int().positive().exactOptional(),
  /** What was signed last when this verification began. */
  note: z.string().exactOptional(),
});
export type ProofPlace = z.infer<typeof proofPlace>;
