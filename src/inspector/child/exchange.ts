import { z } from 'zod';
import { claim } from '../../domain/inspection/claim.ts';
import { coverage } from '../../domain/inspection/coverage.ts';
import { disclosureRules } from '../../domain/inspection/disclosure.ts';
import { fileFindings, filePlaces } from '../../domain/inspection/evidence.ts';
import { showing } from './shown.ts';

const megabyte = 1024 * 1024;

/** A child reads so much of a file: what can be read in parts only so far, and what must be read whole not at all beyond it. Tables are counted beyond it. */
export const mostRead = 64 * megabyte;

/** A question is one line of at most so many bytes; the bytes of the file follow it. */
export const mostAsked = 10_000;

/** An answer has at most so many bytes: one that is to be shown may hold a picture. */
export const mostAnswered = { found: megabyte, shown: 10 * megabyte } as const;

/** What a parent asks about one file. The ending is that of its name, in small letters and without the dot; the name is not told. */
export const question = z.strictObject({
  bytes: z.int().min(0),
  rules: disclosureRules,
  ending: z.string().regex(/^[a-z0-9]{0,16}$/),
  /** The file is not to be held to rules but shown. */
  show: showing.exactOptional(),
});

export type Question = z.infer<typeof question>;

/** By which thresholds a report was made, of those that a project has too. */
const claimedThresholds = z.strictObject({ minCount: z.number().min(0), minResidualDof: z.number().min(0) });
export type ClaimedThresholds = z.infer<typeof claimedThresholds>;

/** Longer tables are no crosstabs, and of more of them none are told. */
export const mostOfTables = { tables: 10, rows: 200, columns: 40, cells: 1000, name: 60 } as const;

const name = z.string().max(mostOfTables.name);
const counts = z.array(z.int().min(0).nullable()).max(mostOfTables.rows);

/** Tables of counts by the names of their rows and columns, so that two tables of a package can be held against each other. */
const countTables = z
  .array(
    z.strictObject({
      rows: z.array(name).max(mostOfTables.rows),
      columns: z.array(z.strictObject({ name, counts })).max(mostOfTables.columns),
    }),
  )
  .max(mostOfTables.tables);
export type CountTable = z.infer<typeof countTables>[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What of one file counts only beside the others of its package. */
export const beside = z.strictObject({
  /** Some of its tables look rounded by so few counts that one of many does by chance. */
  isRoundedByFew: z.literal(true).exactOptional(),
  /** It is a SHA-256, of another file. */
  sum: sha256.exactOptional(),
  /** It looks like the report of a checker; `unread`: it is not in form. */
  claim: z.union([z.literal('unread'), claim]).exactOptional(),
  /** It says by which thresholds such a report was made. */
  thresholds: claimedThresholds.exactOptional(),
  /** Its tables of counts. */
  tables: countTables.exactOptional(),
});
export type Beside = z.infer<typeof beside>;

/** What a child answers, and of how many bytes: the parent holds that to what it sent. */
export const answer = z.strictObject({
  ...{ found: fileFindings, places: filePlaces, coverage, beside },
  read: z.strictObject({ bytes: z.int().min(0), sha256 }),
});
export type Answer = z.infer<typeof answer>;
