import { systemChain } from '../domain/audit-event.ts';
import { messageOf } from '../domain/errors.ts';
import { everyProject } from '../domain/hold.ts';
import { holdDisagrees, type ToldHold } from '../domain/told-hold.ts';
import type { Finding, ProofPorts } from './proof-sheet.ts';

/** Holds the kill switch of a project, or the one of all, against what the lines of its chain tell. */
export async function verifyHolds(
  { holds, clock }: Pick<ProofPorts, 'holds' | 'clock'>,
  chain: string,
  told: readonly ToldHold[],
): Promise<Finding[]> {
  const found = (why: string): Finding[] => [{ record: 'hold', key: chain, why }];
  try {
    const row = (await holds.get(chain === systemChain ? everyProject : chain))?.value;
    if (row?.unreadable) return found('Its row cannot be read');
    const why = holdDisagrees(told, row, clock.now());
    return why === undefined ? [] : found(why);
  } catch (error) {
    return found(messageOf(error));
  }
}
