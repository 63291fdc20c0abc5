import { systemChain } from '../../domain/audit/audit-event.ts';
import { holdsDisagree, type ToldHold } from '../../domain/audit/told-hold.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import type { Finding, ProofPorts } from './proof-sheet.ts';

/** Holds the kill switches of a project, or those of all, against what the lines of its chain tell. */
export async function verifyHolds(
  { holds, clock }: Pick<ProofPorts, 'holds' | 'clock'>,
  chain: string,
  told: readonly ToldHold[],
): Promise<Finding[]> {
  const found = (why: string): Finding => ({ record: 'hold', key: chain, why });
  try {
    const rows = await holds.at(chain === systemChain ? everyProject : chain);
    const values = rows.map(({ value }) => value);
    return holdsDisagree(told, values, clock.now()).map(found);
  } catch (error) {
    return [found(messageOf(error))];
  }
}
