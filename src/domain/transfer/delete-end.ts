/** Files that were copied as they are now, markers that hold no data, and everything else, which no delete may take. */
export type Seen = 'copied' | 'marker' | 'other';

/** How old the files of a source are right before a delete. All times are the storage service's, in whole seconds. */
export interface SourceAges {
  /** The newest change of a file that was copied as it is now. */
  readonly newestCopied?: Date;
  readonly newestMarker?: Date;
  /** The oldest change of a file that was not copied as it is now. */
  readonly oldestOther?: Date;
}

export function withFile(ages: SourceAges, seen: Seen, changed: Date): SourceAges {
  switch (seen) {
    case 'copied':
      return { ...ages, newestCopied: later(changed, ages.newestCopied) };
    case 'marker':
      return { ...ages, newestMarker: later(changed, ages.newestMarker) };
    case 'other':
      return { ...ages, oldestOther: earlier(changed, ages.oldestOther) };
  }
}

/** When two listings of a source were made, by their `Date` headers: the one that its manifest was made from, and the one right before the delete. */
export interface Listings {
  readonly listedAt: Date;
  readonly date: Date;
}

/** Up to when (exclusive) a delete may take files, or how long to wait before the source is listed again to find out. */
export type DeleteEnd =
  | { readonly kind: 'end'; readonly endTime: Date }
  | { readonly kind: 'wait'; readonly seconds: number };

const second = 1000;
/** How long after the manifest's listing a marker may come and is still waited for; later ones stay for the next upload. */
const markerPatience = 60 * second;

/**
 * Decides where a delete ends: one second after the newest change among what it is meant to take, and never after the oldest change
 * of anything else. `skewSeconds` says by how much each clock of the storage service may be wrong. What is written after the
 * listing of the delete must get a later time than that end even from the slowest clock, so the listing has to be made so much later
 * than the newest change as two clocks can differ; until then the answer is to wait.
 */
export function endOfDelete(ages: SourceAges, { listedAt, date }: Listings, skewSeconds: number): DeleteEnd {
  const margin = (2 * skewSeconds + 1) * second;
  const { newestCopied, newestMarker, oldestOther } = ages;
  const patience = listedAt.getTime() + Math.max(margin, markerPatience);
  const marker =
    newestMarker && (newestMarker.getTime() <= patience || date.getTime() - newestMarker.getTime() >= margin)
      ? newestMarker
      : undefined;
  const newest = marker ? later(marker, newestCopied) : newestCopied;
  if (!newest) {
    const before = earlier(new Date(date.getTime() - margin), listedAt);
    return { kind: 'end', endTime: earlier(before, oldestOther) };
  }
  const missing = newest.getTime() + margin - date.getTime();
  if (missing > 0) return { kind: 'wait', seconds: Math.ceil(missing / second) };
  return { kind: 'end', endTime: earlier(new Date(newest.getTime() + second), oldestOther) };
}

/** True for a file that lay there when the manifest was listed, whatever the clocks: it should be in the manifest as it is. */
export function wasThere(changed: Date, listedAt: Date, skewSeconds: number): boolean {
  return changed.getTime() < listedAt.getTime() - 2 * skewSeconds * second;
}

function later(one: Date, other: Date | undefined): Date {
  return other !== undefined && other > one ? other : one;
}

export function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}
