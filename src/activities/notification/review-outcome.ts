import type { Operation } from '../../domain/operation/operation.ts';
import { type FileRemark, inOrder, saysSomething } from '../../domain/review/remarks.ts';
import { countedDecisions, standingDecisions } from '../../domain/review/round.ts';
import type { ReviewOutcome } from '../../pages/notification/notice.ts';
import type { Ports } from '../../ports/ports.ts';
import { withPaths } from '../review/remark-paths.ts';

type OutcomePorts = Pick<Ports, 'decisions' | 'remarks' | 'manifests'>;

/**
 * The last round of a package, with what those said who sent it back in it, also about single files, and those who have not decided; a
 * dataset has none.
 */
export async function outcomeOf(ports: OutcomePorts, operation: Operation): Promise<ReviewOutcome> {
  if (operation.round === undefined) return { reasons: [], remarks: [] };
  const rows = await ports.decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (round === undefined) return { reasons: [], remarks: [] };
  const against = countedDecisions(round, rows.decisions).filter(({ choice }) => choice !== 'approve');
  const remarks: FileRemark[] = [];
  for (const { remarks: summary } of against)
    if (summary !== undefined) remarks.push(...inOrder(await ports.remarks.kept(operation.id, summary.digest)));
  const said = remarks.filter(saysSomething);
  const decided = new Set(standingDecisions(round, rows.decisions).map(({ approver }) => approver));
  const undecided = round.approvers.filter(({ oid }) => !decided.has(oid));
  const reasons = against.map(({ reason }) => reason);
  return { reasons, remarks: await withPaths(ports, round.exportId, said), undecided, round };
}
