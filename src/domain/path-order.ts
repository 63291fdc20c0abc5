/**
 * Orders paths by their UTF-8 bytes, which is the order in which Blob Storage lists. Negative when `a` comes first.
 * UTF-16 units agree with it except that surrogates must sort above U+E000 to U+FFFF.
 */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Passes entries on and throws, naming both paths, when one does not come after the one before it. */
export async function* assertSorted<T extends { readonly path: string }>(
  entries: AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<T> {
  let previous: string | undefined;
  for await (const entry of entries) {
    if (previous !== undefined && comparePaths(previous, entry.path) >= 0) {
      throw new Error(
        `The listing is not in order: ${JSON.stringify(entry.path)} came after ${JSON.stringify(previous)}. ` +
          'A manifest needs each path once, ordered by UTF-8 bytes.',
      );
    }
    previous = entry.path;
    yield entry;
  }
}
