import type { Operation } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { ListingSummary, listAll } from './location-listing.ts';
import type { DeleteBound } from './originals.ts';
import { type Location, targetLocation } from './places.ts';

export async function countIn({ listing }: Pick<Ports, 'listing'>, location: Location): Promise<number> {
  let count = 0;
  for await (const _blob of listAll(listing, location, new ListingSummary())) count += 1;
  return count;
}

export async function countReleased(ports: Pick<Ports, 'listing'>, operation: Operation): Promise<number> {
  return await countIn(ports, targetLocation(operation, 'export-release'));
}

export async function isEmptied(ports: Pick<Ports, 'listing'>, operation: Operation): Promise<boolean> {
  return (await countReleased(ports, operation)) === 0;
}

const second = 1000;

/**
 * Up to when the files of a release may be deleted: all that lie there now go, whatever the clocks say. What comes later is found by the
 * listing after the delete. Inside, `boundEmptying` spares what came later, since nobody is harmed by what stays until people have looked.
 */
export async function boundRevoke(
  { listing }: Pick<Ports, 'listing'>,
  { storageSkewSeconds }: Pick<FlowSettings, 'storageSkewSeconds'>,
  operation: Operation,
): Promise<Extract<DeleteBound, { endTime: string }>> {
  const summary = new ListingSummary();
  let newest = 0;
  for await (const { lastModified } of listAll(listing, targetLocation(operation, 'export-release'), summary)) {
    newest = Math.max(newest, Date.parse(lastModified));
  }
  const end = Math.max(newest, summary.date.getTime()) + (2 * storageSkewSeconds + 1) * second;
  return { endTime: new Date(end).toISOString() };
}
