import { comparePaths } from '../../domain/base/path-order.ts';
import { isMarker } from '../../domain/operation/blob-name.ts';
import { digested, ManifestDigest, type ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { endOfDelete, type Seen, type SourceAges, wasThere, withFile } from '../../domain/transfer/delete-end.ts';
import { isFolderMarker } from '../../domain/transfer/package-file.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ListedBlob } from '../../ports/storage.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { ListingSummary, listAll } from './location-listing.ts';
import { type Location, sourceLocation, sourceManifest } from './places.ts';

/** Up to when (exclusive, ISO 8601) a delete may take files, how long to wait before looking again, or why it may not run at all. */
export type DeleteBound = { readonly endTime: string } | { readonly waitSeconds: number } | { readonly stray: string };

/**
 * Lists the source right before a delete and finds the time before which everything there is in the manifest as it is now, and so
 * was copied (`endOfDelete`). A file that was there when the manifest was listed although the manifest does not hold it was never
 * copied and should not exist: it stops the delete, and so does a manifest that is not the one in the row, since its files need not
 * have been copied.
 */
export async function boundDelete(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  { storageSkewSeconds }: Pick<FlowSettings, 'storageSkewSeconds'>,
  operation: Operation,
): Promise<DeleteBound> {
  const listedAt = listedAtOf(operation);
  const location = sourceLocation(operation);
  const survey = new ListingSummary();
  const digest = new ManifestDigest();
  const manifest = digested(manifests.read(sourceManifest(operation)), digest);
  let ages: SourceAges = {};
  for await (const [blob, entry] of withEntries(listAll(listing, location, survey), manifest)) {
    const changed = new Date(blob.lastModified);
    const isOld =
      wasThere(changed, listedAt, storageSkewSeconds) || (changed <= listedAt && hasRejected(operation, blob));
    const seen = seenAs(blob, entry, operation.state === 'discarding' && isOld);
    if (seen === 'other' && wasThere(changed, listedAt, storageSkewSeconds)) {
      // A blob without a name of its own has rejected the upload, so it is known and no orphan.
      if (blob.path === '') continue;
      const what = entry ? 'has another ETag than in the manifest' : 'is not in the manifest';
      return {
        stray: `Nothing was deleted: ${location.place}/${location.folder}/${blob.path} ${what} and was last changed at ${blob.lastModified}, before the manifest's listing of ${listedAt.toISOString()}, so a delete would take it uncopied`,
      };
    }
    ages = withFile(ages, seen, changed);
  }
  if (digest.summary().digest !== operation.source?.digest) {
    return {
      stray: `Nothing was deleted: the source manifest of ${operation.id} is not the one that its row tells of`,
    };
  }
  const end = endOfDelete(ages, { listedAt, date: survey.date }, storageSkewSeconds);
  return end.kind === 'wait' ? { waitSeconds: end.seconds } : { endTime: end.endTime.toISOString() };
}

/**
 * An empty marker holds no data: one that came after the manifest's listing goes too, or the next upload would be taken for complete. A
 * marker with content has rejected the upload; only a discard reaches it, and means it.
 */
function seenAs(blob: ListedBlob, entry: ManifestEntry | undefined, meant: boolean): Seen {
  if (isFolderMarker(blob) || (isMarker(blob.path) && (blob.size === 0 || meant))) return 'marker';
  return entry?.etag === blob.etag ? 'copied' : 'other';
}

/** Whether the upload was rejected for a marker with as much content. It wakes the check, so it is hardly ever long before the listing. */
function hasRejected({ problems }: Operation, { size }: ListedBlob): boolean {
  return problems.some(({ rule, value }) => rule === 'marker-content' && value === String(size));
}

/** Counts what a delete up to that time should have taken and is still there; the marker counts too. */
export async function countLeft(
  { listing }: Pick<Ports, 'listing'>,
  location: Location,
  endTime: Date,
): Promise<number> {
  let left = 0;
  for await (const { lastModified } of listAll(listing, location, new ListingSummary())) {
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
  const blobs = listAll(listing, sourceLocation(operation), new ListingSummary());
  let kept = 0;
  const manifest = manifests.read(sourceManifest(operation), operation.source?.digest);
  for await (const [{ etag }, entry] of withEntries(blobs, manifest)) {
    if (entry?.etag === etag) kept += 1;
  }
  return kept;
}

function listedAtOf({ id, source }: Operation): Date {
  if (!source) throw new Error(`The operation ${id} has no source manifest yet`);
  return new Date(source.listedAt);
}

/** Goes through a listing with the manifest's entry of the same path at its side, and to the end of both; they are in the order of Blob Storage. */
export async function* withEntries(
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
