import { factsOf, missingText } from '../domain/advance.ts';
import { whyInWords } from '../domain/capacity.ts';
import { BrokenDefinition } from '../domain/errors.ts';
import { type Hold, isOn } from '../domain/hold.ts';
import type { Facts } from '../domain/operation-table.ts';
import type { Somebody } from '../domain/people.ts';
import { purposeWait } from '../domain/purpose.ts';
import { retractionText } from '../domain/retraction.ts';
import { roundText, type Shown, shownOf } from '../domain/shown.ts';
import { isStalled } from '../domain/trouble.ts';
import type { ChangeLine, OperationLine, Overview } from '../pages/dashboard-page.ts';
import type { ClosingLine, WaitingLine } from '../pages/needs-cards.ts';
import { actorWords, countText, momentText } from '../pages/words.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { ChangeStore } from '../ports/changes.ts';
import type { HoldStore } from '../ports/holds.ts';
import type { OverviewStore, Seen, ShownRow } from '../ports/overview.ts';
import type { Clock } from '../ports/ports.ts';
import type {
  BrokenProject,
  BrokenRow,
  DecisionStore,
  ProjectStore,
  Register,
  StoredProject,
} from '../ports/records.ts';
import type { DataListing } from '../ports/storage.ts';
import { findStrays } from '../use-cases/find-strays.ts';
import { toBeShown } from '../use-cases/mend-shown.ts';
import { type ClosingPorts, readClosing } from '../use-cases/read-closing.ts';
import { lastEnded, seeEverything } from '../use-cases/see-everything.ts';
import { blindRows, tellsOfDecision } from './blind-rows.ts';
import { lastAudits } from './last-audits.ts';

/** What the dashboard reads. */
export interface OverviewPorts {
  readonly overview: Pick<OverviewStore, 'open' | 'ended' | 'seen'>;
  readonly register: Pick<Register, 'list' | 'projects' | 'unfinished' | 'owed' | 'rememberedDoor'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly audit: Pick<AuditLog, 'ends' | 'newest' | 'holds'>;
  readonly manifests: ClosingPorts['manifests'];
  readonly listing: DataListing;
  readonly projects: ProjectStore;
  readonly changes: Pick<ChangeStore, 'list'>;
  readonly holds: Pick<HoldStore, 'list'>;
  readonly secondOperator: boolean;
  readonly clock: Clock;
  readonly outageHours: number;
}

/** Ended operations that are shown. */
const mostFinished = 10;

const endings: Readonly<Record<string, OperationLine['mood']>> = {
  available: 'good',
  released: 'good',
  failed: 'bad',
  rejected: 'bad',
  'in-review': 'wait',
};

/** Reads what the dashboard shows to somebody, with as few requests for a thousand operations as for one. A process that reads it again and again hands over what remembers the audits. */
export async function readOverview(
  ports: OverviewPorts,
  viewer: Somebody,
  readAudits = lastAudits(ports.audit),
): Promise<Overview> {
  const now = ports.clock.now();
  const [gathered, definitions, changes, holds] = await Promise.all([
    gather(ports),
    allOf(ports.projects.list()),
    openChanges(ports.changes, now),
    holdsOn(ports.holds, now),
  ]);
  const blind = blindRows(gathered.open, definitions, viewer);
  const audits = await readAudits(now, (note) => tellsOfDecision(note) && blind.has(note.operation));
  const { seen } = gathered;
  const open = gathered.open.map((row) => lineOf(row, now, ports.outageHours, blind.has(row.shown.id)));
  open.sort((a, b) => (a.since < b.since ? -1 : 1));
  const forPeople = new Set<string | undefined>([actorWords.approvers, actorWords.operator]);
  return {
    now,
    holds,
    waiting: open.filter((line) => forPeople.has(line.waitsOn)),
    moving: open.filter((line) => !forPeople.has(line.waitsOn)),
    finished: gathered.ended.map((shown) => lineOf({ shown }, now, ports.outageHours)),
    strays: await findStrays({ ...ports, isDefined: definedAmong(definitions) }),
    seenAt: seen.at,
    atDoors: seen.atDoors,
    refused: definitions.flatMap((found) =>
      'problems' in found ? [{ project: found.id, problems: found.problems }] : [],
    ),
    broken: [...gathered.broken, ...seen.broken],
    changes,
    secondOperator: ports.secondOperator,
    untold: seen.untold,
    waitingNames: seen.waiting.map(waitingLine),
    closings: await openClosings(ports, definitions),
    compute: audits.compute,
    audit: audits.all,
  };
}

interface Gathered {
  readonly open: readonly ShownRow[];
  readonly ended: readonly Shown[];
  readonly broken: readonly BrokenRow[];
  readonly seen: Seen;
}

/** From where it is gathered. Before the first sweep has compared that with the register, from the register itself. */
async function gather(ports: OverviewPorts): Promise<Gathered> {
  const seen = await ports.overview.seen();
  if (seen === undefined) return await gatherFromRegister(ports);
  const [rows, ended] = await Promise.all([allOf(ports.overview.open()), ports.overview.ended(mostFinished)]);
  const broken = rows
    .filter(({ row }) => row === undefined)
    .map(({ id }) => ({
      project: 'unknown',
      key: id,
      problem: 'What is shown of it cannot be read; the next sweep writes it again',
    }));
  return { open: rows.flatMap(({ row }) => row ?? []), ended, broken, seen };
}

async function gatherFromRegister(ports: OverviewPorts): Promise<Gathered> {
  const found = await allOf(ports.register.unfinished());
  const open = found.flatMap((item) => ('operation' in item ? [item.operation] : []));
  const broken = found.flatMap((item) => ('broken' in item ? [item.broken] : []));
  const rows: ShownRow[] = [];
  for (const operation of open) rows.push(await toBeShown(ports, operation));
  const ended = await lastEnded(ports.register, mostFinished);
  return { open: rows, ended: ended.map(shownOf), broken: [], seen: await seeEverything(ports, { open, broken }) };
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

type Definitions = readonly (StoredProject | BrokenProject)[];

/** A definition that the rules refuse is there all the same. */
function definedAmong(definitions: Definitions): (project: string) => Promise<boolean> {
  const known = new Map(definitions.map((found) => ['problems' in found ? found.id : found.value.id, found]));
  return async (project) => {
    const found = known.get(project);
    if (found !== undefined && 'problems' in found) throw new BrokenDefinition(project, found.problems);
    return found !== undefined;
  };
}

function waitingLine({ door, project, waiting, why }: Seen['waiting'][number]): WaitingLine {
  return { door, project, waiting, reason: why === undefined ? 'the next sweep comes to them' : whyInWords[why] };
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
async function openClosings(ports: OverviewPorts, definitions: Definitions): Promise<ClosingLine[]> {
  const lines: ClosingLine[] = [];
  for (const found of definitions) {
    const closing = await readClosing(ports, found);
    if (closing?.waits && 'value' in found) lines.push({ project: found.value.id, ...closing, waits: closing.waits });
  }
  return lines;
}

const blindText = 'what the others decided is shown once the review is over, because you decide in it';

function lineOf({ shown, round }: ShownRow, now: Date, outageHours: number, isBlind = false): OperationLine {
  const facts = factsOf(shown);
  const { id, door, project, name, state, since, size, trouble, missing, hold, unscanned, failure, purposeUntil } =
    shown;
  const stalled = isStalled(shown, now, outageHours);
  const owner = ownerNow(shown, stalled, facts);
  const review = round?.number === shown.round ? round : undefined;
  const waitsFor = [
    troubleText(shown, stalled),
    missing && missingText,
    hold,
    unscanned,
    purposeUntil && purposeWait,
    review && (isBlind ? blindText : roundText(review, now)),
    closedText(shown, now),
    failure,
  ];
  return {
    ...{ id, door, project, name, state, since, size },
    waitsFor: waitsFor.find((text) => text !== undefined) ?? facts.waitsFor,
    waitsOn: owner === null ? undefined : actorWords[owner],
    until: review?.deadline ?? purposeUntil ?? shown.retraction?.restorableUntil ?? facts.deadline ?? undefined,
    mood: trouble || unscanned !== undefined ? 'bad' : (endings[state] ?? 'plain'),
  };
}

function ownerNow({ unscanned, purposeUntil }: Shown, stalled: boolean, { owner }: Facts): Facts['owner'] {
  if (stalled || unscanned !== undefined) return 'operator';
  return purposeUntil === undefined ? owner : 'researcher';
}

function closedText(shown: Shown, now: Date): string | undefined {
  if (shown.retraction) return retractionText(shown.retraction, now);
  return shown.unpublished && `${factsOf(shown).waitsFor}. ${shown.unpublished}`;
}

/** An outage in words: what the operation would wait for is of no use while it cannot go on. */
function troubleText({ trouble, stop }: Shown, stalled: boolean): string | undefined {
  if (trouble)
    return `${stalled ? 'stalled, ' : ''}trouble since ${momentText(trouble.since)}, tried ${countText(trouble.times, 'time')}: ${trouble.message}`;
  return stop && `stops once its runs have ended: ${stop}`;
}
