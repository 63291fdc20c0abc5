import { doors } from '../../../domain/base/door.ts';
import { messageOf } from '../../../domain/base/errors.ts';
import { keepsNumber } from '../../../domain/lifecycle/unpublished.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { SignedChain, SignedStep } from '../../../domain/witness/signed-step.ts';
import { inOrder } from '../../../use-cases/base/in-order.ts';
import { askedOnce } from '../listed-proofs.ts';
import type { Place } from '../proof-place.ts';
import { atOnceOfProofs, type PartProof, type ProofPorts } from '../proof-report.ts';
import type { Work } from '../verification-work.ts';
import { type Before, chainSteps } from '../verify-chain.ts';
import { ClosureCheck } from '../verify-closure.ts';
import { verifyOperation } from '../verify-operation.ts';
import { receiptSteps } from '../verify-remainder.ts';
import { isDue } from './share-of-day.ts';
import { isAboutAll, verifyEarlierLines, verifyNewLines } from './verify-new-lines.ts';

/** Each waits for storage most of its time. */
const atOnceOfProjects = 8;

/**
 * Verifies what came since a step was signed, project by project: the lines behind it, which must lead to what was signed last, all records of
 * each operation that they tell of, and, of what is older, the lines and the operations that have their day. A chain is read from its first
 * line when its day comes, or when a new line tells of what only all lines together say.
 */
export async function* sinceSteps(work: Work, since: SignedStep, from: Place | undefined): AsyncGenerator<Place> {
  const before = new Map(since.chains.filter(({ size }) => size > 0).map((chain) => [chain.chain, chain]));
  const known = from?.stage === 'receipts' ? [] : work.known;
  const rest = known.filter((one) => from?.stage !== 'since' || one > from.project);
  for (let at = 0; at < rest.length; at += atOnceOfProjects) {
    const some = rest.slice(at, at + atOnceOfProjects);
    await Promise.all(some.map((one) => verifyProject(work, one, before.get(one), new Date(since.at))));
    yield { stage: 'since', project: some.at(-1) ?? '' };
  }
  yield* receiptSteps(work, from?.stage === 'receipts' ? from.page : undefined);
}

async function verifyProject(work: Work, project: string, was: SignedChain | undefined, since: Date): Promise<void> {
  const now = work.ports.clock.now();
  const inHand = await askedOnce(work.ports, project, await work.receiptNames());
  const before: Before = { lines: was?.size ?? 0, moved: new Set(), touched: new Set() };
  if (was === undefined || isDue(`chain ${project}`, since, now) || (await isAboutAll(work.ports, was)))
    for await (const _ of chainSteps(work, inHand, project, undefined, before));
  else await verifyNewLines(work, inHand, was, before.touched);
  if (was !== undefined) await verifyEarlierLines(work, inHand, was, (block) => isDue(block, since, now));
  await addOwing(work, project, before.touched);
  const { listed, due } = await listDue(
    work,
    inHand,
    project,
    ({ id, ...row }) => isDue(id, since, now) || Date.parse(row.since) >= since.getTime(),
  );
  const untold = [...before.moved].filter((id) => !listed.has(id) && !before.touched.has(id));
  const looked = new Set([...before.touched, ...due, ...untold]);
  const closures = new ClosureCheck(work.ports, work.keys, project);
  work.sheet.add(await closures.read());
  const sources = { ports: work.ports, receipts: work.receipts };
  const verify = async (id: string): Promise<PartProof> => {
    const row = await rowOf(work, { project, id });
    if (row === undefined && before.touched.has(id)) return nothing;
    if (row === undefined) return found(id, 'It is missing: the audit tells of its moves');
    if (typeof row === 'string') return found(id, row);
    const proof = await verifyOperation(sources, row, { ports: inHand, receipts: work.receiptsInHand });
    return { ...proof, bad: [...proof.bad, ...closures.check(row)] };
  };
  for (const proof of await inOrder(atOnceOfProofs, [...looked], verify)) work.sheet.add(proof);
}

/** An operation whose first line is still owed has none that tells of it. */
async function addOwing({ ports, sheet }: Work, project: string, touched: Set<string>): Promise<void> {
  try {
    for await (const { under } of ports.register.owed(project)) touched.add(under);
  } catch (error) {
    sheet.findings.push({ record: 'owed row', key: project, why: messageOf(error) });
  }
}

/** The operations of a project, and which of them are to be looked at today. */
async function listDue(
  { ports, sheet, seen }: Work,
  { register }: ProofPorts,
  project: string,
  isToday: (row: Pick<Operation, 'id' | 'since'>) => boolean,
) {
  const [listed, due] = [new Set<string>(), new Set<string>()];
  for (const door of doors) {
    const { briefs, broken } = await ports.register.briefs(door, project, {});
    for (const { key, problem } of broken) sheet.findings.push({ record: 'register row', key, why: problem });
    for (const { value } of briefs) {
      seen.add(value.id);
      listed.add(value.id);
      if (isToday(value) || (keepsNumber(value) && (await register.latestVersion(project, value.name)) === 0))
        due.add(value.id);
    }
  }
  return { listed, due };
}

/** The row of an operation, or why it cannot be read. */
async function rowOf(
  { ports }: Pick<Work, 'ports'>,
  key: { readonly project: string; readonly id: string },
): Promise<Operation | string | undefined> {
  try {
    return (await ports.register.get(key))?.value;
  } catch (error) {
    return messageOf(error);
  }
}

/** The line that tells of a row that is missing says so. */
const nothing: PartProof = { verified: 0, bad: [], findings: [] };

function found(key: string, why: string): PartProof {
  return { ...nothing, findings: [{ record: 'register row', key, why }] };
}
