import type { ManifestEntry } from '../domain/manifest.ts';
import type { Operation } from '../domain/operation.ts';
import { comparePaths } from '../domain/path-order.ts';
import type { ListedBlob, Ports } from '../ports.ts';
import { isApart, sourceManifest, sourceSpot } from './places.ts';
import { listAll, Survey } from './spot-listing.ts';

/**
 * Looks for a file that a delete up to the manifest's end time would take although the manifest does not hold it as it is now:
 * such a file was never copied. Files of the end time or later stay in any case. Gives a sentence about the first one found.
 */
export async function findStrayOriginal(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
): Promise<string | undefined> {
  const spot = sourceSpot(operation);
  for await (const [blob, entry] of besideManifest(
    listAll(listing, spot, new Survey()),
    manifests.read(sourceManifest(operation.id)),
  )) {
    if (isApart(blob.path) || !isOriginal(operation, blob) || entry?.etag === blob.etag) continue;
    const what = entry ? 'has another ETag than in the manifest' : 'is not in the manifest';
    return `Nothing was deleted: ${spot.place}/${spot.folder}/${blob.path} ${what} and was last changed at ${blob.lastModified}, before the listing of ${operation.source?.listedAt}, so a delete would take it uncopied`;
  }
  return undefined;
}

/** Counts what a delete should have taken and is still there; the marker counts too. */
export async function countLeftOriginals({ listing }: Pick<Ports, 'listing'>, operation: Operation): Promise<number> {
  let left = 0;
  for await (const blob of listAll(listing, sourceSpot(operation), new Survey())) {
    if (isOriginal(operation, blob)) left += 1;
  }
  return left;
}

/** True for what is older than the manifest's listing, and so is what a delete takes. */
function isOriginal({ id, source }: Operation, { lastModified }: { readonly lastModified: string }): boolean {
  if (!source) throw new Error(`The operation ${id} has no source manifest yet`);
  return new Date(lastModified) < new Date(source.listedAt);
}

/** Goes through a listing with the manifest's entry of the same path at its side; both are in the order of Blob Storage. */
async function* besideManifest(
  blobs: AsyncIterable<ListedBlob>,
  manifest: AsyncIterable<ManifestEntry>,
): AsyncGenerator<[ListedBlob, ManifestEntry | undefined]> {
  const entries = manifest[Symbol.asyncIterator]();
  try {
    let entry = await entries.next();
    for await (const blob of blobs) {
      while (!entry.done && comparePaths(entry.value.path, blob.path) < 0) entry = await entries.next();
      yield [blob, !entry.done && entry.value.path === blob.path ? entry.value : undefined];
    }
  } finally {
    await entries.return?.();
  }
}
