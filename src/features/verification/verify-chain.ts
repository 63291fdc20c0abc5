import { ChainCheck, type ChainState, type ChainVerdict, chainStart } from '../../domain/audit/audit-chain.ts';
import { HeadCheck } from '../../domain/audit/chain-head.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { applyHoldLine, type RecordedHold } from '../../domain/audit/recorded-hold.ts';
import { applyChangeLine, type RecordedChange } from '../../domain/definition/recorded-change.ts';
import { applyAbsenceLine, type RecordedAbsence } from '../../domain/review/recorded-absence.ts';
import { readableHead } from '../../use-cases/audit/readable-head.ts';
import { finalVerdict } from '../../use-cases/operation/final-verdict.ts';
import type { Place } from './proof-place.ts';
import type { ProofPorts, ProofReport } from './proof-report.ts';
import type { Work } from './verification-work.ts';
import { verifyAbsences } from './verify-absences.ts';
import { verifyChange, verifyDefinition } from './verify-definition.ts';
import { verifyHolds } from './verify-holds.ts';
import { LineCheck } from './verify-lines.ts';
import { SignedTreeCheck } from './verify-tree.ts';

/** So many lines are one bit of work. */
const linesAtOnce = 500;

/** What was verified before: so many lines, whose records are not looked at again. `moved`: the operations whose moves all lines tell of; `touched`: those that the rest is about. */
export interface Before {
  readonly lines: number;
  readonly moved: Set<string>;
  readonly touched: Set<string>;
}

/** Verifies the chain of a project bit by bit. */
export async function* chainSteps(
  { ports, sheet, signed, receiptsInHand: receipts }: Work,
  inHand: ProofPorts,
  project: string,
  from: Extract<Place, { stage: 'chain' }> | undefined,
  before?: Before,
): AsyncGenerator<Place> {
  // One that is none is named with what it must be once the lines were read.
  const head = from === undefined ? await readableHead(ports.audit, project) : from.head;
  const check = new ChainCheck(from?.state ?? chainStart(head));
  const heads = new HeadCheck(head, from?.at);
  const tree = new SignedTreeCheck(project, signed.get(project), from?.tree);
  const told = new LineCheck({ ports, receipts }, { ports: inHand, receipts }, project, from);
  let after = from?.after ?? '';
  let skip = from?.lines ?? 0;
  let rows: RowsInLines = from ?? { holds: [], absences: [] };
  for await (const blob of ports.audit.blobs(project, after)) {
    let lines = 0;
    for await (const line of blob.lines) {
      lines += 1;
      if (lines <= skip) continue;
      const event = check.add(line);
      sheet.findings.push(...tree.add(line));
      if (event) take(told, before, event, check.state);
      if (event) rows = rowsAfter(rows, event, ports.clock.now());
      if (event) heads.add({ blob: blob.name, text: line, hash: check.state.hash }, event);
      if (lines % linesAtOnce !== 0 || check.broken) continue;
      await checkTaken(sheet, told);
      const known = { ...told.told, ...placed(rows), state: check.state };
      yield { stage: 'chain', project, after, lines, ...known, head, at: heads.at, tree: tree.place };
    }
    await checkTaken(sheet, told);
    skip = 0;
    after = blob.name;
  }
  sheet.findings.push(...tree.end());
  await verifyEnd({ ports, sheet }, inHand, project, { check, heads, rows: { ...rows, ...told.told } });
}

/** Holds what all lines together say against the rows, and the end of the chain against its head and the events that its writers know. */
async function verifyEnd(
  { ports, sheet }: Pick<Work, 'ports' | 'sheet'>,
  { audit }: Pick<ProofPorts, 'audit'>,
  project: string,
  { check, heads, rows }: { readonly check: ChainCheck; readonly heads: HeadCheck; readonly rows: AllInLines },
): Promise<void> {
  if (!check.broken) sheet.findings.push(...(await verifyRows(ports, project, rows)));
  const verdict = await checkEnd({ ports, sheet }, project, check, heads);
  if (!verdict.ok || (await audit.knownEvents(project)).count >= verdict.count) return;
  await checkEvents(ports, sheet, project, verdict);
}

/** Takes a line to be checked, unless that was done before. */
function take(told: LineCheck, before: Before | undefined, event: AuditEvent, state: ChainState): void {
  const { operation, data } = event;
  const isNew = before === undefined || state.count > before.lines;
  if (operation !== null && data['row'] !== undefined) before?.moved.add(operation);
  if (operation !== null && isNew) before?.touched.add(operation);
  if (isNew) told.take(event, state);
  else told.note(event, state);
}

/** What the lines say of rows that are no operations: the definition, holds, absences and the change that waits. */
async function verifyRows(
  ports: ProofPorts,
  project: string,
  { definitions, holds, absences, change }: AllInLines,
): Promise<ProofReport['findings']> {
  return [
    ...(await verifyDefinition(ports, project, definitions)),
    ...(await verifyHolds(ports, project, holds)),
    ...(await verifyAbsences(ports, project, absences)),
    ...(await verifyChange(ports, project, change)),
  ];
}

interface RowsInLines {
  readonly holds: readonly RecordedHold[];
  readonly absences: readonly RecordedAbsence[];
  readonly change?: RecordedChange | undefined;
}

type AllInLines = RowsInLines & { readonly definitions: readonly string[] };

function rowsAfter({ holds, absences, change }: RowsInLines, event: AuditEvent, now: Date): RowsInLines {
  return {
    holds: applyHoldLine(holds, event),
    absences: applyAbsenceLine(absences, event, now),
    change: applyChangeLine(change, event),
  };
}

function placed({ holds, absences, change }: RowsInLines) {
  return { holds: [...holds], absences: [...absences], ...(change === undefined ? {} : { change }) };
}

export async function checkTaken(report: ProofReport, told: LineCheck): Promise<void> {
  for (const { bad, finding } of await told.checkTaken()) {
    if (bad) report.bad.push(bad);
    if (finding) report.findings.push(finding);
  }
}

/** Holds the end of a chain against its head. */
export async function checkEnd(
  { ports, sheet }: Pick<Work, 'ports' | 'sheet'>,
  project: string,
  check: ChainCheck,
  heads: HeadCheck,
): Promise<ChainVerdict> {
  const problem = await headProblem(ports, project, heads);
  if (problem !== undefined) sheet.findings.push({ record: 'head', key: project, why: problem });
  // An append that is under way is not waited for behind a head that is wrong.
  const verdict = problem === undefined ? await finalVerdict(ports, project, check.end()) : check.end();
  sheet.chains.push({ chain: project, ...verdict });
  return verdict;
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
