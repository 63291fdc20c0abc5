import { type Evidence, type FileEvidence, type NotCheckedReason, verdictOf } from '../domain/inspection/evidence.ts';
import type { InspectionRequest } from '../domain/review/inspection.ts';
import { type Inspected, unread } from './inspect-file.ts';
import type { ListedPackage } from './package-listing.ts';

/** What evidence tells of what was seen in one file. */
export type SeenInFile = Omit<Inspected, 'places'>;

/** What a package is asked about, and what it is looked at with. */
interface Asked extends Pick<InspectionRequest, 'definition' | 'thresholds'> {
  readonly versions: Evidence['versions'];
}

/** Evidence of every file, from what was seen in each, in their order; `unseen` is why nobody looked at those after these. */
export function evidenceOf(
  asked: Asked,
  listed: ListedPackage,
  seen: readonly SeenInFile[],
  unseen: NotCheckedReason,
): Evidence {
  const files = listed.files.map(({ size }, index): FileEvidence => {
    const { type, findings, notChecked, sha256 } = seen[index] ?? unread(unseen);
    const hash = sha256 === undefined ? {} : { sha256 };
    const found = { type, findings, notChecked, verdict: verdictOf({ findings, notChecked }) };
    return { number: index + 1, bytes: size, ...hash, ...found };
  });
  return { ...common(asked), digest: listed.digest, files, unread: listed.unlisted };
}

/** Evidence that says by its digest that there are other files than those that were asked about, and nothing of them. */
export function evidenceOfOthers(asked: Asked, { digest, files, unlisted }: ListedPackage): Evidence {
  return { ...common(asked), digest, files: [], unread: files.length + unlisted };
}

function common({ definition, thresholds, versions }: Asked) {
  return { definition, thresholds, versions };
}
