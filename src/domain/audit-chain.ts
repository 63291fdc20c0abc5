import { type ChainHead, genesisHash, lineHash, parseChainLine } from './chain-line.ts';

/** A point of a chain that something outside of it remembers, such as a signed receipt. */
export interface Anchor {
  readonly count: number;
  readonly hash: string;
}

/**
 * Whether a chain is whole. `line` is the first bad or missing line, counted from 1. `uncounted`: nothing is wrong but that the chain
 * goes on behind its head, up to this point; an append that is under way writes its lines first.
 */
export type ChainVerdict =
  | { readonly ok: true; readonly count: number; readonly hash: string }
  | { readonly ok: false; readonly line: number; readonly why: string; readonly uncounted?: Anchor };

interface Link {
  readonly id: string;
  readonly hash: string;
  readonly previous: string;
}

/**
 * Reads a whole chain and finds an edit, a deletion, a swap, an insertion, a repeated event and a cut end. The head must have been
 * read before the lines.
 */
export async function verifyChain(
  lines: AsyncIterable<string>,
  head: ChainHead | undefined,
  anchors: readonly Anchor[] = [],
): Promise<ChainVerdict> {
  const links: Link[] = [];
  for await (const line of lines) {
    const link = read(line);
    if (!link) return bad(links.length + 1, 'it is not an audit line');
    links.push(link);
  }
  return (
    findBreak(links, head) ??
    findRepeat(links) ??
    checkHead(links, head) ??
    checkAnchors(links, anchors) ??
    checkEnd(links, head) ?? { ok: true, count: links.length, hash: links.at(-1)?.hash ?? genesisHash }
  );
}

function bad(line: number, why: string): Extract<ChainVerdict, { ok: false }> {
  return { ok: false, line, why: `Line ${line}: ${why}.` };
}

function read(line: string): Link | undefined {
  try {
    const { event, previous } = parseChainLine(line);
    return { id: event.id, previous, hash: lineHash(line) };
  } catch {
    return undefined;
  }
}

/** Finds the first place where a line does not name the one before it, and says which of the two is wrong. */
function findBreak(links: readonly Link[], head: ChainHead | undefined): ChainVerdict | undefined {
  const hashBefore = (index: number) => (index <= 0 ? genesisHash : links[index - 1]?.hash);
  const index = links.findIndex((link, at) => link.previous !== hashBefore(at));
  const link = links[index];
  if (!link) return undefined;
  const vouched = (links[index + 1]?.previous ?? head?.hash) === link.hash;
  if (index > 0 && link.previous === hashBefore(index - 1)) return bad(index, 'it was inserted');
  if (!vouched || index === 0) return bad(index + 1, 'it does not follow the line before it');
  if (head && links.length >= head.count) return bad(index, 'it was changed: the next line remembers another one');
  return bad(index + 1, 'a line is missing here, or the one before it was changed');
}

function findRepeat(links: readonly Link[]): ChainVerdict | undefined {
  const seen = new Set<string>();
  for (const [index, { id }] of links.entries()) {
    if (seen.has(id)) return bad(index + 1, `the event ${id} stands in the chain already`);
    seen.add(id);
  }
  return undefined;
}

function checkHead(links: readonly Link[], head: ChainHead | undefined): ChainVerdict | undefined {
  const count = head?.count ?? 0;
  if (links.length < count) return bad(links.length + 1, `the end was cut: ${count} lines were written`);
  if (count > 0 && links[count - 1]?.hash !== head?.hash)
    return bad(count, 'it was changed: the head of the chain remembers another');
  return undefined;
}

function checkEnd(links: readonly Link[], head: ChainHead | undefined): ChainVerdict | undefined {
  const count = head?.count ?? 0;
  const last = links.at(-1);
  if (last === undefined || links.length === count) return undefined;
  const why =
    'it is not counted by the head of the chain: somebody else appended it, or its writer was stopped, and then the next event settles it';
  return { ...bad(count + 1, why), uncounted: { count: links.length, hash: last.hash } };
}

function checkAnchors(links: readonly Link[], anchors: readonly Anchor[]): ChainVerdict | undefined {
  const wrong = anchors.find(({ count, hash }) => (count === 0 ? genesisHash : links[count - 1]?.hash) !== hash);
  return wrong && bad(wrong.count, 'a receipt remembers another line here: the chain was written anew');
}
