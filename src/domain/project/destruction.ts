import { z } from 'zod';
import { daysLater } from '../base/time.ts';
import type { Operation, Transfer } from '../operation/operation.ts';

/** The containers in which something of a project may lie, as the certificate names them. */
export const destructionPlaces = ['ingress', 'datasets', 'exports', 'review', 'returned', 'released'] as const;
type Place = (typeof destructionPlaces)[number];

/** What was destroyed of one dataset or package, and where: `restorableUntil` is missing where nothing can be restored any more. */
export const destroyedPart = z.strictObject({
  place: z.enum(destructionPlaces),
  at: z.string(),
  restorableUntil: z.string().exactOptional(),
});
type DestroyedPart = Readonly<z.infer<typeof destroyedPart>>;

const left = z.strictObject({ what: z.string(), why: z.string() });

/**
 * What a look found of a project at the end of its closing. `outcome`: whether all is gone that the control plane can see, or the rest
 * stays for the reasons that are named. `files`: of at most so many that are counted; `atLeast` says that there are more.
 */
export const destructionSchema = z.strictObject({
  outcome: z.enum(['all-gone', 'rest-stays']),
  lookedAt: z.string(),
  places: z.array(
    z.strictObject({
      place: z.enum(destructionPlaces),
      files: z.int().nonnegative(),
      atLeast: z.literal(true).exactOptional(),
      why: z.string().exactOptional(),
    }),
  ),
  computes: z.strictObject({
    lookedAt: z.string().nullable(),
    left: z.array(z.string()),
    why: z.string().exactOptional(),
  }),
  kept: z.array(left),
});
export type Destruction = Readonly<z.infer<typeof destructionSchema>>;

/** What a delete that came to its end took, by its step. Of a dataset's version nothing can be restored once it is retracted. */
function placeOf({ step }: Transfer, { door }: Operation): Place | undefined {
  switch (step) {
    case 'ingress-delete':
      return 'ingress';
    case 'export-delete':
      return 'exports';
    case 'discard':
      return door === 'ingress' ? 'ingress' : 'exports';
    case 'export-discard':
    case 'review-clear':
      return 'review';
    case 'returned-clear':
      return 'returned';
    case 'release-revoke':
      return 'released';
    case 'dataset-retract':
      return 'datasets';
    default:
      return undefined;
  }
}

/** Everything that was deleted of an operation by runs that came to their end, each with the last time. */
export function destroyedOf(
  operation: Operation,
  restorableDays: { readonly ingress: number; readonly export: number },
): DestroyedPart[] {
  const found = new Map<Place, DestroyedPart>();
  for (const transfer of operation.transfers) {
    const place = placeOf(transfer, operation);
    const { status, closedAt: at } = transfer;
    if (place === undefined || status !== 'succeeded' || at === undefined) continue;
    const days = restorableDays[place === 'ingress' || place === 'released' ? 'ingress' : 'export'];
    const restorable = place === 'datasets' ? {} : { restorableUntil: daysLater(new Date(at), days).toISOString() };
    found.set(place, { place, at, ...restorable });
  }
  // What was taken back may have been released again.
  if (operation.state === 'released') found.delete('released');
  return [...found.values()];
}

/** How the computes of a closed project stand: `waits` says what their end still waits for, in words; null where nothing more becomes of them. */
export type ComputesAtClosing = Destruction['computes'] & { readonly waits: string | null };

/** Why files of a closed project still lie in a place, although all of its datasets and packages have come to their end. */
export function whyLeft(place: Place, releases: 'keep' | 'revoke'): string {
  if (place === 'released' && releases === 'keep') return 'What was released stays outside, as was chosen.';
  if (place === 'ingress' || place === 'exports')
    return 'Names that no dataset or package holds: a closed project takes nothing in. People delete them.';
  if (place === 'datasets')
    return 'Versions or deleted files that storage still keeps, and no dataset holds: they go with their retention.';
  return 'Files that no dataset or package holds: look who wrote there, and delete them.';
}

/** What no closing destroys, and why. `docs/retention.md` says for how long. */
export const keptRecords: Destruction['kept'] = [
  { what: 'The audit', why: 'It proves what happened, and a write-once policy lets nobody delete it.' },
  {
    what: 'Receipts, lists of files and decisions',
    why: 'They prove what came in, left and was destroyed. They hold names and digests, and no content.',
  },
  { what: 'Every version of the definition', why: 'Receipts and the audit name the rules by its hash.' },
  { what: 'Notices to researchers inside', why: 'They name broken rules by file, and nothing deletes them.' },
];
