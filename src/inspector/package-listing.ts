import { mostInspected } from '../domain/inspection/evidence.ts';
import { ManifestDigest, type ManifestEntry, withRole } from '../domain/operation/manifest.ts';
import { frozenFolder, type InspectionKey } from '../domain/review/inspection.ts';
import { isFile } from '../domain/transfer/package-file.ts';
import type { DataListing } from '../ports/storage.ts';

interface NumberedEntry {
  readonly number: number;
  readonly entry: ManifestEntry;
}

/** A frozen package as the reading room lists it: `files` are the first ones, in the order of their numbers. */
export interface ListedPackage {
  readonly digest: string;
  readonly files: readonly ManifestEntry[];
  /** The same with their numbers, in the order in which they are looked into: what is never released comes last. */
  readonly inTurn: readonly NumberedEntry[];
  /** Files of the package beyond those. */
  readonly unlisted: number;
}

/** Lists a frozen package and makes the digest of its manifest, which is what the control plane had people asked about. Keeps no more files than are inspected. */
export async function listPackage(
  listing: Pick<DataListing, 'pages'>,
  key: Pick<InspectionKey, 'project' | 'exportId'>,
): Promise<ListedPackage> {
  const folder = frozenFolder(key);
  const digest = new ManifestDigest();
  const files: ManifestEntry[] = [];
  for await (const { blobs } of listing.pages('review', folder)) {
    for (const blob of blobs) {
      const { size, etag, md5, lastModified, metadata } = blob;
      const path = blob.path.slice(folder.length);
      if (!isFile({ path, size, metadata })) continue;
      const entry = withRole({ path, size, etag, md5, lastModified });
      digest.add(entry);
      if (files.length < mostInspected) files.push(entry);
    }
  }
  const summary = digest.summary();
  return { digest: summary.digest, files, inTurn: inTurn(files), unlisted: summary.count - files.length };
}

function inTurn(files: readonly ManifestEntry[]): NumberedEntry[] {
  const numbered = files.map((entry, index) => ({ number: index + 1, entry }));
  const isContext = ({ entry }: NumberedEntry) => entry.role === 'context';
  return [...numbered.filter((one) => !isContext(one)), ...numbered.filter(isContext)];
}
