import { type Evidence, type FileEvidence, type FileFindings, verdictOf } from '../domain/evidence.ts';
import type { InspectionRequest } from '../domain/inspection.ts';
import type { ListedPackage } from './package-listing.ts';

/** What was seen in one file; `sha256` is missing where it was not read to its end. */
export interface SeenInFile {
  readonly found: FileFindings;
  readonly sha256?: string;
}

/** What a package is asked about, and what it is looked at with. */
interface Asked extends Pick<InspectionRequest, 'definition' | 'thresholds'> {
  readonly versions: Evidence['versions'];
}

/** Evidence of every file; one of which nothing was seen ended its process, or the whole room. */
export function evidenceOf(asked: Asked, listed: ListedPackage, seen: ReadonlyMap<number, SeenInFile>): Evidence {
  const files = listed.files.map(({ size }, index): FileEvidence => {
    const number = index + 1;
    const { found, sha256 } = seen.get(number) ?? { found: crashed };
    const hash = sha256 === undefined ? {} : { sha256 };
    return { number, bytes: size, ...hash, ...found, verdict: verdictOf(found) };
  });
  return { ...common(asked), digest: listed.digest, files, unread: listed.unlisted };
}

/** Evidence that says by its digest that there are other files than those that were asked about, and nothing of them. */
export function evidenceOfOthers(asked: Asked, { digest, files, unlisted }: ListedPackage): Evidence {
  return { ...common(asked), digest, files: [], unread: files.length + unlisted };
}

const crashed: FileFindings = { type: 'unknown', findings: [], notChecked: ['crashed'] };

function common({ definition, thresholds, versions }: Asked) {
  return { definition, thresholds, versions };
}
