import { ChainCheck, type ChainVerdict, chainStart } from '../../domain/audit/audit-chain.ts';
import { HeadCheck } from '../../domain/audit/chain-head.ts';
import { applyHoldLine, type RecordedHold } from '../../domain/audit/recorded-hold.ts';
import { applyAbsenceLine, type RecordedAbsence } from '../../domain/review/recorded-absence.ts';
import { readableHead } from '../../use-cases/audit/readable-head.ts';
import { finalVerdict } from '../../use-cases/operation/final-verdict.ts';
import type { Place } from './proof-place.ts';
import type { ProofPorts, ProofReport } from './proof-report.ts';
import type { Work } from './verification-work.ts';
import { verifyAbsences } from './verify-absences.ts';
import { verifyDefinition } from './verify-definition.ts';
import { verifyHolds } from './verify-holds.ts';
import { LineCheck } from './verify-lines.ts';
import { SignedTreeCheck } from './verify-tree.ts';

/** So many lines are one bit of work. */
const linesAtOnce = 500;

/** Verifies the chain of a project bit by bit. */
export async function* chainSteps(
  { ports, sheet, signed, receiptsInHand: receipts }: Work,
  project: string,
  from: Extract<Place, { stage: 'chain' }> | undefined,
): AsyncGenerator<Place> {
  // One that is none is named with what it must be once the lines were read.
  const head = from === undefined ? await readableHead(ports.audit, project) : from.head;
  const check = new ChainCheck(from?.state ?? chainStart(head));
  const heads = new HeadCheck(head, from?.at);
  const tree = new SignedTreeCheck(project, signed.get(project), from?.tree);
  const told = new LineCheck(ports, project, receipts, from);
  let after = from?.after ?? '';
  let skip = from?.lines ?? 0;
  let holds: readonly RecordedHold[] = from?.holds ?? [];
  let absences: readonly RecordedAbsence[] = from?.absences ?? [];
  for await (const blob of ports.audit.blobs(project, after)) {
    let lines = 0;
    for await (const line of blob.lines) {
      lines += 1;
      if (lines <= skip) continue;
      const event = check.add(line);
      sheet.findings.push(...tree.add(line));
      if (event) told.take(event, check.state);
      if (event) holds = applyHoldLine(holds, event);
      if (event) absences = applyAbsenceLine(absences, event, ports.clock.now());
      if (event) heads.add({ blob: blob.name, text: line, hash: check.state.hash }, event);
      if (lines % linesAtOnce !== 0 || check.broken) continue;
      await checkTaken(sheet, told);
      const known = { ...told.told, holds: [...holds], absences: [...absences], state: check.state };
      yield { stage: 'chain', project, after, lines, ...known, head, at: heads.at, tree: tree.place };
    }
    await checkTaken(sheet, told);
    skip = 0;
    after = blob.name;
  }
  sheet.findings.push(...tree.end());
  const { definitions } = told.told;
  if (!check.broken) sheet.findings.push(...(await verifyRows(ports, project, { definitions, holds, absences })));
  await checkEnd({ ports, sheet }, project, check, heads);
}

/** What the lines say of rows that are no operations: the definition, holds and absences. */
async function verifyRows(
  ports: ProofPorts,
  project: string,
  { definitions, holds, absences }: RowsInLines,
): Promise<ProofReport['findings']> {
  return [
    ...(await verifyDefinition(ports, project, definitions)),
    ...(await verifyHolds(ports, project, holds)),
    ...(await verifyAbsences(ports, project, absences)),
  ];
}

interface RowsInLines {
  readonly definitions: readonly string[];
  readonly holds: readonly RecordedHold[];
  readonly absences: readonly RecordedAbsence[];
}

async function checkTaken(report: ProofReport, told: LineCheck): Promise<void> {
  for (const { bad, finding } of await told.checkTaken()) {
    if (bad) report.bad.push(bad);
    if (finding) report.findings.push(finding);
  }
}

/** Holds the end of a chain against its head and the events that its writers know. */
async function checkEnd(
  { ports, sheet }: Pick<Work, 'ports' | 'sheet'>,
  project: string,
  check: ChainCheck,
  heads: HeadCheck,
): Promise<void> {
  const problem = await headProblem(ports, project, heads);
  if (problem !== undefined) sheet.findings.push({ record: 'head', key: project, why: problem });
  // An append that is under way is not waited for behind a head that is wrong.
  const verdict = problem === undefined ? await finalVerdict(ports, project, check.end()) : check.end();
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
  report: ProofReport,
  project: string,
  verdict: ChainVerdict,
): Promise<void> {
  if (!verdict.ok) return;
  const { count: events } = await audit.knownEvents(project);
  if (events >= verdict.count) return;
  const why = `The chain has ${verdict.count} lines and its writers know ${events} events: one is repeated, or its row is gone`;
  report.findings.push({ record: 'audit event', key: project, why });
}
