import type { Evidence } from '../domain/evidence.ts';
import { type Opened, openedOf } from '../domain/evidence-duties.ts';
import type { Round } from '../domain/round.ts';
import type { InspectionResults } from '../ports/inspections.ts';

/** What reading the evidence of a round needs. */
export interface EvidencePorts {
  readonly inspectionResults: InspectionResults;
}

/** The evidence that the round names by its hash; undefined where it names none, or where something else stands. */
async function evidenceOfRound({ inspectionResults }: EvidencePorts, round: Round): Promise<Evidence | undefined> {
  if (round.evidence === undefined || 'missing' in round.evidence) return undefined;
  const found = await inspectionResults.evidence(round);
  return found?.kind === 'evidence' && found.hash === round.evidence.hash ? found.evidence : undefined;
}

/** What an approver (object id) is to open of the package, and opened of it in this round; undefined where that is not known. */
export async function openedInRound(ports: EvidencePorts, round: Round, oid: string): Promise<Opened | undefined> {
  const [evidence, opened] = await Promise.all([
    evidenceOfRound(ports, round),
    ports.inspectionResults.opened(round, round.number),
  ]);
  return evidence && openedOf(evidence, oid, opened);
}
