import type { AuditEvent } from '../audit/chain-line.ts';
import { jsonOf } from '../base/reading/json-of.ts';
import { factsOf } from '../lifecycle/advance.ts';
import { type PendingLook, type PendingWork, pendingAfter } from '../notification/pending-work.ts';
import { datasetRows } from '../operation/dataset.ts';
import { exportRows } from '../operation/export.ts';
import type { Operation } from '../operation/operation.ts';
import { operationSchema } from '../operation/operation-schema.ts';
import { stateText } from '../operation/state-text.ts';
import type { Decision } from '../review/decision.ts';
import {
  closedByOne,
  countedApprovals,
  countedDecisions,
  holdingQuestions,
  isQuorum,
  isSentBack,
  judgeRound,
  type Round,
} from '../review/round.ts';
import { isClearStep } from '../transfer/transfer.ts';

/** The row that the audit line of a move holds; undefined for a line of something else. Throws for one that holds no operation. */
export function rowInLine(event: AuditEvent): Operation | undefined {
  const { row } = event.data;
  if (row === undefined) return undefined;
  const read = operationSchema.safeParse(typeof row === 'string' ? jsonOf(row) : row);
  if (read.success && read.data.id === event.operation) return read.data;
  throw new Error(`The audit line ${event.id} holds no row of the operation ${event.operation}`);
}

/** What is found between two moves may change the row, so of one that still runs only what moves decide is compared. */
export function rowDisagrees(row: Operation, line: Operation): string | undefined {
  const whole = !factsOf(line).open;
  const [now, then] = whole ? [beforeClearing(row), beforeClearing(line)] : [row, line];
  const once = setOnce.filter((name) => Reflect.has(then, name));
  const names = whole ? new Set([...Object.keys(now), ...Object.keys(then)]) : [...fixed, ...once];
  for (const name of names) {
    const saidBy = (one: Operation) => canonical(whole ? Reflect.get(one, name) : settled(one, name));
    const [stands, told] = [saidBy(now), saidBy(then)];
    if (stands !== told) return `Its '${name}' is ${brief(stands)}, and the audit says ${brief(told)}`;
  }
  return undefined;
}

/** A row without what is written into it after the end, when what was kept is cleared; receipts prove that. */
function beforeClearing({ cleared: _, transfers, ...row }: Operation): Operation {
  return { ...row, transfers: transfers.filter(({ step }) => !isClearStep(step)) };
}

/** What a row says of a name in the same way until its next move. The list of what was outside comes after the release was taken back. */
function settled({ takeBack, ...row }: Operation, name: string): unknown {
  if (name !== 'takeBack' || takeBack === undefined) return Reflect.get(row, name);
  const { outside: _, ...wanted } = takeBack;
  return wanted;
}

/** What a move says once and for all, when it says it: why it failed, and who wanted it elsewhere, when and whereto. */
const setOnce = ['failure', 'withdrawal', 'takeBack', 'retraction', 'toldSince'];

const fixed = ['id', 'door', 'project', 'name', 'shape', 'state', 'revision', 'startedAt', 'since', 'tells'];

/** Ids that the audit line of the newest move of an operation can have: one for each way into its state. */
export function idsOfNewestLine({ id, door, state, revision }: Operation): string[] {
  if (revision === 0) return [`${id}.0`];
  const rows: readonly { readonly event: string; readonly to: string }[] =
    door === 'ingress' ? datasetRows : exportRows;
  const events = rows.filter(({ to }) => to === state).map(({ event }) => event);
  return [...new Set(events)].map((event) => `${id}.${revision}.${event}`);
}

export function pendingDisagrees(owed: PendingWork, row: Operation): string | undefined {
  if (owed.operation !== row.id || owed.project !== row.project) return `It belongs to ${owed.operation}`;
  if (owed.revision > row.revision) return `It is of the revision ${owed.revision}; the register has ${row.revision}`;
  if (owed.kind === 'look') return lookDisagrees(owed, row);
  if (owed.kind === 'telling') {
    if (owed.revision < row.revision) return undefined;
    return pendingAfter(row, noEvent).some(
      ({ kind, ...due }) => kind === 'telling' && Reflect.get(due, 'about') === owed.about,
    )
      ? undefined
      : `It tells of '${owed.about}', and the operation is ${stateText(row.state)}`;
  }
  return lineDisagrees(owed.event, owed.revision, row);
}

function lookDisagrees(look: PendingLook, row: Operation): string | undefined {
  const due = pendingAfter(row, { ...noEvent, data: { from: 'revoking' } });
  const isTrue = look.revision < row.revision || due.some((one) => one.kind === 'look' && one.dueAt === look.dueAt);
  return isTrue ? undefined : `It is due at ${look.dueAt}, which is no hour after the folder was emptied`;
}

function lineDisagrees(event: AuditEvent, revision: number, row: Operation): string | undefined {
  const line = rowInLine(event);
  if (line?.id !== row.id || line.revision !== revision) return 'The line that it owes is of another move';
  if (!event.id.startsWith(`${row.id}.${revision}`) || event.kind !== `${line.door}.${line.state}`)
    return 'The line that it owes does not say what the move was';
  return revision === row.revision ? rowDisagrees(row, line) : undefined;
}

const noEvent: AuditEvent = { id: '-', at: '-', kind: '-', project: '-', operation: null, actor: '-', data: {} };

export function reviewProblems(row: Operation, rounds: readonly Round[], decisions: readonly Decision[]): string[] {
  const sorted = rounds.toSorted((one, other) => one.number - other.number);
  const foreign = [...rounds, ...decisions].filter((one) => one.exportId !== row.id || one.project !== row.project);
  if (foreign[0]) return [`A row belongs to ${foreign[0].exportId} of ${foreign[0].project}`];
  const orphan = decisions.find(({ round, digest }) => sorted[round - 1]?.digest !== digest);
  return [
    ...numberProblem(row, sorted),
    ...(orphan ? [`The decision of ${orphan.approver} is about no round of that digest`] : []),
    ...sorted.flatMap((round) => closingProblem(round, decisions)),
    ...statusProblem(row, sorted.at(-1)),
  ];
}

function numberProblem({ round, package: frozen }: Operation, sorted: readonly Round[]): string[] {
  const gap = sorted.findIndex(({ number }, index) => number !== index + 1);
  if (gap >= 0) return [`The round ${gap + 1} is missing`];
  if (sorted.length < (round ?? 0)) return [`The round ${sorted.length + 1} is missing: the register has ${round}`];
  const latest = sorted.at(-1);
  if (latest && latest.digest !== frozen?.digest)
    return [`The round ${latest.number} is about another digest than the package`];
  return [];
}

/** A round that was closed by decisions must still hold them, and one that expired may not hold enough. */
function closingProblem(round: Round, decisions: readonly Decision[]): string[] {
  const closedAt = new Date(round.closedAt ?? round.deadline);
  if (round.status === 'approved' && !isQuorum(round.rules, countedApprovals(round, decisions, closedAt)))
    return [`The round ${round.number} is approved without the approvals that its rules ask for`];
  if (round.status === 'approved' && holdingQuestions(round, decisions, closedAt).length > 0)
    return [`The round ${round.number} is approved, and a question held its release then`];
  if (round.status === 'expired' && judgeRound({ ...round, status: 'open' }, decisions, closedAt) !== 'expired')
    return [`The round ${round.number} is expired, and by its deadline, rules and decisions it is not`];
  const { status } = round;
  const sentBack = isSentBack(status) && closedByOne(countedDecisions(round, decisions)) !== status;
  return sentBack ? [`The round ${round.number} is ${status}, and no decision in it says so`] : [];
}

const endsOfRounds: Readonly<Record<string, readonly Round['status'][]>> = {
  released: ['approved'],
  denied: ['denied'],
  'changes-wanted': ['changes-wanted'],
  expired: ['expired'],
  returning: ['approved', 'denied', 'changes-wanted', 'expired', 'withdrawn', 'superseded'],
  returned: ['approved', 'denied', 'changes-wanted', 'expired', 'withdrawn', 'superseded'],
};

function statusProblem({ state, round: asked }: Operation, latest: Round | undefined): string[] {
  const fitting = asked === undefined ? undefined : endsOfRounds[state];
  if (fitting === undefined || latest === undefined || fitting.includes(latest.status)) return [];
  return [`The round ${latest.number} is ${latest.status} and the package ${state}`];
}

/** A value as text that is the same in whatever order its parts stand. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'missing';
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join()}}`;
}

function brief(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
