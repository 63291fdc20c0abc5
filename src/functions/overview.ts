import { factsOf } from '../domain/advance.ts';
import type { Operation } from '../domain/operation.ts';
import type { Facts } from '../domain/operation-table.ts';
import type { BrokenLine, ChangeLine, OperationLine, Overview } from '../pages/dashboard-page.ts';
import { countText, momentText } from '../pages/words.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { ChangeStore } from '../ports/changes.ts';
import type { Clock } from '../ports/ports.ts';
import type { BrokenRow, DecisionStore, ListPage, ProjectStore, Register } from '../ports/records.ts';
import type { DataListing } from '../ports/storage.ts';
import { findStrays } from '../use-cases/find-strays.ts';
import { findWaiting } from '../use-cases/find-waiting.ts';
import { readLastAudits } from './last-audits.ts';

/** What the dashboard reads. */
export interface OverviewPorts {
  readonly register: Pick<Register, 'list' | 'projects' | 'unfinished'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly audit: Pick<AuditLog, 'chains' | 'newest'>;
  readonly listing: DataListing;
  readonly projects: ProjectStore;
  readonly changes: Pick<ChangeStore, 'list'>;
  readonly secondOperator: boolean;
  readonly clock: Clock;
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
  const brokenRows: BrokenRow[] = [];
  for await (const item of ports.register.unfinished()) {
    if ('operation' in item) open.push(await lineOf(ports.decisions, item.operation));
    else brokenRows.push(item.broken);
  }
  const [ended, strays, atDoors, broken, changes, audits] = await Promise.all([
    lastEnded(ports.register),
    findStrays(ports),
    findWaiting(ports),
    brokenDefinitions(ports.projects),
    openChanges(ports.changes, ports.clock.now()),
    readLastAudits(ports.audit, ports.clock.now()),
  ]);
  const forPeople = new Set<string | undefined>([people.approvers, people.operator]);
  open.sort((a, b) => (a.since < b.since ? -1 : 1));
  return {
    now: ports.clock.now(),
    waiting: open.filter((line) => forPeople.has(line.waitsOn)),
    moving: open.filter((line) => !forPeople.has(line.waitsOn)),
    finished: await Promise.all(ended.map((operation) => lineOf(ports.decisions, operation))),
    strays,
    atDoors,
    broken,
    brokenRows,
    changes,
    secondOperator: ports.secondOperator,
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

async function brokenDefinitions(projects: Pick<ProjectStore, 'list'>): Promise<BrokenLine[]> {
  const broken: BrokenLine[] = [];
  for await (const found of projects.list()) {
    if ('problems' in found) broken.push({ project: found.id, problems: found.problems });
  }
  return broken;
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

function newestFirst(a: Operation, b: Operation): number {
  return a.since < b.since ? 1 : -1;
}

async function lineOf(decisions: OverviewPorts['decisions'], operation: Operation): Promise<OperationLine> {
  const facts = factsOf(operation);
  const review = operation.state === 'in-review' ? await reviewOf(decisions, operation) : undefined;
  const size = operation.package ?? operation.source;
  return {
    id: operation.id,
    door: operation.door,
    project: operation.project,
    name: operation.name,
    state: operation.state,
    since: operation.since,
    size: size === undefined ? undefined : { count: size.count, bytes: size.bytes },
    waitsFor: troubleText(operation) ?? review?.waitsFor ?? operation.failure?.message ?? facts.waitsFor,
    waitsOn: facts.owner === null ? undefined : people[facts.owner],
    until: review?.until ?? facts.deadline ?? undefined,
    mood: operation.trouble ? 'bad' : (endings[operation.state] ?? 'plain'),
  };
}

/** An outage in words: what the operation would wait for is of no use while it cannot go on. */
function troubleText({ trouble, stop }: Operation): string | undefined {
  if (trouble)
    return `trouble since ${momentText(trouble.since)}, tried ${countText(trouble.times, 'time')}: ${trouble.message}`;
  return stop && `stops once its runs have ended: ${stop.message}`;
}

async function reviewOf(decisions: OverviewPorts['decisions'], operation: Operation) {
  const rows = await decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (round === undefined) return undefined;
  const own = rows.decisions.filter((decision) => decision.round === round.number);
  const decided = new Set(own.map((decision) => decision.approver));
  const missing = round.approvers.filter((person) => !decided.has(person.oid)).map((person) => person.name);
  const approvals = own.filter((decision) => decision.choice === 'approve').length;
  const waitsFor = `${approvals} of ${round.rules.quorum} approvals; not decided: ${missing.join(', ') || 'nobody'}`;
  return { waitsFor, until: round.deadline };
}
