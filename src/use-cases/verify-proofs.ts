import type { JWK } from 'jose';
import { type ReceiptKind, receiptKeys, receiptName } from '../activities/receipts.ts';
import { type Anchor, type ChainVerdict, verifyChain } from '../domain/audit-chain.ts';
import { doors } from '../domain/door.ts';
import { messageOf } from '../domain/errors.ts';
import type { Operation } from '../domain/operation.ts';
import { type ReceiptPayload, verifyReceipt } from '../domain/receipt.ts';
import type { Ports } from '../ports/ports.ts';

/** The verdict on one chain of audit lines. */
export type ChainProof = ChainVerdict & { readonly chain: string };

/** What the whole audit and all receipts prove. `events` counts the lines of the chains that are whole. */
export interface Proofs {
  readonly ok: boolean;
  readonly events: number;
  readonly chains: readonly ChainProof[];
  readonly receipts: {
    readonly verified: number;
    readonly bad: readonly { readonly name: string; readonly why: string }[];
  };
}

type ProofPorts = Pick<Ports, 'register' | 'manifests' | 'secrets' | 'audit'>;

const kinds: readonly ReceiptKind[] = ['deletion', 'release'];

/**
 * Verifies each receipt against the published keys and its register row, and each chain against its head and against what the
 * receipts remember of it. `only` narrows it to one chain.
 */
export async function verifyProofs(ports: ProofPorts, only?: string): Promise<Proofs> {
  const keys = await receiptKeys(ports);
  const anchors = new Map<string, Anchor[]>();
  const bad: { name: string; why: string }[] = [];
  let verified = 0;
  for await (const { operation, name, jws } of receiptsOf(ports, only)) {
    try {
      const { chain } = await checkReceipt(operation, jws, keys);
      anchors.set(operation.project, [...(anchors.get(operation.project) ?? []), chain]);
      verified += 1;
    } catch (error) {
      bad.push({ name, why: messageOf(error) });
    }
  }
  const chains: ChainProof[] = [];
  for await (const chain of ports.audit.chains()) {
    if (only === undefined || chain === only)
      chains.push({ chain, ...(await verifyOne(ports, chain, anchors.get(chain))) });
  }
  const events = chains.reduce((sum, verdict) => sum + (verdict.ok ? verdict.count : 0), 0);
  return { ok: bad.length === 0 && chains.every(({ ok }) => ok), events, chains, receipts: { verified, bad } };
}

async function* receiptsOf(
  { register, manifests }: ProofPorts,
  project: string | undefined,
): AsyncGenerator<{ operation: Operation; name: string; jws: string }> {
  for await (const operation of allOperations(register, project)) {
    for (const kind of kinds) {
      const name = receiptName(operation.id, kind);
      const jws = await manifests.readReceipt(name);
      if (jws !== undefined) yield { operation, name, jws };
    }
  }
}

async function* allOperations(register: Ports['register'], project: string | undefined): AsyncGenerator<Operation> {
  for (const door of doors) {
    let continuation: string | undefined;
    do {
      const page = await register.list(door, project, continuation);
      yield* page.items;
      continuation = page.continuation;
    } while (continuation !== undefined);
  }
}

async function checkReceipt(operation: Operation, jws: string, keys: readonly JWK[]): Promise<ReceiptPayload> {
  const payload = await verifyReceipt(jws, keys);
  const digest = (payload.kind === 'release' ? operation.package : operation.source)?.digest;
  if (payload.operation !== operation.id || payload.project !== operation.project) {
    throw new Error(`It is the receipt of ${payload.operation} in ${payload.project}`);
  }
  if (payload.digest !== digest) throw new Error(`It states the digest ${payload.digest}; the register has ${digest}`);
  return payload;
}

/** Lines behind the head are whole once the head counts them: an append that is under way is waited for. */
async function verifyOne(
  { audit }: Pick<Ports, 'audit'>,
  chain: string,
  anchors: readonly Anchor[] = [],
): Promise<ChainVerdict> {
  const head = await audit.head(chain);
  const verdict = await verifyChain(audit.lines(chain), head, anchors);
  if (verdict.ok || verdict.uncounted === undefined) return verdict;
  const { count, hash } = verdict.uncounted;
  const later = await audit.head(chain, count);
  const counted = later !== undefined && (later.count > count || (later.count === count && later.hash === hash));
  return counted ? { ok: true, count, hash } : verdict;
}
