import { type ComparedBy, changeOf, type ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { endOfDelete, type SourceAges, withFile } from '../../domain/transfer/delete-end.ts';
import type { DeleteStep, SourceDelete } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import type { DataPlace, ListedBlob } from '../../ports/storage.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { ListingSummary, listAll } from './location-listing.ts';
import { type DeleteBound, withEntries } from './originals.ts';
import { locationOfDelete, packageManifest } from './places.ts';

/** By what files are held to the package manifest. What is closed to people (`datasets`) is to be empty whatever lies there. */
const likeness: Readonly<Partial<Record<DataPlace, ComparedBy>>> = { review: 'etag', returned: 'content' };

/**
 * Lists a folder right before it is emptied, and finds the time before which everything in it was written. Data Factory alone writes there,
 * so nobody's only copy can be lost, and nothing waits for a manifest of the source.
 * A file of a frozen or returned package that differs from the package manifest was written by somebody who may not: it stops the delete,
 * for people to look. A freeze that never got its manifest still has its originals, so what it left behind is deleted as it is.
 */
export async function boundEmptying(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  { storageSkewSeconds }: Pick<FlowSettings, 'storageSkewSeconds'>,
  operation: Operation,
  step: Exclude<DeleteStep, SourceDelete | 'release-revoke'>,
): Promise<DeleteBound> {
  const location = locationOfDelete(operation, step);
  const by = operation.package === undefined ? undefined : likeness[location.place];
  const manifest = by === undefined ? nothing() : manifests.read(packageManifest(operation.id));
  const summary = new ListingSummary();
  let ages: SourceAges = {};
  for await (const [blob, entry] of withEntries(listAll(listing, location, summary), manifest)) {
    const problem = by === undefined ? undefined : whyStray(blob, entry, by);
    if (problem !== undefined) {
      return {
        stray: `Nothing was deleted: ${location.place}/${location.folder}/${blob.path} is not as the manifest of the package says. ${problem}`,
      };
    }
    ages = withFile(ages, 'copied', new Date(blob.lastModified));
  }
  const end = endOfDelete(ages, { listedAt: summary.date, date: summary.date }, storageSkewSeconds);
  return end.kind === 'wait' ? { waitSeconds: end.seconds } : { endTime: end.endTime.toISOString() };
}

function whyStray(blob: ListedBlob, entry: ManifestEntry | undefined, by: ComparedBy): string | undefined {
  return entry === undefined ? 'It is there and nobody expects it here.' : changeOf(entry, blob, by);
}

async function* nothing(): AsyncGenerator<ManifestEntry> {}
