import { generateKeyPairSync } from 'node:crypto';
import { chainLine } from '../../../src/domain/audit/chain-line.ts';
import { receiptEvent, receiptHash } from '../../../src/domain/audit/receipt-event.ts';
import { checkpointText } from '../../../src/domain/witness/checkpoint.ts';
import { leafHash, rootByInclusion } from '../../../src/domain/witness/merkle.ts';
import { receiptProofText } from '../../../src/domain/witness/receipt-proof.ts';
import { noteKeyOf, signNote } from '../../../src/domain/witness/signed-note.ts';
import { leafOf } from '../../../src/domain/witness/signed-step.ts';

const origin = 'func-sallyport-research.azurewebsites.net/api/audit';
const signer = { name: origin, jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) };

/** A receipt of which a proof tells, and the keys that signed the log. */
export const proven = {
  keys: [noteKeyOf(signer)],
  receipt: { project: 'a-study-of-hearts', operation: 'exp_01KA7Y0000000000000000000A', jws: 'head.body.signature' },
};

/** The proof of the receipt in a chain of 2^`chain` lines and a log of 2^`log` leaves: 17 and 18 are a hundred thousand lines, and ten chains of three years. */
export function proofOf(levels: { readonly chain: number; readonly log: number }): string {
  const { jws, ...of } = proven.receipt;
  const name = `${of.operation}-interrupted-12`;
  const receipt = { name, at: '2026-03-01T10:00:00.000Z', index: 3, previous: 'ab'.repeat(32) };
  const hashes = (count: number) => Array.from({ length: count }, (_, at) => leafHash(`${at}`));
  const [inChain, inLog] = [hashes(levels.chain), hashes(levels.log)];
  const event = receiptEvent({ ...of, name, sha256: receiptHash(jws) }, receipt.at);
  const line = leafHash(chainLine(event, receipt.previous));
  const chain = { chain: of.project, size: 2 ** levels.chain, salt: Buffer.alloc(16, 7).toString('base64') };
  const root = rootByInclusion({ index: receipt.index, size: chain.size }, line, inChain) ?? Buffer.alloc(0);
  const leaf = leafHash(leafOf(origin, { ...chain, root: root.toString('base64') }));
  const size = 2 ** levels.log;
  const top = rootByInclusion({ index: 5, size }, leaf, inLog) ?? Buffer.alloc(0);
  const note = signNote(checkpointText({ origin, size, root: top }), [signer]);
  return receiptProofText({ receipt, chain, inChain, index: 5, inLog, note });
}
