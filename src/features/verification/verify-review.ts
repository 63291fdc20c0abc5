import { messageOf } from '../../domain/base/errors.ts';
import { reviewProblems } from '../../domain/history/record-agreement.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Decision } from '../../domain/review/decision.ts';
import { decisionEvent } from '../../domain/review/decision-event.ts';
import { summaryOf } from '../../domain/review/remarks.ts';
import type { Round } from '../../domain/review/round.ts';
import { operatorEvents, questionEvents } from '../../domain/review/round-events.ts';
import type { Finding, ProofPorts } from './proof-report.ts';

/** States in which lines of a round may still be missing: the flow writes them when it looks at the round, before it moves on. */
const asking = ['in-review', 'failed'];

/** Holds the rounds of a package against its row and the audit, its decisions against theirs, and the evidence and remarks that they name. */
export async function verifyReview(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  try {
    const { rounds, decisions } = await ports.decisions.read(row.id);
    const values = rounds.map(({ value }) => value);
    const findings: Finding[] = reviewProblems(row, values, decisions).map((why) => {
      return { record: 'round', key: row.id, why };
    });
    if (!asking.includes(row.state))
      for (const { id } of values.flatMap((one) => [...operatorEvents(one), ...questionEvents(one)]))
        if (!(await ports.audit.holds(row.project, id)))
          findings.push({ record: 'round', key: row.id, why: `The audit does not tell of ${id}` });
    for (const decision of decisions) {
      const open = values.some(({ number, status }) => number === decision.round && status === 'open');
      // The line is written after the row; when a crash prevented it, the end of the round brings it.
      if (open || (await ports.audit.holds(row.project, decisionEvent(decision).id))) continue;
      const key = `${row.id} round ${decision.round} ${decision.approver}`;
      findings.push({ record: 'decision', key, why: 'The audit does not tell of it' });
    }
    const named = [...(await checkEvidence(ports, values)), ...(await checkRemarks(ports, row, values, decisions))];
    return [...findings, ...named];
  } catch (error) {
    return [{ record: 'round', key: row.id, why: messageOf(error) }];
  }
}

/** The remarks that a decision or a question holds the digest of must stand, as they were when it was taken. */
async function checkRemarks(
  ports: ProofPorts,
  row: Operation,
  rounds: readonly Round[],
  decisions: readonly Decision[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const asked = rounds.flatMap(({ number, questions = [] }) =>
    questions.map(({ by, remarks }) => ({ round: number, approver: by, remarks })),
  );
  for (const { round, approver, remarks } of [...decisions, ...asked]) {
    if (remarks === undefined) continue;
    const found = summaryOf(await ports.remarks.kept(row.id, remarks.digest));
    if (found?.digest === remarks.digest && found.files === remarks.files) continue;
    const why = `Its remarks about ${remarks.files} files have the digest ${found?.digest ?? 'of nothing'}, and it says ${remarks.digest}`;
    findings.push({ record: 'decision', key: `${row.id} round ${round} ${approver}`, why });
  }
  return findings;
}

/** The evidence that a round names by its hash must stand as it was. Most rounds of a package are about the same. */
async function checkEvidence({ inspectionResults }: ProofPorts, rounds: readonly Round[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  let before: string | undefined;
  for (const round of rounds) {
    const { evidence, exportId, number } = round;
    if (evidence === undefined || 'missing' in evidence || evidence.hash === before) continue;
    before = evidence.hash;
    const found = await inspectionResults.evidence(round);
    if (found?.hash === before) continue;
    const why = `Its SHA-256 is ${found?.hash ?? 'not known, since it is gone'}, and the round ${number} says ${before}`;
    findings.push({ record: 'evidence', key: exportId, why });
  }
  return findings;
}
