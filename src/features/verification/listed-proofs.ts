import { messageOf } from '../../domain/base/errors.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { PendingRow } from '../../ports/records.ts';
import type { ProofPorts } from './proof-report.ts';

type InHand = Pick<ProofPorts, 'audit' | 'register' | 'manifests'>;

/** The receipts of each operation, by one listing of them all. */
export async function listReceipts({
  manifests,
}: Pick<ProofPorts, 'manifests'>): Promise<ReadonlyMap<string, string[]>> {
  const names = new Map<string, string[]>();
  let page: string | undefined;
  do {
    const { items, continuation } = await manifests.receiptPage(page);
    for (const name of items) {
      const id = name.slice(0, name.indexOf('-'));
      names.set(id, [...(names.get(id) ?? []), name]);
    }
    page = continuation;
  } while (page !== undefined);
  return names;
}

/**
 * The ports of verification with what lists of a project say of its operations already in hand: its events, the end of its chain, what it
 * owes, its names and versions, and the names of receipts. The lists are a moment old, so something that looks wrong by them is to be looked at with
 * the ports themselves before it is told.
 */
export async function listedProofs(
  ports: ProofPorts,
  project: string,
  receipts: ReadonlyMap<string, readonly string[]>,
): Promise<ProofPorts> {
  const inHand: InHand = {
    audit: await auditInHand(ports.audit, project),
    register: await registerInHand(ports.register, project),
    manifests: { ...ports.manifests, receiptNames: async (id) => receipts.get(id) ?? [] },
  };
  return { ...ports, ...inHand };
}

async function auditInHand(audit: ProofPorts['audit'], project: string): Promise<ProofPorts['audit']> {
  const known = await audit.knownEvents(project);
  const head = audit.head(project);
  // One that is none is refused where it is asked for, and named with its chain.
  head.catch(() => undefined);
  return {
    ...audit,
    head: (chain, atLeast) => (chain === project ? head : audit.head(chain, atLeast)),
    holds: async (chain, id) => (chain === project && known.has(id)) || (await audit.holds(chain, id)),
  };
}

async function registerInHand(register: ProofPorts['register'], project: string): Promise<ProofPorts['register']> {
  const pending = await owedInHand(register, project);
  const held = new Map<string, string>();
  const again = new Set<string>();
  const versions = new Map<string, number>();
  for await (const row of register.following(project)) {
    if (row.kind === 'name') held.set(`${row.door}/${row.name}`, row.id);
    else if (row.kind === 'again') again.add(row.id);
    else if (row.kind === 'version') versions.set(row.name, row.latest);
  }
  return {
    ...register,
    owed: (_, id) => pending(id),
    isUnfinished: async ({ id, door, name }: Pick<Operation, 'id' | 'door' | 'name'>) =>
      held.get(`${door}/${name}`) === id || again.has(id),
    latestVersion: async (_, name) => versions.get(name) ?? 0,
  };
}

/** A row that cannot be read is in the way of each look, so that the ports themselves are asked for every operation. */
async function owedInHand(register: ProofPorts['register'], project: string) {
  const pending = new Map<string, PendingRow[]>();
  let problem: string | undefined;
  try {
    for await (const stored of register.owed(project)) {
      const { under } = stored;
      pending.set(under, [...(pending.get(under) ?? []), stored]);
    }
  } catch (error) {
    problem = messageOf(error);
  }
  return async function* of(id?: string): AsyncGenerator<PendingRow> {
    if (problem !== undefined) throw new Error(problem);
    yield* pending.get(id ?? '') ?? [];
  };
}
