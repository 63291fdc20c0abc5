import { systemChain } from '../../domain/audit/audit-event.ts';
import { heldOf, holdsDisagree, type RecordedHold, recordedHoldsOf } from '../../domain/audit/recorded-hold.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { everyProject, isOfPeople, isOn } from '../../domain/operation/hold.ts';
import { hasEntry } from '../../domain/people/suspension.ts';
import type { Finding, ProofPorts } from './proof-report.ts';

type VerifyPorts = Pick<ProofPorts, 'holds' | 'projects' | 'clock'>;

/** Holds the kill switches of a project and the suspensions of its people, or the kill switches of all, against what the lines of its chain tell. */
export async function verifyHolds(
  ports: VerifyPorts,
  chain: string,
  told: readonly RecordedHold[],
): Promise<Finding[]> {
  const project = chain === systemChain ? everyProject : chain;
  const found = heldOf(project).map((held) => problemsOf(ports, project, held, recordedHoldsOf(told, held)));
  return (await Promise.all(found)).flat();
}

async function problemsOf(
  { holds, projects, clock }: VerifyPorts,
  project: string,
  held: string,
  told: readonly RecordedHold[],
): Promise<Finding[]> {
  const found = (why: string): Finding => ({ record: isOfPeople(held) ? 'suspension' : 'hold', key: project, why });
  try {
    const rows = (await holds.at(held)).map(({ value }) => value);
    const problems = holdsDisagree(told, rows, clock.now());
    const standing = isOfPeople(held) && rows.length > 0 ? await projects.find(project) : undefined;
    if (standing === undefined || 'problems' in standing) return problems.map(found);
    const without = rows.filter((row) => isOn(row, clock.now()) && !hasEntry(standing.value, row));
    return [
      ...problems,
      ...without.map(({ since, by }) => `The definition does not hold the suspension of ${since} by ${by}`),
    ].map(found);
  } catch (error) {
    return [found(messageOf(error))];
  }
}
