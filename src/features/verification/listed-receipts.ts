import type { JWK } from 'jose';
import { receiptHash } from '../../domain/audit/receipt-event.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { SignedPayload } from '../../domain/lifecycle/receipt.ts';
import { verifySigned } from '../../domain/lifecycle/receipt.ts';
import type { ManifestStore } from '../../ports/storage.ts';

export type ReadReceipt = { readonly sha256: string } & (
  | { readonly payload: SignedPayload }
  | { readonly refused: unknown }
);

/** Reads a receipt by its name and verifies it; undefined when there is none. */
export type ReceiptReader = (name: string) => Promise<ReadReceipt | undefined>;

export function receiptReader(
  { readReceipt }: Pick<ManifestStore, 'readReceipt'>,
  keys: readonly JWK[],
): ReceiptReader {
  return async (name) => {
    const jws = await readReceipt(name);
    if (jws === undefined) return undefined;
    const sha256 = receiptHash(jws);
    try {
      return { sha256, payload: await verifySigned(jws, keys) };
    } catch (refused) {
      return { sha256, refused };
    }
  };
}

const receiptsAtMost = 20_000;

/** Remembers what was read: the chain and the rows of one verification look at the same receipts. One that is missing is looked for again. */
export function listedReceipts(read: ReceiptReader): ReceiptReader {
  const kept = new RecentCache<ReadReceipt>(receiptsAtMost);
  return async (name) => {
    const found = kept.known(name) ?? (await read(name));
    return found && kept.keep(name, found);
  };
}

/** What a receipt states. Throws why it does not hold, or that it is not there. */
export async function statedBy(read: ReceiptReader, name: string): Promise<SignedPayload> {
  const found = await read(name);
  if (found === undefined) throw new Error('It is missing: it was listed a moment ago');
  if ('refused' in found) throw found.refused;
  return found.payload;
}
