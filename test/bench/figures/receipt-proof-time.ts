/** How long a receipt is held against the proof beside it, in processor time, in the same trees as `receipt-proof-size`. */
import { checkReceiptProof } from '../../../src/domain/witness/receipt-proof.ts';
import { proofOf, proven } from '../../domain/witness/long-proof.ts';
import { processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';

const rounds = 200;

/** Measures three heights of both trees; the highest counts. */
export async function measure(): Promise<Measured> {
  const times: number[] = [];
  for (const chain of [10, 14, 17]) {
    const proof = proofOf({ chain, log: chain + 1 });
    const spent = await processorTime(() => {
      for (let round = 0; round < rounds; round += 1) checkReceiptProof(proof, proven.receipt, proven.keys);
    });
    times.push(spent / rounds);
  }
  const lines = [`in chains of 1,000, 16,000 and 130,000 lines: ${times.map((time) => time.toFixed(2)).join(', ')} ms`];
  return { value: times.at(-1) ?? 0, unit: 'ms', lines };
}
