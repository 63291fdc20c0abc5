import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Frozen } from '../../../domain/base/frozen.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { lineProofSchema } from '../../../domain/witness/line-proof.ts';
import { incidentSchema } from './incident-schema.ts';

const text = z.string();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What the app states of a pack: what happened, without names and notes, and the digest of each part of it. */
export const packReport = z.strictObject({
  kind: z.literal('incident'),
  incident: text,
  at: time,
  by: text,
  isWhole: z.boolean(),
  lines: sha256,
  receipts: sha256,
  names: sha256,
});

/** What names people, in a file of its own. Notes and definitions do too. */
export const packNames = z.strictObject({
  incident: incidentSchema,
  people: z.record(text, text),
  definitions: z.array(z.strictObject({ project: text, hash: text, text })),
});
export type PackNames = Frozen<z.infer<typeof packNames>>;

export const pack = z.strictObject({
  report: z.string().meta({ description: 'A compact JWS, signed by the key of receipts.', example: 'eyJh.eyJr.c2ln' }),
  note: z.string().nullable().meta({ description: 'The signed note of the log to which the proofs lead.' }),
  lines: z.array(
    z.strictObject({
      chain: text,
      line: text,
      proof: lineProofSchema.nullable().meta({ description: 'Null: the log was not signed since.' }),
    }),
  ),
  receipts: z.array(
    z.strictObject({ name: text, project: text, operation: text, jws: text, proof: z.string().nullable() }),
  ),
});
export type Pack = Frozen<z.infer<typeof pack>>;

/** SHA-256 of a part, as JSON without spaces whose keys are sorted. */
export function digestOfPart(part: unknown): string {
  return createHash('sha256').update(JSON.stringify(part, sorted)).digest('hex');
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
