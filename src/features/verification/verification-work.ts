import type { JWK } from 'jose';
import { doors } from '../../domain/base/door.ts';
import { ReadTogether } from '../../use-cases/base/read-together.ts';
import { listReceipts } from './listed-proofs.ts';
import { listedReceipts, type ReceiptReader, receiptReader } from './listed-receipts.ts';
import type { ProofPorts, ProofReport } from './proof-report.ts';
import type { SignedChains } from './since/signed-chains.ts';

/** What one verification goes by and writes down. */
export interface Work {
  readonly ports: ProofPorts;
  readonly sheet: ProofReport;
  readonly keys: readonly JWK[];
  readonly known: readonly string[];
  /** What was signed last of each chain. */
  readonly signed: SignedChains;
  /** Receipts as they are kept, and with those that were read before in hand. */
  readonly receipts: ReceiptReader;
  readonly receiptsInHand: ReceiptReader;
  /** The names of the receipts of each operation, listed when they are first asked for. */
  readonly receiptNames: () => Promise<ReadonlyMap<string, readonly string[]>>;
  /** Operations whose rows this answer has seen. */
  readonly seen: Set<string>;
  /** Operations that have a row which can be read, listed when they are first asked for: an answer that goes on has seen few. */
  readonly listed: () => Promise<ReadonlySet<string>>;
}

export function workOf(
  ports: ProofPorts,
  sheet: ProofReport,
  { keys, known, signed }: Pick<Work, 'keys' | 'known' | 'signed'>,
): Work {
  const names = new ReadTogether<ReadonlyMap<string, readonly string[]>>();
  const rows = new ReadTogether<ReadonlySet<string>>();
  const receipts = receiptReader(ports.manifests, keys);
  return {
    ports,
    sheet,
    keys,
    known,
    signed,
    receipts,
    receiptsInHand: listedReceipts(receipts),
    receiptNames: () => names.read('all', () => listReceipts(ports)),
    seen: new Set(),
    listed: () => rows.read('all', () => listRows(ports)),
  };
}

async function listRows({ register }: ProofPorts): Promise<ReadonlySet<string>> {
  const all = await Promise.all(doors.map((door) => register.briefs(door, undefined, {})));
  return new Set(all.flatMap(({ briefs }) => briefs.map(({ value }) => value.id)));
}
