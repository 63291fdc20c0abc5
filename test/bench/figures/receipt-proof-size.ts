/** How many bytes the proof beside a receipt has, in a chain of a hundred thousand lines and a log of ten chains and three years. */
import { proofOf } from '../../domain/witness/long-proof.ts';
import type { Measured } from '../figure.ts';

/** Measures it also in trees of a thousand and of ten thousand, as its growth is that of their heights. */
export async function measure(): Promise<Measured> {
  const sizes = [10, 14, 17].map((chain) => Buffer.byteLength(proofOf({ chain, log: chain + 1 })));
  const lines = [`in chains of 1,000, 16,000 and 130,000 lines: ${sizes.join(', ')} bytes`];
  return { value: sizes.at(-1) ?? 0, unit: 'bytes', lines };
}
