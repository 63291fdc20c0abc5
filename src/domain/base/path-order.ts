/**
 * The order in which Blob Storage lists: by UTF-16 code units, which is how JavaScript compares strings. Measured on Azure with
 * every Unicode character (blobfile/blobfile pull request 238); a 😀 stands before a ～. Accounts with a hierarchical namespace
 * list by folder instead (Azure/azure-sdk-for-go issue 24210) and cannot be used. Negative when `a` comes first.
 */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Passes entries on and throws, naming both paths, when one does not come after the one before it. Comparing manifests in flat
 * memory rests on this order.
 */
export async function* assertSorted<T extends { readonly path: string }>(
  entries: AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<T> {
  let previous: string | undefined;
  for await (const entry of entries) {
    if (previous !== undefined && comparePaths(previous, entry.path) >= 0) {
      throw new Error(
        `The listing is not in order: ${JSON.stringify(entry.path)} came after ${JSON.stringify(previous)}. ` +
          'Each path must stand once, ordered by UTF-16 code units, as an account without hierarchical namespace lists them.',
      );
    }
    previous = entry.path;
    yield entry;
  }
}
