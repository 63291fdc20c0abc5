import { messageOf } from '../../domain/base/errors.ts';
import { absenceLine, absencesDisagree, type RecordedAbsence } from '../../domain/review/recorded-absence.ts';
import type { Finding, ProofPorts } from './proof-report.ts';

export async function verifyAbsences(
  { absences, audit, clock }: Pick<ProofPorts, 'absences' | 'audit' | 'clock'>,
  chain: string,
  told: readonly RecordedAbsence[],
): Promise<Finding[]> {
  const found = (why: string): Finding => ({ record: 'absence', key: chain, why });
  try {
    const rows = await absences.list();
    const wrong = absencesDisagree(told, rows, clock.now()).map(found);
    for (const { id, oid, from, to } of rows)
      if (await audit.holds(chain, absenceLine(id, 'ended')))
        wrong.push(
          found(
            `It stands, and the audit tells that the absence of ${oid} from ${from} to ${to} ended: the next sweep takes it away, or say again that they are back`,
          ),
        );
    return wrong;
  } catch (error) {
    return [found(messageOf(error))];
  }
}
