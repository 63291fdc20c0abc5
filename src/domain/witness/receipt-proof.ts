import { chainLine } from '../audit/chain-line.ts';
import { type RecordedReceipt, receiptEvent, receiptHash } from '../audit/receipt-event.ts';
import { Refused } from '../base/errors.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { bytesOfHash, isSame, leafHash, rootByInclusion } from './merkle.ts';
import { bytesIn, type NoteKey } from './signed-note.ts';
import { type LoggedReceipt, leafOf, type SignedChain } from './signed-step.ts';

const form = 'c2sp.org/tlog-proof@v1';
const bytesOfSalt = 16;

/** What proves that a receipt stands in the witnessed log, without the audit. */
export interface ReceiptProof {
  readonly receipt: Omit<LoggedReceipt, 'chain'>;
  readonly chain: Pick<SignedChain, 'size' | 'salt'>;
  readonly inChain: readonly Uint8Array[];
  /** Where the chain's leaf stands in the log. */
  readonly index: number;
  readonly inLog: readonly Uint8Array[];
  readonly note: string;
}

/** The proof as C2SP tlog-proof writes one; what leads from the receipt to the leaf of the log stands in its `extra`. */
export function receiptProofText({ receipt, chain, inChain, index, inLog, note }: ReceiptProof): string {
  const head = `${receipt.name}\n${receipt.at}\n${receipt.index}\n${chain.size}\n`;
  const hashes = [Buffer.from(chain.salt, 'base64'), Buffer.from(receipt.previous, 'hex'), ...inChain];
  const extra = Buffer.concat([Buffer.from(head), ...hashes]).toString('base64');
  const proof = inLog.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
  return `${form}\nextra ${extra}\nindex ${index}\n${proof}\n${note}`;
}

function parseProof(text: string): ReceiptProof {
  const end = text.indexOf('\n\n');
  const [first, extra = '', place = '', ...inLog] = text.slice(0, Math.max(0, end)).split('\n');
  const bytes = bytesIn(/^extra ([A-Za-z0-9+/=]+)$/.exec(extra)?.[1] ?? '');
  const index = /^index (0|[1-9]\d*)$/.exec(place)?.[1];
  const [head = '', name = '', at = '', line, size] =
    /^([^\n]+)\n([^\n]+)\n(\d+)\n(\d+)\n/.exec(bytes.toString('latin1')) ?? [];
  const rest = bytes.subarray(head.length);
  const previous = rest.toString('hex', bytesOfSalt, bytesOfSalt + bytesOfHash);
  const isWhole = rest.length >= bytesOfSalt + bytesOfHash && (rest.length - bytesOfSalt) % bytesOfHash === 0;
  if (first !== form || index === undefined || head === '' || !isWhole)
    throw new Refused('This is no proof of a receipt: it does not have the form of c2sp.org/tlog-proof');
  return {
    receipt: { name, at, index: Number(line), previous },
    chain: { size: Number(size), salt: rest.toString('base64', 0, bytesOfSalt) },
    inChain: cut(rest.subarray(bytesOfSalt + bytesOfHash)),
    index: Number(index),
    inLog: inLog.map(bytesIn),
    note: text.slice(end + 2),
  };
}

/** Holds a receipt against its proof, and gives the checkpoint that both lead to. Throws Refused where they do not. */
export function checkReceiptProof(
  text: string,
  { jws, ...of }: Pick<RecordedReceipt, 'project' | 'operation'> & { readonly jws: string },
  keys: readonly NoteKey[],
): Checkpoint {
  const { receipt, chain, inChain, index, inLog, note } = parseProof(text);
  const checkpoint = openCheckpoint(note, keys);
  const event = receiptEvent({ ...of, name: receipt.name, sha256: receiptHash(jws) }, receipt.at);
  const line = leafHash(chainLine(event, receipt.previous));
  const root = rootByInclusion({ index: receipt.index, size: chain.size }, line, inChain);
  const leaf =
    root && leafHash(leafOf(checkpoint.origin, { ...chain, chain: of.project, root: root.toString('base64') }));
  const found = leaf && rootByInclusion({ index, size: checkpoint.size }, leaf, inLog);
  if (found === undefined || !isSame(found, checkpoint.root))
    throw new Refused('The proof is not about this receipt: it does not lead to the checkpoint that it names');
  return checkpoint;
}

function cut(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / bytesOfHash }, (_, at) =>
    bytes.subarray(at * bytesOfHash, (at + 1) * bytesOfHash),
  );
}
