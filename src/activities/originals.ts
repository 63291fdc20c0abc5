import { isMarker } from '../domain/blob-name.ts';
import { digested, ManifestDigest, type ManifestEntry } from '../domain/manifest.ts';
import type { Operation } from '../domain/operation.ts';
import { comparePaths } from '../domain/path-order.ts';
import type { DeleteStep } from '../domain/transfer.ts';
import type { Ports } from '../ports/ports.ts';
import type { ListedBlob } from '../ports/storage.ts';
import { isApart, sourceManifest, sourceSpot } from './places.ts';
import { isFolderMarker, listAll, Survey } from './spot-listing.ts';

/** Up to when (exclusive, ISO 8601) a delete may take files, or why it may not run at all. */
export type DeleteBound = { readonly endTime: string } | { readonly stray: string };

/**
 * Lists the source right before a delete and finds the time before which everything there is in the manifest as it is now, and so
 * was copied: that of this listing, or of the oldest other file when there is one. A file that is older than the manifest's own
 * listing although the manifest does not hold it was never copied and should not exist: it stops the delete, and so does a manifest
 * that is not the one in the row, since its files need not have been copied.
 */
export async function boundDelete(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
  step: DeleteStep,
): Promise<DeleteBound> {
  const listedAt = listedAtOf(operation);
  const spot = sourceSpot(operation);
  const survey = new Survey();
  const digest = new ManifestDigest();
  const manifest = digested(manifests.read(sourceManifest(operation.id)), digest);
  let oldestOther: Date | undefined;
  for await (const [blob, entry] of besideManifest(listAll(listing, spot, survey), manifest)) {
    const changed = new Date(blob.lastModified);
    const older = changed < listedAt;
    if (isFolderMarker(blob) || entry?.etag === blob.etag) continue;
    // An empty marker holds no data: one that came after the listing goes too, or the next upload would be taken for complete.
    if (isMarker(blob.path) && blob.size === 0) continue;
    // What is apart and not empty is rejected: only a discard reaches it, and means it.
    if (isApart(blob.path) && older && (blob.size === 0 || step === 'discard')) continue;
    if (older) {
      const what = entry ? 'has another ETag than in the manifest' : 'is not in the manifest';
      return {
        stray: `Nothing was deleted: ${spot.place}/${spot.folder}/${blob.path} ${what} and was last changed at ${blob.lastModified}, before the manifest's listing of ${listedAt.toISOString()}, so a delete would take it uncopied`,
      };
    }
    if (!oldestOther || changed < oldestOther) oldestOther = changed;
  }
  if (digest.summary().digest !== operation.source?.digest) {
    return {
      stray: `Nothing was deleted: the source manifest of ${operation.id} is not the one that its row tells of`,
    };
  }
  const end = oldestOther && oldestOther < survey.date ? oldestOther : survey.date;
  return { endTime: end.toISOString() };
}

/** Counts what a delete up to that time should have taken and is still there; the marker counts too. */
export async function countLeftOriginals(
  { listing }: Pick<Ports, 'listing'>,
  operation: Operation,
  endTime: Date,
): Promise<number> {
  let left = 0;
  for await (const { lastModified } of listAll(listing, sourceSpot(operation), new Survey())) {
    if (new Date(lastModified) < endTime) left += 1;
  }
  return left;
}

/**
 * Counts the files of the manifest that still lie where they were uploaded, unchanged. After a delete there can be some: a delete takes
 * everything that is older than its end time, so when a file that was never copied is older than one that was, both have to stay. They
 * belong to the next upload.
 */
export async function countKeptOriginals(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
): Promise<number> {
  const blobs = listAll(listing, sourceSpot(operation), new Survey());
  let kept = 0;
  for await (const [{ etag }, entry] of besideManifest(blobs, manifests.read(sourceManifest(operation.id)))) {
    if (entry?.etag === etag) kept += 1;
  }
  return kept;
}

function listedAtOf({ id, source }: Operation): Date {
  if (!source) throw new Error(`The operation ${id} has no source manifest yet`);
  return new Date(source.listedAt);
}

/** Goes through a listing with the manifest's entry of the same path at its side, and to the end of both; they are in the order of Blob Storage. */
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
    while (!entry.done) entry = await entries.next();
  } finally {
    await entries.return?.();
  }
}
