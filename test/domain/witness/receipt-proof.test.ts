import { expect, test } from 'vitest';
import { checkReceiptProof } from '../../../src/domain/witness/receipt-proof.ts';
import { proofOf, proven } from './long-proof.ts';

const { keys, receipt } = proven;
const longest = () => proofOf({ chain: 17, log: 18 });

test('a proof has at most 2 kB, however large both trees are, and is checked in less than 5 ms', () => {
  const proof = longest();
  expect(checkReceiptProof(proof, receipt, keys)).toMatchObject({ size: 262_144 });
  expect(proof.length).toBeLessThanOrEqual(2048);
  const before = process.cpuUsage();
  for (let times = 0; times < 100; times += 1) checkReceiptProof(proof, receipt, keys);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000 / 100).toBeLessThan(5);
});

test('a proof of which any sign is another is refused, and so is one of another receipt', () => {
  const proof = longest();
  const end = proof.lastIndexOf('\n— ');
  for (let at = 0; at < end; at += 1) {
    const other = proof.slice(0, at) + (proof[at] === 'A' ? 'B' : 'A') + proof.slice(at + 1);
    expect(() => checkReceiptProof(other, receipt, keys), `sign ${at}`).toThrow();
  }
  for (const wrong of [{ jws: 'head.body.other' }, { project: 'another' }, { operation: null }])
    expect(() => checkReceiptProof(proof, { ...receipt, ...wrong }, keys)).toThrow('not about this receipt');
});
