import { comparePaths } from '../base/path-order.ts';
import type { ManifestEntry } from '../operation/manifest.ts';

/** What became of a file from an earlier package to a later one that goes on with it. */
export type FileChange = 'same' | 'changed' | 'new' | 'gone';

type Content = Pick<ManifestEntry, 'path' | 'size' | 'md5'>;

/** Whether two files hold the same, by size and MD5. Where one has no MD5 nobody knows, so they do not count as the same. */
export function isSameContent(one: Pick<Content, 'size' | 'md5'>, other: Pick<Content, 'size' | 'md5'>): boolean {
  return one.size === other.size && one.md5 !== null && one.md5 === other.md5;
}

/** Goes over two manifests in their order, in flat memory, and says of each path what became of it. */
export async function* fileChanges(
  earlier: AsyncIterable<Content>,
  later: AsyncIterable<Content>,
): AsyncGenerator<{ readonly path: string; readonly change: FileChange }> {
  const [left, right] = [earlier[Symbol.asyncIterator](), later[Symbol.asyncIterator]()];
  try {
    let [before, after] = [await left.next(), await right.next()];
    while (!before.done || !after.done) {
      const order = orderOf(before, after);
      if (order < 0 && !before.done) yield { path: before.value.path, change: 'gone' };
      if (order > 0 && !after.done) yield { path: after.value.path, change: 'new' };
      if (order === 0 && !before.done && !after.done)
        yield { path: after.value.path, change: isSameContent(before.value, after.value) ? 'same' : 'changed' };
      if (order <= 0) before = await left.next();
      if (order >= 0) after = await right.next();
    }
  } finally {
    await left.return?.();
    await right.return?.();
  }
}

function orderOf(before: IteratorResult<Content>, after: IteratorResult<Content>): number {
  if (before.done) return 1;
  return after.done ? -1 : comparePaths(before.value.path, after.value.path);
}
