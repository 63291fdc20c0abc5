import { pauseAfter } from '../../domain/base/time.ts';
import { isCopyBegun } from '../../domain/lifecycle/unpublished.ts';
import { compareManifests } from '../../domain/operation/manifest.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { endOutage } from '../operation/note-outage.ts';
import { requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { endCopies } from '../transfer/end-copies.ts';
import type { EndPorts } from '../transfer/end-runs.ts';
import { listFiles } from '../transfer/location-listing.ts';
import { sourceLocation, sourceManifest } from '../transfer/places.ts';
import { keepListing } from '../transfer/prepare-discard.ts';

/** Whether files that were withdrawn still lie at the door as they were; then when to look again. `copied`: they are gone, but not what was copied of them. */
export type WithdrawnLook =
  | { readonly kind: 'gone' }
  | { readonly kind: 'copied' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'there'; readonly waitSeconds: number }
  | { readonly kind: 'stopped'; readonly message: string };

type LookPorts = EndPorts & Pick<Ports, 'listing' | 'manifests' | 'random'>;

/**
 * Looks whether each file of a withdrawn upload is gone or changed; until then the sweep would take it up again. An upload that never came
 * to its check is listed first, and the runs of one that was being copied are ended. The longer it lasts, the rarer it is looked at: between a
 * minute and an hour.
 */
export async function lookAtWithdrawn(
  ports: LookPorts,
  settings: Pick<FlowSettings, 'transferPollSeconds'>,
  key: OperationKey,
): Promise<WithdrawnLook> {
  const { value: found } = await requireOperation(ports.register, key);
  const operation = await endOutage(ports, found);
  if (operation.state !== 'withdrawing') return { kind: 'elsewhere' };
  if (operation.stop) return { kind: 'stopped', message: operation.stop.message };
  const waitSeconds = await endCopies(ports, settings, operation);
  if (waitSeconds !== undefined) return { kind: 'there', waitSeconds };
  if ((await countUnchanged(ports, await keepListing(ports, operation))) === 0)
    return { kind: isCopyBegun(operation) ? 'copied' : 'gone' };
  return { kind: 'there', waitSeconds: pauseAfter(operation.since, ports.clock.now(), { least: 60, most: 3600 }) };
}

async function countUnchanged(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
): Promise<number> {
  const withdrawn = manifests.read(sourceManifest(operation));
  let unchanged = operation.source?.count ?? 0;
  for await (const { kind } of compareManifests(withdrawn, listFiles(listing, sourceLocation(operation)), 'etag')) {
    if (kind !== 'unexpected') unchanged -= 1;
  }
  return unchanged;
}
