import { sourceManifest } from '../../../activities/transfer/places.ts';
import { csvRow } from '../../../domain/base/csv.ts';
import { sumText } from '../../../domain/operation/manifest.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { ManifestStore } from '../../../ports/storage.ts';

export interface MyFiles {
  readonly count: number;
  readonly items: readonly { readonly path: string; readonly size: number; readonly md5: string }[];
}

const mostShown = 50;

/** The first files of a dataset as they were listed at the door; undefined before that, and for a package. */
export async function firstFiles(
  { manifests }: { readonly manifests: Pick<ManifestStore, 'part'> },
  operation: Operation,
): Promise<MyFiles | undefined> {
  const { door, source } = operation;
  if (door !== 'ingress' || source === undefined) return undefined;
  const { entries } = await manifests.part(sourceManifest(operation), 0, mostShown);
  return { count: source.count, items: entries.map(({ path, size, md5 }) => ({ path, size, md5: sumOf(md5) })) };
}

/** All of them as CSV. */
export async function* filesAsCsv(
  { manifests }: { readonly manifests: Pick<ManifestStore, 'read'> },
  operation: Operation,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvRow(['path', 'bytes', 'md5']));
  if (operation.source === undefined) return;
  for await (const { path, size, md5 } of manifests.read(sourceManifest(operation)))
    yield Buffer.from(csvRow([path, `${size}`, sumOf(md5)]));
}

function sumOf(md5: string | null): string {
  return md5 === null ? '' : sumText(md5);
}
