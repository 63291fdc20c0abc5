import { chainLine, genesisHash, lineHash, parseChainLine } from '../../domain/audit/chain-line.ts';
import { receiptEvent } from '../../domain/audit/receipt-event.ts';
import { leafHash } from '../../domain/witness/merkle.ts';
import type { LoggedReceipt, SignedChain } from '../../domain/witness/signed-step.ts';
import { TreeEdge } from '../../domain/witness/tiles.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';

export type ChainPorts = Pick<Ports, 'audit' | 'signedLog'>;

/** A chain as it is signed next, but for its salt, and the receipts among its new lines. */
export interface GrownChain {
  readonly chain: Omit<SignedChain, 'salt'>;
  readonly receipts: readonly LoggedReceipt[];
}

interface Growing {
  readonly chain: string;
  readonly end: ChainEnd | undefined;
  readonly was: SignedChain | undefined;
  readonly isOver: () => boolean;
}

/** So many lines, and so many receipts, come into a tree at once: the rest follows an hour later. */
const linesAtMost = 50_000;
const receiptsAtMost = 100;

/** Lets the tree of a chain grow by its new lines. Throws an Error where they do not go on from what was signed. */
export async function growChain(
  { audit, signedLog }: ChainPorts,
  { chain, end, was, isOver }: Growing,
): Promise<GrownChain> {
  const edge = await TreeEdge.of(was?.size ?? 0, (place) => signedLog.readTile(chain, place));
  if (was !== undefined && edge.root.toString('base64') !== was.root)
    throw takenBack(chain, was, 'its tree is another');
  if (was !== undefined && end === undefined) throw takenBack(chain, was, 'it has no line any more');
  let at = was?.end ?? { blob: '', length: 0, hash: genesisHash };
  const receipts: LoggedReceipt[] = [];
  const isFull = () => isOver() || edge.size - (was?.size ?? 0) >= linesAtMost || receipts.length >= receiptsAtMost;
  const blobs = (await audit.listed(chain)).filter(({ blob }) => blob >= at.blob);
  if (was !== undefined && (blobs[0]?.blob !== at.blob || blobs[0].length < at.length))
    throw takenBack(chain, was, `the blob ${at.blob} is shorter or gone`);
  for (const blob of blobs) {
    const from = blob.blob === at.blob ? at.length : 0;
    for await (const { line, at: next } of audit.read(blob, 'forth', from)) {
      if (isFull()) break;
      if (previousOf(line) !== at.hash)
        throw takenBack(chain, was, `its line ${edge.size + 1} names another before it`);
      receipts.push(...receiptIn(chain, edge.size, line));
      await signedLog.keepTiles(chain, edge.add(leafHash(line)));
      at = { blob: blob.blob, length: next, hash: lineHash(line) };
    }
  }
  await signedLog.keepTiles(chain, edge.tiles);
  return { chain: { chain, size: edge.size, root: edge.root.toString('base64'), end: at }, receipts };
}

function takenBack(chain: string, was: SignedChain | undefined, how: string): Error {
  const signed = was === undefined ? '' : ` ${was.size} lines of it were signed;`;
  return new Error(`The audit chain ${chain} does not go on:${signed} ${how}. Verify it; what was signed stands.`);
}

function previousOf(line: string): string | undefined {
  try {
    return parseChainLine(line).previous;
  } catch {
    return undefined;
  }
}

/** The receipt of which a line tells, where the line holds nothing that the receipt would not say. */
function receiptIn(chain: string, index: number, line: string): LoggedReceipt[] {
  if (!line.includes('"kind":"receipt.written"')) return [];
  const { event, previous } = parseChainLine(line);
  const { receipt: name, sha256 } = event.data;
  if (typeof name !== 'string' || typeof sha256 !== 'string') return [];
  const told = receiptEvent({ project: chain, operation: event.operation, name, sha256 }, event.at);
  return chainLine(told, previous) === line ? [{ chain, index, name, at: event.at, previous }] : [];
}
