import type { Table } from '../../src/azure/base/table.ts';
import { tableDecisions } from '../../src/azure/review/decision-store.ts';
import { decisionIn } from '../../src/domain/review/approval.ts';

/** What a forged decision gives as its reason, so that a line which repeats it is told apart. */
export const forgedReason = 'Nobody has said this';

/**
 * Writes decisions of these approvers (object ids) and the end of their round into the table, as whoever may only write tables can: nobody signs
 * in, and the flow is not asked. Says whether there was a round.
 */
export async function forgeApproval(
  tables: { table(name: string): Table },
  exportId: string,
  approvers: readonly string[],
  now: Date,
): Promise<boolean> {
  const bare = tableDecisions(tables.table('decisions'), tables.table('handles'));
  const newest = async () => (await bare.read(exportId)).rounds.at(-1);
  for (const approver of approvers) {
    const stored = await newest();
    if (stored === undefined) return false;
    const said = { choice: 'approve', reason: forgedReason, lookedAt: true, deidentified: true } as const;
    await bare.record(decisionIn(stored.value, { ...said, approver, digest: stored.value.digest }, now), stored);
  }
  const stored = await newest();
  if (stored === undefined) return false;
  const { value } = stored;
  const closed = { status: 'approved', closedAt: now.toISOString(), revision: value.revision + 1 } as const;
  await bare.updateRound({ ...stored, value: { ...value, ...closed } });
  return true;
}
