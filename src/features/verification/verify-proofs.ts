import type { JWK } from 'jose';
import { receiptKeys } from '../../activities/lifecycle/receipts.ts';
import { noProject } from '../../activities/operation/operations.ts';
import { strayOutside, unaccountedOutside } from '../../activities/transfer/compare-released.ts';
import { ChainCheck, type ChainVerdict, chainStart } from '../../domain/audit/audit-chain.ts';
import { HeadCheck } from '../../domain/audit/chain-head.ts';
import { type ToldHold, tellHold } from '../../domain/audit/told-hold.ts';
import { doors } from '../../domain/base/door.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { tables, unsealedText } from '../../domain/base/stored-tables.ts';
import { projectOfClosure } from '../../domain/definition/closure.ts';
import { operationOfReceipt } from '../../domain/lifecycle/due-receipts.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { type ToldAbsence, tellAbsence } from '../../domain/review/told-absence.ts';
import { readableHead } from '../../use-cases/audit/readable-head.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import { ReadTogether } from '../../use-cases/base/read-together.ts';
import { settleVerdict } from '../../use-cases/operation/settle-verdict.ts';
import { knownProjects } from '../../use-cases/project/known-projects.ts';
import type { Place, ProofPlace } from './proof-place.ts';
import {
  atOnceOfProofs,
  type BadReceipt,
  type ChainProof,
  type Finding,
  type ProofPorts,
  ProofSheet,
} from './proof-sheet.ts';
import { listReceipts, proofsInHand } from './proofs-in-hand.ts';
import { type ReceiptReader, receiptReader, receiptsInHand } from './receipts-in-hand.ts';
import { verifyAbsences } from './verify-absences.ts';
import { ClosureCheck } from './verify-closure.ts';
import { verifyDefinition } from './verify-definition.ts';
import { verifyHolds } from './verify-holds.ts';
import { LineCheck } from './verify-lines.ts';
import { ofReleased, verifyOperation } from './verify-operation.ts';

/**
 * What the audit and all records prove. `events` counts the lines of the chains that are whole. `ok` is said only when everything was
 * verified and nothing is wrong; with `next` the verification is to go on from there.
 */
export interface Proofs {
  readonly ok: boolean;
  readonly events: number;
  readonly chains: readonly ChainProof[];
  readonly receipts: { readonly verified: number; readonly bad: readonly BadReceipt[] };
  readonly findings: readonly Finding[];
  readonly next?: ProofPlace;
}

/**
 * Verifies what should exist: of every project that the register, the definitions, the heads or a blob know its chain, and of each
 * operation all records. `only` narrows it to one project, and throws NotFound for one that nobody knows. It stops at `until`, between
 * two blobs or operations, or when much is wrong, and says where to go on.
 */
export async function verifyProofs(
  ports: ProofPorts,
  only?: string,
  { from, until }: { readonly from?: ProofPlace; readonly until?: Date } = {},
): Promise<Proofs> {
  const sheet = new ProofSheet();
  const known = await knownProjects(ports);
  if (only !== undefined && !known.includes(only)) throw new NotFound(noProject(only));
  const work = workOf(ports, sheet, await receiptKeys(ports), known);
  let next: Place | undefined;
  for await (const place of steps(work, only, from?.place)) {
    const over = sheet.full || (until !== undefined && ports.clock.now() >= until);
    if (!over) continue;
    next = place;
    break;
  }
  const clean = sheet.clean && (from?.clean ?? true);
  const { chains, verified, bad, findings } = sheet;
  const events = chains.reduce((sum, verdict) => sum + (verdict.ok ? verdict.count : 0), 0);
  const proofs = { ok: clean && next === undefined, events, chains, receipts: { verified, bad }, findings };
  if (next === undefined) return proofs;
  return { ...proofs, next: { place: next, clean, ...(only === undefined ? {} : { only }) } };
}

type RowPlace = Extract<Place, { stage: 'rows' }>;

interface Work {
  readonly ports: ProofPorts;
  readonly sheet: ProofSheet;
  readonly keys: readonly JWK[];
  readonly known: readonly string[];
  /** Receipts as they are kept, and with those that were read before in hand. */
  readonly receipts: ReceiptReader;
  readonly receiptsInHand: ReceiptReader;
  /** The names of the receipts of each operation, listed when they are first asked for. */
  readonly receiptNames: () => Promise<ReadonlyMap<string, readonly string[]>>;
  /** Operations whose rows this answer has seen. */
  readonly seen: Set<string>;
}

function workOf(ports: ProofPorts, sheet: ProofSheet, keys: readonly JWK[], known: readonly string[]): Work {
  const names = new ReadTogether<ReadonlyMap<string, readonly string[]>>();
  const receipts = receiptReader(ports.manifests, keys);
  return {
    ports,
    sheet,
    keys,
    known,
    receipts,
    receiptsInHand: receiptsInHand(receipts),
    receiptNames: () => names.read('all', () => listReceipts(ports)),
    seen: new Set(),
  };
}

/** Does the work bit by bit, and gives after each bit the place from which the rest can be done. */
async function* steps(work: Work, only: string | undefined, from: Place | undefined): AsyncGenerator<Place> {
  const began = from?.stage === 'receipts' || from?.stage === 'rows' ? undefined : from;
  if (from === undefined || began !== undefined) {
    for (const project of only === undefined ? work.known : [only]) {
      if (began !== undefined && project < began.project) continue;
      const here = began?.project === project ? began : undefined;
      if (here?.stage !== 'records') {
        yield* chainSteps(work, project, here);
        yield { stage: 'records', project };
      }
      yield* recordSteps(work, project, here?.stage === 'records' ? here : undefined);
    }
  }
  if (only !== undefined) return;
  if (from?.stage !== 'rows') yield* receiptSteps(work, from?.stage === 'receipts' ? from.page : undefined);
  const [firstTable] = tables;
  if (from?.stage !== 'rows' && firstTable !== undefined) yield { stage: 'rows', table: firstTable };
  yield* rowSteps(work, from?.stage === 'rows' ? from : undefined);
}

/** So many lines are one bit of work. */
const linesAtOnce = 500;

async function* chainSteps(
  { ports, sheet, receiptsInHand: receipts }: Work,
  project: string,
  from: Extract<Place, { stage: 'chain' }> | undefined,
): AsyncGenerator<Place> {
  // One that is none is named with what it must be once the lines were read.
  const head = from === undefined ? await readableHead(ports.audit, project) : from.head;
  const check = new ChainCheck(from?.state ?? chainStart(head));
  const heads = new HeadCheck(head, from?.at);
  const told = new LineCheck(ports, project, receipts, from);
  let after = from?.after ?? '';
  let skip = from?.lines ?? 0;
  let holds: readonly ToldHold[] = from?.holds ?? [];
  let absences: readonly ToldAbsence[] = from?.absences ?? [];
  const checkTaken = async () => {
    for (const { bad, finding } of await told.checkTaken()) {
      if (bad) sheet.bad.push(bad);
      if (finding) sheet.findings.push(finding);
    }
  };
  for await (const blob of ports.audit.blobs(project, after)) {
    let lines = 0;
    for await (const line of blob.lines) {
      lines += 1;
      if (lines <= skip) continue;
      const event = check.add(line);
      if (event) told.take(event, check.state);
      if (event) holds = tellHold(holds, event);
      if (event) absences = tellAbsence(absences, event, ports.clock.now());
      if (event) heads.add({ blob: blob.name, text: line, hash: check.state.hash }, event);
      if (lines % linesAtOnce !== 0 || check.broken) continue;
      await checkTaken();
      const known = { ...told.told, holds: [...holds], absences: [...absences] };
      yield { stage: 'chain', project, after, lines, ...known, state: check.state, head, at: heads.at };
    }
    await checkTaken();
    skip = 0;
    after = blob.name;
  }
  if (!check.broken) {
    sheet.findings.push(...(await verifyDefinition(ports, project, told.told.definitions)));
    sheet.findings.push(...(await verifyHolds(ports, project, holds)));
    sheet.findings.push(...(await verifyAbsences(ports, project, absences)));
  }
  const problem = await headProblem(ports, project, heads);
  if (problem !== undefined) sheet.findings.push({ record: 'head', key: project, why: problem });
  // An append that is under way is not waited for behind a head that is wrong.
  const verdict = problem === undefined ? await settleVerdict(ports, project, check.end()) : check.end();
  sheet.chains.push({ chain: project, ...verdict });
  await checkEvents(ports, sheet, project, verdict);
}

/** What is wrong with the head by the end of the blobs, or by all lines, which show also what was changed together with what is known of the last. */
async function headProblem({ audit }: ProofPorts, project: string, heads: HeadCheck): Promise<string | undefined> {
  const problem = await audit.headProblem(project);
  if (problem !== undefined || heads.disagreement === undefined) return problem;
  return `The head of the audit chain ${project} is wrong: ${heads.disagreement}.`;
}

/** An event that was repeated has one row and two lines. */
async function checkEvents(
  { audit }: ProofPorts,
  sheet: ProofSheet,
  project: string,
  verdict: ChainVerdict,
): Promise<void> {
  if (!verdict.ok) return;
  const { count: events } = await audit.knownEvents(project);
  if (events >= verdict.count) return;
  const why = `The chain has ${verdict.count} lines and its writers know ${events} events: one is repeated, or its row is gone`;
  sheet.findings.push({ record: 'audit event', key: project, why });
}

async function* recordSteps(
  { ports, sheet, keys, receipts, receiptsInHand: read, receiptNames, seen }: Work,
  project: string,
  from: Extract<Place, { stage: 'records' }> | undefined,
): AsyncGenerator<Place> {
  const closures = new ClosureCheck(ports, keys, project);
  const ofProject = await closures.read();
  // A verification that goes on has told of them before.
  if (from?.after === undefined) {
    sheet.add(ofProject);
    sheet.findings.push(...(await unaccountedOutside(ports, project)).map(ofReleased));
  }
  const inHand = { ports: await proofsInHand(ports, project, await receiptNames()), receipts: read };
  for (const door of doors) {
    const here = from?.door === door ? from : undefined;
    if (from?.door === 'export' && door === 'ingress') continue;
    let page = here?.page;
    let after = here?.after;
    do {
      const { items, broken, continuation } = await ports.register.list(door, project, page);
      // What came since then stands before; a page without that item is looked at as a whole.
      const done = items.findIndex(({ id }) => id === after) + 1;
      if (done === 0)
        for (const { key, problem } of broken) sheet.findings.push({ record: 'register row', key, why: problem });
      const rest = items.slice(done);
      const verify = (operation: Operation) => verifyOperation({ ports, receipts }, operation, inHand);
      for (const proof of await inOrder(atOnceOfProofs, rest, verify)) sheet.add(proof);
      for (const operation of items) seen.add(operation.id);
      sheet.bad.push(...rest.flatMap((operation) => closures.check(operation)));
      const last = rest.at(-1);
      const at = page === undefined ? {} : { page };
      if (last !== undefined) yield { stage: 'records', project, door, ...at, after: last.id };
      after = undefined;
      page = continuation;
    } while (page !== undefined);
  }
}

/** Every receipt must have its operation: otherwise the row is gone, and perhaps the whole project with it. */
async function* receiptSteps(work: Work, from: string | undefined): AsyncGenerator<Place> {
  let page = from;
  if (from === undefined) {
    const stray = await strayOutside(work.ports, (id) => work.known.includes(id));
    work.sheet.findings.push(...stray.map(ofReleased));
  }
  do {
    const { items, continuation } = await work.ports.manifests.receiptPage(page);
    const unseen = items.filter((name) => !work.seen.has(operationOfReceipt(name)));
    const rows = await inOrder(atOnceOfProofs, unseen, async (name) => ({ name, isThere: await hasRow(work, name) }));
    const why = 'The register has no such operation: its row is missing';
    work.sheet.bad.push(...rows.filter(({ isThere }) => !isThere).map(({ name }) => ({ name, why })));
    page = continuation;
    if (page !== undefined) yield { stage: 'receipts', page };
  } while (page !== undefined);
}

/** Every row of every table has a good seal: another one was written past the app. */
async function* rowSteps({ ports, sheet }: Work, from: RowPlace | undefined): AsyncGenerator<Place> {
  let page = from?.page;
  for (let at = from === undefined ? 0 : tables.indexOf(from.table); at < tables.length; ) {
    const table = tables[at] ?? 'register';
    const { left, disagreeing, continuation } = await ports.seals.page(table, () => false, page);
    for (const { key, why } of disagreeing) sheet.findings.push({ record: 'row', key: `${table} ${key}`, why });
    for (const row of left)
      sheet.findings.push({ record: 'row', key: `${table} ${row.partitionKey} ${row.rowKey}`, why: unsealedText(row) });
    page = continuation;
    if (page === undefined) at += 1;
    const next = tables[at];
    if (next !== undefined) yield { stage: 'rows', table: next, ...(page === undefined ? {} : { page }) };
  }
}

async function hasRow({ ports, receipts, known }: Work, name: string): Promise<boolean> {
  const closed = projectOfClosure(name);
  if (closed !== undefined) return known.includes(closed);
  const read = await receipts(name);
  const id = operationOfReceipt(name);
  const payload = read !== undefined && 'payload' in read && read.payload.kind !== 'closure' ? read.payload : undefined;
  for (const project of payload?.operation === id ? [payload.project] : known) {
    // A row that cannot be read is there, and named with its project.
    const row = await ports.register.get({ project, id }).catch(() => 'unreadable');
    if (row !== undefined) return true;
  }
  return false;
}
