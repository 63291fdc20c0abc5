import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { BrokenDefinition } from '../../../domain/base/errors.ts';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import { gatherNames, nameOf } from '../../../domain/history/known-names.ts';
import { whyInWords } from '../../../domain/lifecycle/capacity.ts';
import { queueText } from '../../../domain/notification/mail-queue.ts';
import { everyProject, type Hold, isOn, liftAs } from '../../../domain/operation/hold.ts';
import type { Somebody } from '../../../domain/people/people.ts';
import { revealsDecision } from '../../../domain/review/blind.ts';
import { lastAudits } from '../../../functions/system/last-audits.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { HoldStore } from '../../../ports/holds.ts';
import type { Mailer } from '../../../ports/mail.ts';
import type { OverviewStore, Seen, ShownRow } from '../../../ports/overview.ts';
import type { Clock } from '../../../ports/ports.ts';
import type { DecisionStore, ProjectStore, Register } from '../../../ports/records.ts';
import type { DataListing } from '../../../ports/storage.ts';
import type { ChangeStore, DutyStore, PeopleStore, RefusedStore, UnreadableRows } from '../../../ports/stores.ts';
import { findOrphans, type Orphan } from '../../../use-cases/overview/find-orphans.ts';
import { asBroken } from '../../../use-cases/overview/find-unreadable.ts';
import { zonesIn } from '../../../use-cases/project/project-zones.ts';
import { type ClosingPorts, readClosing } from '../../../use-cases/project/read-closing.ts';
import { auditNotes } from './audit-notes.ts';
import { blindRows } from './blind-rows.ts';
import { type ChosenLines, isEverything } from './chosen-lines.ts';
import { type Gathered, gather } from './gather.ts';
import { lateRecipients } from './late-recipients.ts';
import type { ChangeLine, ClosingLine, OperationLine, Overview, UnusualLine, WaitingLine } from './lines.ts';
import { type Definitions, type FittingLines, fittingLines, idOf } from './lines-filter.ts';
import { operationLine } from './operation-line.ts';
import { asMine, type OwnProjects, ownProjects } from './own-projects.ts';

export interface OverviewPorts {
  readonly overview: Pick<OverviewStore, 'open' | 'ended' | 'seen'>;
  readonly register: Pick<Register, 'list' | 'briefs' | 'projects' | 'unfinished' | 'owed' | 'rememberedDoor'>;
  readonly duties: DutyStore;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly audit: Pick<AuditLog, 'ends' | 'newest' | 'holds'>;
  readonly manifests: ClosingPorts['manifests'];
  readonly looks: ClosingPorts['looks'];
  readonly listing: DataListing;
  readonly projects: ProjectStore;
  readonly changes: Pick<ChangeStore, 'list'>;
  readonly refused: Pick<RefusedStore, 'list'>;
  readonly holds: Pick<HoldStore, 'list'>;
  readonly people: Pick<PeopleStore, 'list'>;
  readonly unreadable: Pick<UnreadableRows, 'known'>;
  readonly secondOperator: boolean;
  readonly mailer: Pick<Mailer, 'waits'>;
  readonly clock: Clock;
  readonly outageHours: number;
}

/** `readAudits`: what remembers the audits in a process that reads them again and again. */
export interface AskedOverview {
  readonly readAudits?: ReturnType<typeof lastAudits>;
  readonly wanted?: ChosenLines;
}

/** Ended operations that are shown, and those among which a filter looks for them. */
const mostFinished = 10;
const mostSearched = 50;

/** Reads what the dashboard shows to somebody, with as few requests for a thousand operations as for one. */
export async function readOverview(
  ports: OverviewPorts,
  viewer: Somebody,
  { readAudits = lastAudits(ports.audit), wanted = {} }: AskedOverview = {},
): Promise<Overview> {
  const now = ports.clock.now();
  const [gathered, definitions, changes, refused, holds, people, queue] = await readRecords(ports, now);
  const own = ownProjects(definitions, viewer, now);
  const fitting = fittingLines(definitions, wanted, now);
  const isShown = (project: string) => !own.has(project) && fitting.takesOf(project);
  const blind = blindRows(gathered.open, definitions, viewer);
  const isHidden = ({ project }: AuditEvent) => own.has(project) || !fitting.takesProject(project);
  const isBlindOf = (note: AuditEvent) => revealsDecision(note) && blind.has(note.operation);
  const audits = await readAudits(now, (note) => isHidden(note) || isBlindOf(note));
  const values = definitions.flatMap((found) => ('value' in found ? [found.value] : []));
  const events = [...audits.all, ...audits.compute];
  const names = gatherNames({ definitions: values, people, changes, holds, events });
  const zones = zonesIn(definitions);
  const at = { now, outageHours: ports.outageHours };
  const line = (row: ShownRow) => lineFor(row, { ...at, timeZone: zones.get(row.shown.project) }, { own, blind });
  return {
    now,
    zones,
    filter: fitting.filter,
    own: [...own.keys()].sort(),
    secondOperator: ports.secondOperator,
    mailsWait: queue && queueText(queue),
    holds: holds
      .filter(({ project }) => project === everyProject || fitting.takesOf(project))
      .map((hold) => ({ ...hold, name: nameOf(names, hold.by), liftAs: liftAs(hold) })),
    ...operationLines(gathered, fitting, line),
    strays: isEverything(wanted) ? await strayLines(ports, definitions, own) : [],
    changes: changes.filter(({ project }) => isShown(project)).map(changeLine),
    ...(await ofProjects(ports, definitions, isShown)),
    compute: auditNotes(audits.compute, names),
    audit: auditNotes(audits.all, names),
    ...onProblems(withUnreadable(gathered, ports), definitions, isShown),
    refusedNames: refused.filter(({ project }) => isShown(project)),
  };
}

function readRecords(ports: OverviewPorts, now: Date) {
  return Promise.all([
    gather(ports, mostSearched),
    Array.fromAsync(ports.projects.list()),
    openChanges(ports.changes, now),
    refusedLines(ports.refused),
    holdsOn(ports.holds, now),
    ports.people.list(),
    ports.mailer.waits?.queue(),
  ]);
}

function operationLines({ open, ended }: Gathered, { takes }: FittingLines, line: (row: ShownRow) => OperationLine[]) {
  const lines = open.filter(takes).flatMap(line);
  lines.sort((a, b) => (a.since < b.since ? -1 : 1));
  const finished = ended.map((shown) => ({ shown })).filter(takes);
  return {
    waiting: lines.filter(({ needsSomebody }) => needsSomebody),
    moving: lines.filter(({ needsSomebody }) => !needsSomebody),
    finished: finished.flatMap(line).slice(0, mostFinished),
  };
}

/** What the last sweep told of, and what was read just now. */
function withUnreadable(gathered: Gathered, { unreadable }: Pick<OverviewPorts, 'unreadable'>): Gathered {
  const now = unreadable.known().map(asBroken);
  const before = gathered.broken.filter(({ key }) => !now.some((row) => row.key === key));
  return { ...gathered, broken: [...before, ...now] };
}

function onProblems({ broken, seen }: Gathered, definitions: Definitions, isShown: (project: string) => boolean) {
  return {
    seenAt: seen.at,
    atDoors: seen.atDoors.filter(({ path }) => isShown(path.split('/', 1)[0] ?? '')),
    refused: definitions.flatMap((found) =>
      'problems' in found && isShown(found.id) ? [{ project: found.id, problems: found.problems }] : [],
    ),
    broken: broken.filter(({ project }) => isShown(project)),
    outside: (seen.outside ?? []).filter(({ project }) => isShown(project)),
    unusual: unusualLines(seen, definitions, isShown),
    untold: seen.untold.filter(({ project }) => isShown(project)),
    waitingNames: seen.waiting.filter(({ project }) => isShown(project)).map(waitingLine),
  };
}

function unusualLines({ unusual }: Seen, definitions: Definitions, isShown: (project: string) => boolean) {
  return definitions.flatMap((found): UnusualLine[] => {
    const project = idOf(found);
    const left = 'value' in found && found.value.egress.unusualTold ? unusual?.projects[project] : undefined;
    return left === undefined || !isShown(project) ? [] : [{ project, week: unusual?.week ?? '', ...left }];
  });
}

/** An operation as whoever looks may see it; none where /api/mine shows them nothing of it. */
function lineFor(
  row: ShownRow,
  at: Parameters<typeof operationLine>[1],
  { own, blind }: { readonly own: OwnProjects; readonly blind: ReadonlySet<string | null> },
): OperationLine[] {
  const { id, project } = row.shown;
  const doors = own.get(project);
  if (doors === undefined) return [operationLine(row, at, blind.has(id) ? 'blind' : 'all')];
  const mine = asMine(row, doors);
  return mine === undefined ? [] : [operationLine(mine, at, 'mine')];
}

/** A definition that the rules refuse is there all the same. */
async function strayLines(ports: OverviewPorts, definitions: Definitions, own: OwnProjects): Promise<Orphan[]> {
  const known = new Map(definitions.map((found) => [idOf(found), found]));
  const isDefined = async (project: string): Promise<boolean> => {
    const found = known.get(project);
    if (found !== undefined && 'problems' in found) throw new BrokenDefinition(project, found.problems);
    return found !== undefined;
  };
  const orphans = await findOrphans({ ...ports, isDefined });
  return orphans.filter(({ path }) => !own.has(path.replace(/\/$/, '')));
}

function waitingLine({ door, project, waiting, why }: Seen['waiting'][number]): WaitingLine {
  return { door, project, waiting, reason: why === undefined ? 'the next sweep comes to them' : whyInWords[why] };
}

async function refusedLines(refused: OverviewPorts['refused']): Promise<WaitingLine[]> {
  const lists = (await Array.fromAsync(refused.list())).map(({ value }) => value);
  const reason = 'what lies there breaks the rules of the project, so it is refused; the page of the project lists it';
  return lists
    .filter(({ names }) => names.length > 0)
    .map(({ door, project, names }) => ({ door, project, waiting: names.length, reason }));
}

async function openChanges(changes: OverviewPorts['changes'], now: Date): Promise<PendingChange[]> {
  const all = await Array.fromAsync(changes.list());
  return all.map(({ value }) => value).filter(({ expiresAt }) => now.toISOString() < expiresAt);
}

function changeLine({ project, by, askedAt, expiresAt, changes }: PendingChange): ChangeLine {
  return { project, by: by.name, since: askedAt, until: expiresAt, words: changes.map(({ words }) => words) };
}

async function holdsOn(holds: OverviewPorts['holds'], now: Date): Promise<Hold[]> {
  return (await Array.fromAsync(holds.list())).map(({ value }) => value).filter((hold) => isOn(hold, now));
}

async function ofProjects(
  ...asked: Parameters<typeof openClosings>
): Promise<Pick<Overview, 'closings' | 'recipients'>> {
  return { closings: await openClosings(...asked), recipients: await lateRecipients(...asked) };
}

async function openClosings(
  ports: OverviewPorts,
  definitions: Definitions,
  isShown: (project: string) => boolean,
): Promise<ClosingLine[]> {
  const lines: ClosingLine[] = [];
  for (const found of definitions) {
    if (!('value' in found) || !isShown(found.value.id)) continue;
    const closing = await readClosing(ports, found);
    if (closing?.waits) lines.push({ project: found.value.id, ...closing, waits: closing.waits });
  }
  return lines;
}
