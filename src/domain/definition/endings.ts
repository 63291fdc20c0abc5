import { createHash } from 'node:crypto';

/** Something that a change stops or ends: the kind of the consequence, whom or what it happens to, and both in a sentence. */
export interface Ending {
  readonly kind: string;
  /** Empty where the kind says all. */
  readonly id: string;
  readonly sentence: string;
}

/** More of one kind are one mark: then another look is wanted where a single one of them differs. */
const mostMarks = 60;

/**
 * What whoever puts a definition sends back to say that they saw what it stops or ends: a mark for each kind and subject, so that it can be
 * told whether something was added since. Null where nothing is stopped or ended.
 */
export function endingsDigest(endings: readonly Ending[]): string | null {
  const marks = [...marked(endings).keys()];
  return marks.length === 0 ? null : marks.toSorted().join('.');
}

/** Those that nobody was shown who was shown what has that digest; what was shown and is no more is no matter. */
export function unseenEndings(endings: readonly Ending[], digest: string): Ending[] {
  const seen = new Set(digest.split('.'));
  return [...marked(endings)].flatMap(([mark, of]) => (seen.has(mark) ? [] : of));
}

function marked(endings: readonly Ending[]): Map<string, Ending[]> {
  const found = new Map<string, Ending[]>();
  for (const [kind, of] of Map.groupBy(endings, (one) => one.kind)) {
    const ids = [...new Set(of.map(({ id }) => id))].toSorted();
    if (ids.length > mostMarks) found.set(markOf(kind, ids), of);
    else
      for (const id of ids)
        found.set(
          markOf(kind, [id]),
          of.filter((one) => one.id === id),
        );
  }
  return found;
}

function markOf(kind: string, ids: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, ...ids]))
    .digest('base64url')
    .slice(0, 8);
}
