import { receiptKeys } from '../../activities/lifecycle/receipts.ts';
import { noProject } from '../../activities/operation/operations.ts';
import { isOfSystem, systemChain } from '../../domain/audit/audit-event.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { tables } from '../../domain/base/stored-tables.ts';
import { lostSinceCopy } from '../../use-cases/overview/copy-away.ts';
import { knownBefore } from '../../use-cases/overview/find-lost.ts';
import { knownProjects } from '../../use-cases/project/known-projects.ts';
import { listedProofs } from './listed-proofs.ts';
import type { Place, ProofPlace } from './proof-place.ts';
import { type BadReceipt, type ChainProof, type Finding, type ProofPorts, ProofReport } from './proof-report.ts';
import { readSigned } from './since/signed-chains.ts';
import { sinceSteps } from './since/verify-since.ts';
import { type Work, workOf } from './verification-work.ts';
import { chainSteps } from './verify-chain.ts';
import { recordSteps } from './verify-records.ts';
import { receiptSteps, rowSteps } from './verify-remainder.ts';

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
  /** Where everything is verified: what was signed last when that began. */
  readonly checkpoint?: string;
  readonly next?: ProofPlace;
}

/**
 * Verifies what should exist: of every project that the register, the definitions, the heads, a blob or the signed log know its chain, and of each
 * operation all records. `only` narrows it to one project, and throws NotFound for one that nobody knows. It stops at `until`, between
 * two blobs or operations, or when much is wrong, and says where to go on. `since`: only what came since the log had so many leaves, and
 * its share of what is older.
 */
export async function verifyProofs(
  ports: ProofPorts,
  only?: string,
  { from, until, since = from?.since }: VerifyOptions = {},
): Promise<Proofs> {
  const report = new ProofReport();
  const signed = await readSigned(ports, since);
  const known = [...new Set([...(await knownProjects(ports)), ...signed.chains.keys()])].toSorted();
  if (from === undefined) report.findings.push(...signed.findings);
  if (only !== undefined && !known.includes(only)) throw new NotFound(noProject(only));
  if (only === undefined && from === undefined) report.findings.push(...(await nothingKnown(ports, known)));
  const work = workOf(ports, report, { keys: await receiptKeys(ports), known, signed: signed.chains });
  const note = from === undefined ? signed.newest?.note : from.note;
  let next: Place | undefined;
  const all = signed.since === undefined ? steps(work, only, from?.place) : sinceSteps(work, signed.since, from?.place);
  for await (const place of all) {
    const over = report.full || (until !== undefined && ports.clock.now() >= until);
    if (!over) continue;
    next = place;
    break;
  }
  const clean = report.clean && (from?.clean ?? true);
  const { chains, verified, bad, findings } = report;
  const events = chains.reduce((sum, verdict) => sum + (verdict.ok ? verdict.count : 0), 0);
  const proofs = { ok: clean && next === undefined, events, chains, receipts: { verified, bad }, findings };
  const signedThen = note === undefined || only !== undefined ? {} : { note };
  if (next === undefined) return proofs.ok && signedThen.note ? { ...proofs, checkpoint: signedThen.note } : proofs;
  const asked = { ...(only === undefined ? {} : { only }), ...(since === undefined ? {} : { since }) };
  return { ...proofs, next: { place: next, clean, ...asked, ...signedThen } };
}

interface VerifyOptions {
  readonly from?: ProofPlace;
  readonly until?: Date;
  readonly since?: number;
}

/** A deployment that began has a line, and more than those of the system where data were moved by it: a control account that knows nothing proves nothing. */
async function nothingKnown(ports: ProofPorts, known: readonly string[]): Promise<Finding[]> {
  const found = (why: string): Finding => ({ record: 'head', key: systemChain, why });
  const lost = await lostSinceCopy(ports, known);
  const inCopy = lost.map((chain) => found(`The second copy has lines of ${chain}, and nothing here knows it`));
  if (known.length === 0)
    return [found('No chain has a line, so nothing is proven: the control account is lost, or another one'), ...inCopy];
  const before = known.every(isOfSystem) ? await knownBefore(ports) : undefined;
  return before === undefined ? inCopy : [found(before), ...inCopy];
}

/** Does the work bit by bit, and gives after each bit the place from which the rest can be done. */
async function* steps(work: Work, only: string | undefined, from: Place | undefined): AsyncGenerator<Place> {
  const began = from?.stage === 'chain' || from?.stage === 'records' ? from : undefined;
  if (from === undefined || began !== undefined) {
    for (const project of only === undefined ? work.known : [only]) {
      if (began !== undefined && project < began.project) continue;
      const here = began?.project === project ? began : undefined;
      const inHand = await listedProofs(work.ports, project, await work.receiptNames());
      if (here?.stage !== 'records') {
        yield* chainSteps(work, inHand, project, here);
        yield { stage: 'records', project };
      }
      yield* recordSteps(work, inHand, project, here?.stage === 'records' ? here : undefined);
    }
  }
  if (only !== undefined) return;
  if (from?.stage !== 'rows') yield* receiptSteps(work, from?.stage === 'receipts' ? from.page : undefined);
  const [firstTable] = tables;
  if (from?.stage !== 'rows' && firstTable !== undefined) yield { stage: 'rows', table: firstTable };
  yield* rowSteps(work, from?.stage === 'rows' ? from : undefined);
}
