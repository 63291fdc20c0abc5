import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { chainLine } from '../../../src/domain/audit/chain-line.ts';
import { receiptEvent, receiptHash } from '../../../src/domain/audit/receipt-event.ts';
import { checkpointText } from '../../../src/domain/witness/checkpoint.ts';
import { leafHash, rootByInclusion } from '../../../src/domain/witness/merkle.ts';
import { checkReceiptProof, receiptProofText } from '../../../src/domain/witness/receipt-proof.ts';
import { noteKeyOf, signNote } from '../../../src/domain/witness/signed-note.ts';
import { leafOf } from '../../../src/domain/witness/signed-step.ts';

const origin = 'func-sallyport-research.azurewebsites.net/api/audit';
const signer = { name: origin, jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) };
const keys = [noteKeyOf(signer)];
const jws = 'head.body.signature';
const of = { project: 'a-study-of-hearts', operation: 'exp_01KA7Y0000000000000000000A' };

/** A proof as long as a chain of a hundred thousand lines and ten chains of three years can make one. */
function longest() {
  const name = `${of.operation}-interrupted-12`;
  const receipt = { name, at: '2026-03-01T10:00:00.000Z', index: 3, previous: 'ab'.repeat(32) };
  const [inChain, inLog] = [17, 18].map((count) => Array.from({ length: count }, (_, at) => leafHash(`${at}`)));
  const event = receiptEvent({ ...of, name, sha256: receiptHash(jws) }, receipt.at);
  const line = leafHash(chainLine(event, receipt.previous));
  const chain = { chain: of.project, size: 100_000, salt: Buffer.alloc(16, 7).toString('base64') };
  const root = rootByInclusion({ index: receipt.index, size: chain.size }, line, inChain ?? []) ?? Buffer.alloc(0);
  const leaf = leafHash(leafOf(origin, { ...chain, root: root.toString('base64') }));
  const size = 262_144;
  const top = rootByInclusion({ index: 5, size }, leaf, inLog ?? []) ?? Buffer.alloc(0);
  const note = signNote(checkpointText({ origin, size, root: top }), [signer]);
  return receiptProofText({ receipt, chain, inChain: inChain ?? [], index: 5, inLog: inLog ?? [], note });
}

test('a proof has at most 2 kB, however large both trees are, and is checked in less than 5 ms', () => {
  const proof = longest();
  expect(checkReceiptProof(proof, { ...of, jws }, keys)).toMatchObject({ origin, size: 262_144 });
  expect(proof.length).toBeLessThanOrEqual(2048);
  const before = process.cpuUsage();
  for (let times = 0; times < 100; times += 1) checkReceiptProof(proof, { ...of, jws }, keys);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000 / 100).toBeLessThan(5);
});

test('a proof of which any sign is another is refused, and so is one of another receipt', () => {
  const proof = longest();
  const end = proof.lastIndexOf('\n— ');
  for (let at = 0; at < end; at += 1) {
    const other = proof.slice(0, at) + (proof[at] === 'A' ? 'B' : 'A') + proof.slice(at + 1);
    expect(() => checkReceiptProof(other, { ...of, jws }, keys), `sign ${at}`).toThrow();
  }
  for (const wrong of [{ jws: 'head.body.other' }, { project: 'another' }, { operation: null }])
    expect(() => checkReceiptProof(proof, { ...of, jws, ...wrong }, keys)).toThrow('not about this receipt');
});
