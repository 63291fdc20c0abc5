import { factsOf } from '../domain/advance.ts';
import { type Hold, isOn } from '../domain/hold.ts';
import type { Operation } from '../domain/operation.ts';
import type { Facts } from '../domain/operation-table.ts';
import { retractionText, unpublishedText } from '../domain/retraction.ts';
import { isReachable, standingDecisions, supporters } from '../domain/round.ts';
import { isStalled } from '../domain/trouble.ts';
import { isToBeClosed } from '../domain/unpublished.ts';
import type { ChangeLine, OperationLine, Overview, RefusedLine } from '../pages/dashboard-page.ts';
import type { ClosingLine } from '../pages/needs-cards.ts';
import { countText, momentText } from '../pages/words.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { ChangeStore } from '../ports/changes.ts';
import type { HoldStore } from '../ports/holds.ts';
import type { Clock } from '../ports/ports.ts';
import type { BrokenRow, DecisionStore, ListPage, ProjectStore, Register } from '../ports/records.ts';
import type { DataListing } from '../ports/storage.ts';
import { findStrays } from '../use-cases/find-strays.ts';
import { findWaiting } from '../use-cases/find-waiting.ts';
import { type ClosingPorts, readClosing } from '../use-cases/read-closing.ts';
import { readLastAudits } from './last-audits.ts';
import { readUntold, readWaitingNames } from './needs.ts';

/** What the dashboard reads. */
export interface OverviewPorts {
  readonly register: Pick<Register, 'list' | 'projects' | 'unfinished' | 'owed' | 'rememberedDoor'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly audit: Pick<AuditLog, 'chains' | 'newest' | 'holds'>;
  readonly manifests: ClosingPorts['manifests'];
  readonly listing: DataListing;
  readonly projects: ProjectStore;
  readonly changes: Pick<ChangeStore, 'list'>;
  readonly holds: Pick<HoldStore, 'list'>;
  readonly secondOperator: boolean;
  readonly clock: Clock;
  readonly outageHours: number;
}

const mostFinished = 10;

const people: Readonly<Record<NonNullable<Facts['owner']>, string>> = {
  system: 'Sallyport',
  owner: 'Data owner',
  researcher: 'Researcher',
  approvers: 'Approvers',
  operator: 'Operator',
};

const endings: Readonly<Record<string, OperationLine['mood']>> = {
  available: 'good',
  released: 'good',
  failed: 'bad',
  rejected: 'bad',
  'in-review': 'wait',
};

/** Reads what the dashboard shows: every open operation, the newest finished ones, and the ends of the audit chains. */
export async function readOverview(ports: OverviewPorts): Promise<Overview> {
  const open: OperationLine[] = [];
  const broken: BrokenRow[] = [];
  for await (const item of ports.register.unfinished()) {
    if ('operation' in item) open.push(await lineOf(ports, item.operation));
    else broken.push(item.broken);
  }
  const [ended, strays, atDoors, refused, changes, holds, audits, { untold, broken: unread }, waitingNames, closings] =
    await Promise.all([
      lastEnded(ports.register),
      findStrays(ports),
      findWaiting(ports),
      refusedDefinitions(ports.projects),
      openChanges(ports.changes, ports.clock.now()),
      holdsOn(ports.holds, ports.clock.now()),
      readLastAudits(ports.audit, ports.clock.now()),
      readUntold(ports.register),
      readWaitingNames(ports.register),
      openClosings(ports),
    ]);
  const forPeople = new Set<string | undefined>([people.approvers, people.operator]);
  open.sort((a, b) => (a.since < b.since ? -1 : 1));
  return {
    now: ports.clock.now(),
    holds,
    waiting: open.filter((line) => forPeople.has(line.waitsOn)),
    moving: open.filter((line) => !forPeople.has(line.waitsOn)),
    finished: await Promise.all(ended.map((operation) => lineOf(ports, operation))),
    strays,
    atDoors,
    refused,
    broken: [...broken, ...unread],
    changes,
    secondOperator: ports.secondOperator,
    untold,
    waitingNames,
    closings,
    compute: audits.compute,
    audit: audits.all,
  };
}

/** The register lists one project after the other, so the newest of all are among the newest of each. */
async function lastEnded(register: Pick<Register, 'list' | 'projects'>): Promise<readonly Operation[]> {
  const pages: Promise<ListPage<Operation>>[] = [];
  for await (const project of register.projects()) {
    pages.push(register.list('ingress', project), register.list('export', project));
  }
  const newest = (await Promise.all(pages)).flatMap(({ items }) => items);
  return newest
    .filter((operation) => !factsOf(operation).open)
    .sort(newestFirst)
    .slice(0, mostFinished);
}

async function refusedDefinitions(projects: Pick<ProjectStore, 'list'>): Promise<RefusedLine[]> {
  const refused: RefusedLine[] = [];
  for await (const found of projects.list()) {
    if ('problems' in found) refused.push({ project: found.id, problems: found.problems });
  }
  return refused;
}

async function openChanges(changes: OverviewPorts['changes'], now: Date): Promise<ChangeLine[]> {
  const open: ChangeLine[] = [];
  for await (const { value } of changes.list()) {
    const { project, by, expiresAt, changes: parts } = value;
    if (now.toISOString() >= expiresAt) continue;
    open.push({ project, by: by.name, until: expiresAt, words: parts.map(({ words }) => words) });
  }
  return open;
}

async function holdsOn(holds: OverviewPorts['holds'], now: Date): Promise<Hold[]> {
  const on: Hold[] = [];
  for await (const { value } of holds.list()) if (isOn(value, now)) on.push(value);
  return on;
}

/** Projects that are closed and not through yet, and how far each has come. */
async function openClosings(ports: OverviewPorts): Promise<ClosingLine[]> {
  const lines: ClosingLine[] = [];
  for await (const found of ports.projects.list()) {
    const closing = await readClosing(ports, found);
    if (closing?.waits && 'value' in found) lines.push({ project: found.value.id, ...closing, waits: closing.waits });
  }
  return lines;
}

function newestFirst(a: Operation, b: Operation): number {
  return a.since < b.since ? 1 : -1;
}

type LinePorts = Pick<OverviewPorts, 'decisions' | 'clock' | 'outageHours'>;

async function lineOf(ports: LinePorts, operation: Operation): Promise<OperationLine> {
  const facts = factsOf(operation);
  const stalled = isStalled(operation, ports.clock.now(), ports.outageHours);
  const unscanned = operation.state === 'scanning' ? operation.scan?.unscanned : undefined;
  const owner = stalled || unscanned !== undefined ? 'operator' : facts.owner;
  const review = operation.state === 'in-review' ? await reviewOf(ports, operation) : undefined;
  const size = operation.package ?? operation.source;
  return {
    id: operation.id,
    door: operation.door,
    project: operation.project,
    name: operation.name,
    state: operation.state,
    since: operation.since,
    size: size === undefined ? undefined : { count: size.count, bytes: size.bytes },
    waitsFor:
      troubleText(operation, stalled) ??
      operation.hold ??
      unscanned ??
      review?.waitsFor ??
      closedText(operation, ports.clock.now()) ??
      operation.failure?.message ??
      facts.waitsFor,
    waitsOn: owner === null ? undefined : people[owner],
    until: review?.until ?? restorableUntil(operation) ?? facts.deadline ?? undefined,
    mood: operation.trouble || unscanned !== undefined ? 'bad' : (endings[operation.state] ?? 'plain'),
  };
}

function restorableUntil({ state, retraction }: Operation): string | undefined {
  return state === 'retracting' ? retraction?.restorableUntil : undefined;
}

function closedText(operation: Operation, now: Date): string | undefined {
  const { state, retraction } = operation;
  if (state === 'retracting') return retraction && retractionText(retraction, now);
  return isToBeClosed(operation) && state !== 'failed'
    ? `${factsOf(operation).waitsFor}. ${unpublishedText(operation)}`
    : undefined;
}

/** An outage in words: what the operation would wait for is of no use while it cannot go on. */
function troubleText({ trouble, stop }: Operation, stalled: boolean): string | undefined {
  if (trouble)
    return `${stalled ? 'stalled, ' : ''}trouble since ${momentText(trouble.since)}, tried ${countText(trouble.times, 'time')}: ${trouble.message}`;
  return stop && `stops once its runs have ended: ${stop.message}`;
}

async function reviewOf({ decisions, clock }: Pick<LinePorts, 'decisions' | 'clock'>, operation: Operation) {
  const now = clock.now();
  const rows = await decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (round === undefined) return undefined;
  const decided = new Set(standingDecisions(round, rows.decisions).map((decision) => decision.approver));
  const missing = round.approvers.filter((person) => !decided.has(person.oid)).map((person) => person.name);
  const approvals = supporters(round, rows.decisions, now).length;
  const vain = isReachable(round, now) ? '' : '; too few approvers are left, an operator must name more';
  const waitsFor = `${approvals} of ${round.rules.quorum} approvals; not decided: ${missing.join(', ') || 'nobody'}${vain}`;
  return { waitsFor, until: round.deadline };
}
