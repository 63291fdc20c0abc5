import type { NumberedFile } from '../domain/file-view.ts';
import type { Operation } from '../domain/operation.ts';
import { type FileRemark, inOrder } from '../domain/remarks.ts';
import { countedDecisions, type Round, standingDecisions } from '../domain/round.ts';
import type { NamedRemark, ReviewOutcome } from '../pages/notice.ts';
import type { Ports } from '../ports/ports.ts';
import { packageManifest } from './places.ts';

type OutcomePorts = Pick<Ports, 'decisions' | 'remarks' | 'manifests'>;

/**
 * The last round of a package, with what those said who sent it back in it, also about single files, and
 * those who have not decided; a dataset has none. */
export async function outcomeOf(ports: OutcomePorts, operation: Operation): Promise<ReviewOutcome> {
  if (operation.round === undefined) return { reasons: [], remarks: [] };
  const rows = await ports.decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (round === undefined) return { reasons: [], remarks: [] };
  const against = countedDecisions(round, rows.decisions).filter(({ choice }) => choice !== 'approve');
  const remarks: FileRemark[] = [];
  for (const { remarks: summary } of against)
    if (summary !== undefined) remarks.push(...inOrder(await ports.remarks.kept(operation.id, summary.digest)));
  const said = remarks.filter(({ question, text }) => question || text !== '');
  const decided = new Set(standingDecisions(round, rows.decisions).map(({ approver }) => approver));
  const undecided = round.approvers.filter(({ oid }) => !decided.has(oid));
  const reasons = against.map(({ reason }) => reason);
  return { reasons, remarks: await named(ports, round, said), undecided, round };
}

async function named(ports: OutcomePorts, round: Round, remarks: readonly FileRemark[]): Promise<NamedRemark[]> {
  if (remarks.length === 0) return [];
  const files = await filesByNumber(ports, round, new Set(remarks.map(({ number }) => number)));
  return remarks.map((remark) => ({ ...remark, path: files.get(remark.number)?.path ?? 'not in the manifest' }));
}

async function filesByNumber(
  { manifests }: OutcomePorts,
  { exportId }: Round,
  numbers: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Pick<NumberedFile, 'path'>>> {
  const files = new Map<number, Pick<NumberedFile, 'path'>>();
  let number = 0;
  for await (const { path } of manifests.read(packageManifest(exportId))) {
    number += 1;
    if (numbers.has(number)) files.set(number, { path });
    if (files.size === numbers.size) break;
  }
  return files;
}
