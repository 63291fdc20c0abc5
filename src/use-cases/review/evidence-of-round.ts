import { evidenceHash } from '../../domain/inspection/round-evidence.ts';
import { type Opened, openedOf } from '../../domain/review/evidence-requirements.ts';
import type { Round } from '../../domain/review/round.ts';
import type { FoundEvidence, InspectionResults } from '../../ports/inspections.ts';

export interface EvidencePorts {
  readonly inspectionResults: InspectionResults;
}

/** The evidence that the round names by its hash; undefined where it names none, or where something else stands. */
export async function evidenceOfRound(
  { inspectionResults }: EvidencePorts,
  round: Round,
): Promise<Extract<FoundEvidence, { kind: 'evidence' }> | undefined> {
  if (round.evidence === undefined || 'missing' in round.evidence) return undefined;
  const found = await inspectionResults.evidence(round);
  return found?.kind === 'evidence' && found.hash === round.evidence.hash ? found : undefined;
}

/** What an approver (object id) is to open of the package, and opened of it in this round; undefined where that is not known. */
export async function openedInRound(ports: EvidencePorts, round: Round, oid: string): Promise<Opened | undefined> {
  if (evidenceHash(round.evidence) === undefined) return undefined;
  const [found, opened] = await Promise.all([
    evidenceOfRound(ports, round),
    ports.inspectionResults.opened(round, round.number),
  ]);
  return found && openedOf(found.evidence, oid, opened);
}
