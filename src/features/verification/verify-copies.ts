import { type Location, reviewLocation, targetLocation } from '../../activities/transfer/places.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { TransferStep } from '../../domain/operation/operation-lists.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Finding, ProofPorts } from './proof-report.ts';

/** Of a copy that nobody but Data Factory deletes, at the wish of a step, something lies there. What it is only manifests say. */
export async function verifyCopies({ listing }: Pick<ProofPorts, 'listing'>, row: Operation): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { place, folder } of copiesOf(row)) {
    if (await hasAny(listing.children(place, `${folder}/`))) continue;
    const why = `Nothing lies there, and ${row.id} is ${stateText(row.state)}: its copy is lost`;
    findings.push({ record: 'copy', key: `${place}/${folder}/`, why });
  }
  return findings;
}

/** What is being emptied may lie there or not. Of a package that was discarded its frozen copy may have been lost before. */
function copiesOf(row: Operation): readonly Location[] {
  const { door, state, package: frozen, transfers } = row;
  const isEmptiedBy = (steps: readonly TransferStep[]) => transfers.some(({ step }) => steps.includes(step));
  if (door === 'ingress')
    return state === 'available' && row.version !== undefined ? [targetLocation(row, 'ingress-copy')] : [];
  if (frozen === undefined) return [];
  return [
    ...(state === 'discarded' || isEmptiedBy(['review-clear', 'export-discard']) ? [] : [reviewLocation(row)]),
    ...(state !== 'returned' || isEmptiedBy(['returned-clear']) ? [] : [targetLocation(row, 'export-return')]),
  ];
}

async function hasAny(names: AsyncIterable<string>): Promise<boolean> {
  for await (const _ of names) return true;
  return false;
}
