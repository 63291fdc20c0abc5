import { compareManifests } from '../domain/manifest.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { endTrouble } from './note-trouble.ts';
import { requireOperation } from './operations.ts';
import { sourceManifest, sourceSpot } from './places.ts';
import { keepListing } from './prepare-discard.ts';
import { listFiles } from './spot-listing.ts';

/** Whether files that were withdrawn still lie at the door as they were; then when to look again. */
export type WithdrawnLook =
  | { readonly kind: 'gone' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'there'; readonly waitSeconds: number }
  | { readonly kind: 'stopped'; readonly message: string };

type LookPorts = Pick<Ports, 'listing' | 'manifests' | 'register' | 'audit' | 'clock'>;

/**
 * Looks whether each file of a withdrawn upload is gone or changed; until then the sweep would take it up again. An upload that never came
 * to its check is listed first. The longer it lasts, the rarer it is looked at: between a minute and an hour.
 */
export async function lookAtWithdrawn(ports: LookPorts, key: OperationKey): Promise<WithdrawnLook> {
  const { value: found } = await requireOperation(ports.register, key);
  const operation = await endTrouble(ports, found);
  if (operation.state !== 'withdrawing') return { kind: 'elsewhere' };
  if (operation.stop) return { kind: 'stopped', message: operation.stop.message };
  const { count } = await keepListing(ports, operation);
  if ((await countUnchanged(ports, operation, count)) === 0) return { kind: 'gone' };
  const age = (ports.clock.now().getTime() - Date.parse(operation.since)) / 1000;
  return { kind: 'there', waitSeconds: Math.min(Math.max(60, Math.ceil(age)), 3600) };
}

async function countUnchanged(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
  listed: number,
): Promise<number> {
  const withdrawn = manifests.read(sourceManifest(operation.id));
  let unchanged = listed;
  for await (const { kind } of compareManifests(withdrawn, listFiles(listing, sourceSpot(operation)), 'etag')) {
    if (kind !== 'unexpected') unchanged -= 1;
  }
  return unchanged;
}
