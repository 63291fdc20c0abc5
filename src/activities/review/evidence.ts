import { type RoundEvidence, summedUp } from '../../domain/inspection/round-evidence.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { InspectionKey } from '../../domain/review/inspection.ts';
import type { InspectionResults } from '../../ports/inspections.ts';

export interface ReadEvidencePorts {
  readonly inspectionResults: Pick<InspectionResults, 'evidence'>;
}

/** Throws while it has no digest. */
export function inspectionKey({ project, id, package: frozen }: Operation): InspectionKey {
  if (frozen === undefined) throw new Error(`The package ${id} has no digest to be inspected by`);
  return { project, exportId: id, digest: frozen.digest };
}

/** What stands about exactly these files; undefined while nothing stands there. */
export async function readEvidence(
  { inspectionResults }: ReadEvidencePorts,
  key: InspectionKey,
): Promise<RoundEvidence | undefined> {
  const found = await inspectionResults.evidence(key);
  if (found === undefined) return undefined;
  if (found.kind === 'unreadable') return { missing: 'unreadable' };
  return found.evidence.digest === key.digest ? summedUp(found.evidence, found.hash) : { missing: 'other-files' };
}

/** What a new round says of the evidence: what was known of it, or what has come since where it came too late. */
export async function evidenceByNow(
  ports: ReadEvidencePorts,
  key: InspectionKey,
  known: RoundEvidence | undefined,
): Promise<RoundEvidence | undefined> {
  if (known === undefined || !('missing' in known) || known.missing !== 'late') return known;
  return (await readEvidence(ports, key)) ?? known;
}
