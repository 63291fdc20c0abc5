import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { endOfRows } from './coverage.ts';
import { type Evidence, type FileEvidence, fileTypes, isToLeave, type Verdict } from './evidence.ts';

/** Why nothing is known of the files although the deployment has a reading room: it wrote nothing in time, something else than evidence, or about other files. */
export const missingReasons = ['late', 'unreadable', 'other-files'] as const;
export type MissingReason = (typeof missingReasons)[number];

const count = z.int().min(0);

/** Rows of older rounds have `clean` and no `lookedAt`; each says again what it said. */
const counts = z.strictObject({
  clean: count.exactOptional(),
  lookedAt: count.exactOptional(),
  note: count,
  notChecked: count,
  review: count,
  block: count,
} satisfies Record<Verdict, z.ZodType>);

/** So many rows leave at most, as classes of evidence say; `uncounted`: files whose rows it does not tell. Missing in older evidence. */
const rowsSchema = z.strictObject({ most: count, uncounted: count });
export type RowsKnown = Frozen<z.infer<typeof rowsSchema>>;

/**
 * What a round knows of the evidence about its files. `hash` is the SHA-256 of its bytes; `verdicts` counts the files under each verdict,
 * `unchecked` those of which something was not looked at, whatever their verdict, with those that nobody listed, and `types` are those of all.
 */
export const roundEvidenceSchema = z.union([
  z.strictObject({
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    verdicts: counts,
    unchecked: count,
    types: z.array(z.enum(fileTypes)).max(fileTypes.length),
    rows: rowsSchema.exactOptional(),
  }),
  z.strictObject({ missing: z.enum(missingReasons) }),
]);
export type RoundEvidence = Frozen<z.infer<typeof roundEvidenceSchema>>;

/** Without context, for which no approval has to answer. */
export function summedUp({ files: all, unread }: Pick<Evidence, 'files' | 'unread'>, hash: string): RoundEvidence {
  const files = all.filter(isToLeave);
  const filesOf = (verdict: Verdict) => files.filter((file) => file.verdict === verdict).length;
  const clean = filesOf('clean');
  return {
    hash,
    verdicts: {
      ...(clean === 0 ? {} : { clean }),
      ...{ lookedAt: filesOf('lookedAt'), note: filesOf('note'), notChecked: filesOf('notChecked') },
      ...{ review: filesOf('review'), block: filesOf('block') },
    },
    unchecked: files.filter(({ notChecked }) => notChecked.length > 0).length + unread,
    types: fileTypes.filter((type) => files.some((file) => file.type === type)),
    ...rowsIn(files, unread),
  };
}

function rowsIn(files: readonly FileEvidence[], unread: number): { readonly rows?: RowsKnown } {
  const told = files.flatMap(({ coverage, notChecked }) => {
    return coverage?.rows === undefined ? [] : [{ most: endOfRows(coverage.rows), isAll: notChecked.length === 0 }];
  });
  if (told.length === 0) return {};
  const most = told.reduce((sum, one) => sum + one.most, 0);
  return { rows: { most, uncounted: files.length - told.filter(({ isAll }) => isAll).length + unread } };
}

export function evidenceData(evidence: RoundEvidence | undefined): Readonly<Record<string, string | number>> {
  if (evidence === undefined) return {};
  if ('missing' in evidence) return { evidenceMissing: evidence.missing };
  return { evidence: evidence.hash, ...evidence.verdicts, unchecked: evidence.unchecked };
}

export function evidenceHash(evidence: RoundEvidence | undefined): string | undefined {
  return evidence === undefined || 'missing' in evidence ? undefined : evidence.hash;
}

/** Why there is no evidence, in words that follow "no evidence". */
export const missingWords: Readonly<Record<MissingReason, string>> = {
  late: 'within 30 minutes',
  unreadable: 'that can be read',
  'other-files': 'about these files',
};
