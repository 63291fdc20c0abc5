import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { rulesAt } from '../../domain/project/project.ts';
import { type ArrivalVerdict, judgeArrival } from '../../domain/transfer/completeness.ts';
import { isMarkerOrUnnamed } from '../../domain/transfer/package-file.ts';
import type { Ports } from '../../ports/ports.ts';
import { endOutage } from '../operation/note-outage.ts';
import { requireOperation, requireProject, rewrite } from '../operation/operations.ts';
import { isArriving, ListingSummary, listAll } from './location-listing.ts';
import { sourceLocation } from './places.ts';

type ArrivalPorts = Pick<Ports, 'listing' | 'manifests' | 'projects' | 'register' | 'audit' | 'clock'>;

/**
 * Whether the upload has ended, or how long to wait before looking again. `emptied`: its files are all gone; a marker without content may
 * be left, which the next upload takes. `elsewhere`: people moved it on meanwhile.
 */
export type Look =
  | { readonly kind: 'complete' }
  | { readonly kind: 'emptied' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'wait'; readonly seconds: number; readonly why: string }
  | { readonly kind: 'give-up'; readonly message: string };

/** Lists the upload once, with blobs of which only blocks have arrived, and judges what it sees. */
export async function lookAtArrival(ports: ArrivalPorts, key: OperationKey): Promise<Look> {
  const { value: found } = await requireOperation(ports.register, key);
  if (found.state !== 'receiving') return { kind: 'elsewhere' };
  const { value: project } = await requireProject(ports.projects, key.project);
  const { quietSeconds, requireMarker, giveUpHours } = rulesAt(found.door, project);
  const operation = await endOutage(ports, found);
  if (operation.stop) return { kind: 'give-up', message: operation.stop.message };
  const location = sourceLocation(operation);
  const summary = new ListingSummary();
  let uncommitted = 0;
  for await (const blob of listAll(ports.listing, location, summary, { uncommitted: true })) {
    if (isArriving(blob) && !isMarkerOrUnnamed(blob.path)) uncommitted += 1;
  }
  const verdict = judgeArrival({
    newestChange: summary.newest ?? null,
    count: summary.count,
    marker: summary.marker !== undefined,
    requireMarker: requireMarker && operation.shape === 'folder',
    uncommitted,
    pageDate: summary.date,
    quietSeconds,
    startedAt: new Date(operation.retriedAt ?? operation.startedAt),
    giveUpHours,
  });
  await noteMissing(ports, operation, verdict);
  if (verdict.kind !== 'empty') return verdict;
  // What has no name of its own, or is a marker that somebody filled, is not gone: the check rejects it, and people are told.
  const isEmptied = !summary.nameless && (summary.marker?.size ?? 0) === 0;
  return { kind: isEmptied ? 'emptied' : 'complete' };
}

/** Lets the row say that only the marker is missing; written when it begins to be so, and when it no longer is. */
async function noteMissing(
  { register }: Pick<ArrivalPorts, 'register'>,
  operation: Operation,
  verdict: ArrivalVerdict,
): Promise<void> {
  const missing = verdict.kind === 'wait' ? verdict.missing : undefined;
  if (operation.missing === missing) return;
  await rewrite(register, operation, (before) => {
    const { missing: _before, ...rest } = before;
    if (before.state !== 'receiving') return before;
    return missing === undefined ? rest : { ...rest, missing };
  });
}
