import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { parseChainLine } from '../../domain/audit/chain-line.ts';
import { heldOf } from '../../domain/audit/recorded-hold.ts';
import { doors } from '../../domain/base/door.ts';
import { type TableName, tables, type UnsealedRow } from '../../domain/base/stored-tables.ts';
import { everyProject, peopleOf } from '../../domain/operation/hold.ts';
import type { Ports } from '../../ports/ports.ts';
import { linesOfChain } from '../../ports/second-copy.ts';
import { knownProjects } from '../../use-cases/project/known-projects.ts';
import type { ProofPlace } from './proof-place.ts';
import type { ChainProof, Finding, ProofPorts } from './proof-report.ts';
import { verifyProofs } from './verify-proofs.ts';

/** The event by which the audit tells that the rows of earlier versions were sealed: what has no seal since then, the app did not write. */
const eventId = 'rows-sealed';

/** Sealing rows of an earlier version: `sealed` reads as the app does, `believing` takes rows without any seal for what they say. */
export interface FirstPorts {
  readonly sealed: { readonly audit: Pick<Ports['audit'], 'holds'> };
  readonly believing: Omit<ProofPorts, 'audit'> & {
    readonly audit: ProofPorts['audit'] & Pick<Ports['audit'], 'append'>;
    readonly seals: Pick<Ports['seals'], 'page'>;
  };
  /** Hears of what disagrees with the audit. */
  log(text: string): void;
}

/** What is not sealed: what the audit contradicts, and what of operations it does not prove. */
interface Withheld {
  /** Operations that the register has where the lines prove something: rows of no other are sealed. */
  readonly proven: Set<string>;
  readonly operations: Set<string>;
  /** Projects whose chain proves nothing. */
  readonly projects: Set<string>;
  /** Of which partitions the holds are not those of the audit. */
  readonly holds: Set<string>;
  /** Tables of which no row is sealed. */
  readonly tables: Set<TableName>;
}

/**
 * Seals the rows of versions before there were seals, once: each is held against its chain first, where it has one, and what disagrees is
 * named and left without a seal. That it was done stands in the audit, which nobody takes back by writing tables.
 */
export async function sealRowsOfBefore({ sealed, believing, log }: FirstPorts): Promise<void> {
  if (await sealed.audit.holds(systemChain, eventId)) return;
  if (await tellsOfIt(believing.audit)) return;
  if (await isLost(believing)) {
    log('The second copy has lines of the audit chain _system, and here is none: no row is sealed until they are back');
    return;
  }
  const withheld = await whatDisagrees(believing, log);
  const counts = { sealed: 0, left: 0 };
  for (const table of tables) {
    const done = await sealTable(believing, table, withheld, log);
    counts.sealed += done.sealed;
    counts.left += done.left;
  }
  const at = believing.clock.now();
  await believing.audit.append(systemChain, [
    note(systemChain, { id: eventId, at, kind: 'rows.sealed', data: counts }),
  ]);
}

/** The row that knows the event may be gone; its line is not. */
async function tellsOfIt(audit: Pick<Ports['audit'], 'lines'>): Promise<boolean> {
  for await (const line of audit.lines(systemChain)) {
    if (!line.includes(eventId)) continue;
    if (parseChainLine(line).event.id === eventId) return true;
  }
  return false;
}

/** In the place of an account that was lost no line proves a row, and the one that tells of the sealing comes back with the others. */
async function isLost({ audit, secondCopy }: Pick<FirstPorts['believing'], 'audit' | 'secondCopy'>): Promise<boolean> {
  for await (const _ of audit.lines(systemChain)) return false;
  return (await secondCopy?.has(linesOfChain(systemChain))) ?? false;
}

async function whatDisagrees(ports: FirstPorts['believing'], log: FirstPorts['log']): Promise<Withheld> {
  const contradicted = { operations: new Set<string>(), projects: new Set<string>(), holds: new Set<string>() };
  const withheld: Withheld = { ...contradicted, proven: new Set(), tables: new Set() };
  for (const project of await knownProjects(ports)) {
    for (let from: ProofPlace | undefined; ; ) {
      const { chains, findings, next } = await verifyProofs(ports, project, from === undefined ? {} : { from });
      for (const chain of chains) if (!chain.ok) withholdAll(withheld, chain, log);
      for (const finding of findings) withhold(withheld, finding, log);
      if (next === undefined) break;
      from = next;
    }
    if (!withheld.projects.has(project)) await addOperations(ports, withheld.proven, project);
  }
  return withheld;
}

async function addOperations(
  { register }: Pick<FirstPorts['believing'], 'register'>,
  operations: Set<string>,
  project: string,
): Promise<void> {
  for (const door of doors) {
    let page: string | undefined;
    do {
      const { items, continuation } = await register.list(door, project, page);
      for (const { id } of items) operations.add(id);
      page = continuation;
    } while (page !== undefined);
  }
}

/** Where the lines prove nothing, no row of the project can be held against them. */
function withholdAll(
  { projects, holds }: Withheld,
  { chain, why }: Extract<ChainProof, { ok: false }>,
  log: FirstPorts['log'],
): void {
  log(`The audit of ${chain} proves nothing, so its rows are not sealed: ${why}`);
  projects.add(chain);
  for (const held of heldOf(chain === systemChain ? everyProject : chain)) holds.add(held);
}

/** Which rows may be what is wrong where the audit contradicts a record of that kind: those of the operation, the chain, its holds, suspensions, or all absences. */
const rowsBehind: Record<Finding['record'], 'operation' | 'chain' | 'holds' | 'suspensions' | 'absences' | undefined> =
  {
    head: 'chain',
    'signed tree': undefined,
    'audit event': undefined,
    definition: undefined,
    'register row': 'operation',
    'owed row': 'operation',
    round: 'operation',
    decision: 'operation',
    evidence: 'operation',
    manifest: undefined,
    hold: 'holds',
    suspension: 'suspensions',
    absence: 'absences',
    change: undefined,
    'released file': undefined,
    copy: undefined,
    row: undefined,
  };

function withhold(
  { operations, projects, holds, tables: whole }: Withheld,
  { record, key, why }: Finding,
  log: FirstPorts['log'],
): void {
  const rows = rowsBehind[record];
  if (rows === undefined) return;
  log(`The ${record} ${key} is not sealed, since the audit contradicts it: ${why}`);
  if (rows === 'chain') projects.add(key);
  if (rows === 'holds') holds.add(key);
  if (rows === 'suspensions') holds.add(peopleOf(key));
  if (rows === 'absences') whole.add('absences');
  if (rows === 'operation') operations.add(/^[a-z]+_[0-9A-Z]+/.exec(key)?.[0] ?? key);
}

async function sealTable(
  { seals }: FirstPorts['believing'],
  table: TableName,
  withheld: Withheld,
  log: FirstPorts['log'],
): Promise<{ readonly sealed: number; readonly left: number }> {
  const counts = { sealed: 0, left: 0 };
  let continuation: string | undefined;
  do {
    const page = await seals.page(table, (row) => row.isBare && !isWithheld(withheld, row), continuation);
    counts.sealed += page.sealed;
    counts.left += page.left.length;
    for (const { partitionKey, rowKey } of page.left) log(`The row ${partitionKey} ${rowKey} of ${table} has no seal`);
    continuation = page.continuation;
  } while (continuation !== undefined);
  return counts;
}

function isWithheld({ proven, operations, projects, holds, tables: whole }: Withheld, row: UnsealedRow): boolean {
  const { table, partitionKey, operation } = row;
  if (whole.has(table)) return true;
  if (operation !== undefined && (operations.has(operation) || !proven.has(operation))) return true;
  if (table === 'holds') return holds.has(partitionKey);
  // What charts show of all projects stands there, and no line is about it.
  return projects.has(partitionKey) && !(table === 'register' && partitionKey === systemChain);
}
