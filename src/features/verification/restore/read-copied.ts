import { type Copied, partIn } from '../../../domain/overview/second-copy.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { SecondCopy } from '../../../ports/second-copy.ts';

export type CopyPorts = Pick<Ports, 'secondCopy' | 'originals'> & {
  readonly audit: Pick<Ports['audit'], 'listed' | 'read' | 'head' | 'lines'>;
};
export type WithCopy = CopyPorts & { readonly secondCopy: SecondCopy };

export function newestFirst(versions: readonly Copied[]): readonly Copied[] {
  return versions.toSorted((one, other) => (one.version < other.version ? 1 : -1));
}

const partsAtOnce = 8;

/** What was copied, from that byte on, in a few parts at a time: each hour made one. It ends with the part that reaches `to`. */
export async function* copiedPieces(
  copy: Pick<SecondCopy, 'read'>,
  { parts, bytes }: Copied,
  from = 0,
  to = bytes,
): AsyncGenerator<{ readonly at: number; readonly content: Buffer }> {
  const starts = parts.map((part) => partIn(part)?.from ?? 0);
  const wanted = parts.flatMap((part, number) => {
    const [start = 0, end = bytes] = [starts[number], starts[number + 1]];
    return end > from && start < to ? [{ part, start }] : [];
  });
  for (let next = 0; next < wanted.length; next += partsAtOnce) {
    const some = wanted.slice(next, next + partsAtOnce);
    const read = await Promise.all(some.map(({ part }) => copy.read(part)));
    const start = some[0]?.start ?? 0;
    const content = Buffer.concat(read.map((one) => one.content));
    yield { at: Math.max(start, from), content: content.subarray(Math.max(0, from - start)) };
  }
}

export async function readCopied(
  copy: Pick<SecondCopy, 'read'>,
  copied: Copied,
  from?: number,
  to?: number,
): Promise<Buffer> {
  const pieces = await Array.fromAsync(copiedPieces(copy, copied, from, to));
  return Buffer.concat(pieces.map(({ content }) => content));
}
