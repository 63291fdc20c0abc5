import type { JWK } from 'jose';
import { z } from 'zod';
import { noProject } from '../activities/operations.ts';
import { receiptKeys } from '../activities/receipts.ts';
import { ChainCheck, type ChainVerdict, chainStart } from '../domain/audit-chain.ts';
import { projectOfClosure } from '../domain/closure.ts';
import { doors } from '../domain/door.ts';
import { operationOfReceipt } from '../domain/due-receipts.ts';
import { NotFound } from '../domain/errors.ts';
import { verifyReceipt } from '../domain/receipt.ts';
import { type ToldHold, tellHold, toldHold } from '../domain/told-hold.ts';
import { knownProjects } from './known-projects.ts';
import { type BadReceipt, type ChainProof, type Finding, type ProofPorts, ProofSheet } from './proof-sheet.ts';
import { settleVerdict } from './settle-verdict.ts';
import { ClosureCheck } from './verify-closure.ts';
import { verifyDefinition } from './verify-definition.ts';
import { verifyHolds } from './verify-holds.ts';
import { LineCheck } from './verify-lines.ts';
import { verifyOperation } from './verify-operation.ts';

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

const anchor = z.strictObject({ count: z.int().nonnegative(), hash: z.string() });
const state = z.strictObject({ head: anchor, ...anchor.shape, before: z.string() });
const places = z.discriminatedUnion('stage', [
  z.strictObject({
    stage: z.literal('chain'),
    project: z.string(),
    after: z.string(),
    lines: z.int().nonnegative(),
    definitions: z.array(z.string()),
    holds: z.array(toldHold),
    state,
  }),
  z.strictObject({
    stage: z.literal('records'),
    project: z.string(),
    door: z.enum(['ingress', 'export']).optional(),
    page: z.string().optional(),
    after: z.string().optional(),
  }),
  z.strictObject({ stage: z.literal('receipts'), page: z.string().optional() }),
]);
type Place = z.infer<typeof places>;

/** Where a verification goes on, and whether all was well until there. It must come back as it was given. */
export const proofPlace = z.strictObject({ place: places, clean: z.boolean(), only: z.string().optional() });
export type ProofPlace = z.infer<typeof proofPlace>;

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
  const work = { ports, sheet, keys: await receiptKeys(ports), known };
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

interface Work {
  readonly ports: ProofPorts;
  readonly sheet: ProofSheet;
  readonly keys: readonly JWK[];
  readonly known: readonly string[];
}

/** Does the work bit by bit, and gives after each bit the place from which the rest can be done. */
async function* steps(work: Work, only: string | undefined, from: Place | undefined): AsyncGenerator<Place> {
  const began = from?.stage === 'receipts' ? undefined : from;
  if (from?.stage !== 'receipts') {
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
  if (only === undefined) yield* receiptSteps(work, from?.stage === 'receipts' ? from.page : undefined);
}

/** So many lines are one bit of work. */
const linesAtOnce = 500;

async function* chainSteps(
  { ports, sheet, keys }: Work,
  project: string,
  from: Extract<Place, { stage: 'chain' }> | undefined,
): AsyncGenerator<Place> {
  const check = new ChainCheck(from?.state ?? chainStart(await ports.audit.head(project)));
  const told = new LineCheck(ports, project, keys, from?.definitions);
  let after = from?.after ?? '';
  let skip = from?.lines ?? 0;
  let holds: readonly ToldHold[] = from?.holds ?? [];
  for await (const blob of ports.audit.blobs(project, after)) {
    let lines = 0;
    for await (const line of blob.lines) {
      lines += 1;
      if (lines <= skip) continue;
      const event = check.add(line);
      const untrue = event && (await told.check(event, check.state));
      if (event) holds = tellHold(holds, event);
      if (untrue?.bad) sheet.bad.push(untrue.bad);
      if (untrue?.finding) sheet.findings.push(untrue.finding);
      if (lines % linesAtOnce !== 0 || check.broken) continue;
      sheet.bad.push(...(await told.finish()));
      const known = { definitions: told.definitions, holds: [...holds] };
      yield { stage: 'chain', project, after, lines, ...known, state: check.state };
    }
    skip = 0;
    after = blob.name;
  }
  sheet.bad.push(...(await told.finish()));
  if (!check.broken) {
    sheet.findings.push(...(await verifyDefinition(ports, project, told.definitions)));
    sheet.findings.push(...(await verifyHolds(ports, project, holds)));
  }
  const verdict = await settleVerdict(ports, project, check.end());
  sheet.chains.push({ chain: project, ...verdict });
  await checkEvents(ports, sheet, project, verdict);
}

/** An event that was repeated has one row and two lines. */
async function checkEvents(
  { audit }: ProofPorts,
  sheet: ProofSheet,
  project: string,
  verdict: ChainVerdict,
): Promise<void> {
  const events = verdict.ok ? await audit.countEvents(project) : 0;
  if (!verdict.ok || events >= verdict.count) return;
  const why = `The chain has ${verdict.count} lines and its writers know ${events} events: one is repeated, or its row is gone`;
  sheet.findings.push({ record: 'audit event', key: project, why });
}

async function* recordSteps(
  { ports, sheet, keys }: Work,
  project: string,
  from: Extract<Place, { stage: 'records' }> | undefined,
): AsyncGenerator<Place> {
  const closures = new ClosureCheck(ports, keys, project);
  const ofProject = await closures.read();
  // A verification that goes on has told of them before.
  if (from?.after === undefined) sheet.add(ofProject);
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
      for (const operation of items.slice(done)) {
        const proof = await verifyOperation(ports, keys, operation);
        sheet.add(proof);
        sheet.bad.push(...closures.check(operation));
        const at = page === undefined ? {} : { page };
        yield { stage: 'records', project, door, ...at, after: operation.id };
      }
      after = undefined;
      page = continuation;
    } while (page !== undefined);
  }
}

/** Every receipt must have its operation: otherwise the row is gone, and perhaps the whole project with it. */
async function* receiptSteps(work: Work, from: string | undefined): AsyncGenerator<Place> {
  let page = from;
  do {
    const { items, continuation } = await work.ports.manifests.receiptPage(page);
    for (const name of items) {
      if (!(await hasRow(work, name)))
        work.sheet.bad.push({ name, why: 'The register has no such operation: its row is missing' });
    }
    page = continuation;
    if (page !== undefined) yield { stage: 'receipts', page };
  } while (page !== undefined);
}

async function hasRow({ ports, keys, known }: Work, name: string): Promise<boolean> {
  const closed = projectOfClosure(name);
  if (closed !== undefined) return known.includes(closed);
  const jws = (await ports.manifests.readReceipt(name)) ?? '';
  const payload = await verifyReceipt(jws, keys).catch(() => undefined);
  const id = operationOfReceipt(name);
  for (const project of payload?.operation === id ? [payload.project] : known) {
    // A row that cannot be read is there, and named with its project.
    const row = await ports.register.get({ project, id }).catch(() => 'unreadable');
    if (row !== undefined) return true;
  }
  return false;
}
