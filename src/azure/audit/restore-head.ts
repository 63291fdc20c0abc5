import { firstHead, missingHead } from '../../domain/audit/chain-head.ts';
import type { Head } from './audit-heads.ts';
import { ChainTail } from './chain-tail.ts';
import type { Writing } from './chain-writer.ts';

/** So many lines are noted at once, so that little is kept however long the chain is. */
const linesAtOnce = 98;

/**
 * Writes the head of a chain anew from its lines, and what is known of each. It begins at none: whoever is stopped, or is overtaken by an
 * append, leaves a head that is only behind, and the next append or sweep counts the rest. Nothing is judged: the lines were checked before.
 */
export async function restoreHead(writing: Pick<Writing, 'blobs' | 'heads' | 'chain'>): Promise<void> {
  const { blobs, heads, chain } = writing;
  let head: Head | undefined;
  let tail: ChainTail | undefined;
  for await (const { name, lines } of blobs.of(chain)) {
    head ??= await begin(writing, name);
    tail ??= new ChainTail({ holdLines: 0, ...head.position });
    if (tail.position.blob !== name)
      throw new Error(`The chain ${chain} goes on in ${tail.position.blob}, not ${name}`);
    const { blocks } = await blobs.sizeOf(name);
    for await (const line of lines) {
      tail.add([line], blocks);
      if (tail.position.count - head.position.count < linesAtOnce) continue;
      const etag = await heads.advance(chain, tail.behind(head.position.count), head.etag);
      if (etag === undefined) return;
      head = { position: tail.position, etag };
      tail = new ChainTail(tail.position);
    }
  }
  if (head !== undefined && tail !== undefined) await heads.advance(chain, tail.behind(head.position.count), head.etag);
}

async function begin({ heads, chain }: Pick<Writing, 'heads' | 'chain'>, blob: string): Promise<Head> {
  await heads.remove(chain);
  await heads.create(chain, firstHead(blob));
  const head = await heads.read(chain);
  if (head === undefined) throw missingHead(chain);
  return head;
}
