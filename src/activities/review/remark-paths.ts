import type { FileRemark } from '../../domain/review/remarks.ts';
import type { NamedRemark } from '../../pages/notification/notice.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import { packageManifest } from '../transfer/places.ts';

/** Remarks about files of a package with the paths that their numbers have in its manifest, read no further than to the last of them. */
export async function withPaths(
  { manifests }: { readonly manifests: Pick<ManifestStore, 'read'> },
  exportId: string,
  remarks: readonly FileRemark[],
): Promise<NamedRemark[]> {
  const wanted = new Set(remarks.map(({ number }) => number));
  const paths = new Map<number, string>();
  let number = 0;
  if (wanted.size > 0)
    for await (const { path } of manifests.read(packageManifest(exportId))) {
      number += 1;
      if (wanted.has(number)) paths.set(number, path);
      if (paths.size === wanted.size) break;
    }
  return remarks.map((remark) => ({ ...remark, path: paths.get(remark.number) ?? 'not in the manifest' }));
}
