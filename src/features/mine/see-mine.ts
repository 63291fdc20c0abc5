import type { DesiredCompute } from '../../compute/domain/plan.ts';
import { machinesToStart } from '../../compute/domain/start-by-hand.ts';
import type { SnapshotStore } from '../../compute/ports/snapshots.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { byRandomPart, type Door } from '../../domain/base/door.ts';
import { unreadableOf } from '../../domain/base/unreadable-row.ts';
import { whyInWords } from '../../domain/lifecycle/capacity.ts';
import { besidesOf, isDataset, isShownOutside } from '../../domain/notification/outside-view.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Inside } from '../../domain/overview/inside.ts';
import type { Somebody } from '../../domain/people/people.ts';
import type { Desired } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import { mayCompute, whyNotRunning } from '../../domain/project/project-time.ts';
import { isOver } from '../../domain/review/absence.ts';
import { shownRefused } from '../../functions/operation/refused.ts';
import type { OverviewStore, ShownRow } from '../../ports/overview.ts';
import type { ListPage, ProjectStore, Register } from '../../ports/records.ts';
import type { AbsenceStore, RefusedStore, UnreadableRows } from '../../ports/stores.ts';
import { type Part, partsOf } from '../../use-cases/people/readable-projects.ts';
import { openRows } from '../../use-cases/review/inbox.ts';
import type { Mine, OlderLink } from './mine.ts';
import { myDataset, myPackage } from './my-operations.ts';
import { myReviews, type ReviewListPorts, type ReviewsAsked } from './my-reviews.ts';
import { type NamedPorts, namedIn } from './see-named.ts';

export interface MinePorts extends ReviewListPorts, NamedPorts {
  readonly projects: ReviewListPorts['projects'] & Pick<ProjectStore, 'list'>;
  readonly overview: Pick<OverviewStore, 'open' | 'seen'>;
  readonly register: ReviewListPorts['register'] & Pick<Register, 'list' | 'listTold' | 'rememberedDoor'>;
  readonly refused: Pick<RefusedStore, 'get'>;
  readonly absences: Pick<AbsenceStore, 'list'>;
  readonly unreadable: Pick<UnreadableRows, 'known'>;
  readonly looks: Pick<SnapshotStore, 'of'>;
}

export interface MineAsked extends ReviewsAsked {
  readonly datasets?: string;
  readonly packages?: string;
}

/**
 * What waits for a person and what belongs to them: one listing of the definitions, one of what is open, a page of the register for each
 * project that they send through a door of, and a page of reviews, however many there are.
 */
export async function seeMine(ports: MinePorts, somebody: Somebody, asked: MineAsked = {}): Promise<Mine> {
  const now = ports.clock.now();
  const [projects, open, seen] = await Promise.all([
    projectsOf(ports, somebody, asked.project),
    openRows(ports.overview),
    ports.overview.seen(),
  ]);
  const as = (part: Part) => projects.filter(({ parts }) => parts.includes(part));
  const definitions = projects.map(({ project }) => project);
  const [datasets, packages] = await Promise.all([
    listed(ports, 'ingress', as('data owner'), asked.datasets),
    listed(ports, 'export', as('researcher'), asked.packages),
  ]);
  return {
    at: now.toISOString(),
    projects: await Promise.all(projects.map((one) => myProject(ports, one, seen?.inside))),
    ...(await myReviews(ports, somebody, { projects: definitions, rows: open.values() }, asked)),
    datasets: datasets.items.flatMap(({ operation, project }) =>
      isDataset(operation) ? [myDataset(operation, project)] : [],
    ),
    packages: packages.items
      .filter(({ operation }) => isShownOutside(operation, now, ports.ticks))
      .map(({ operation, project }) => myPackage(operation, project, besidesOf(roundOf(operation, open), now)))
      .toSorted(byRandomPart),
    ...(as('approver').length > 0 ? await absencesOf(ports, somebody.oid, now) : noAbsences),
    ...(await namedIn(ports, somebody.oid, definitions, now)),
    older: [...datasets.older, ...packages.older],
  };
}

/** The last look at the computes is read only where it can tell of a deletion after the end, or of a machine that its researchers may start. */
async function myProject(
  { looks, clock, ...ports }: MinePorts,
  { project, parts }: TakesPart,
  inside: Inside | undefined,
): Promise<Mine['projects'][number]> {
  const { id, title, compute } = project;
  const mayStart = parts.includes('researcher') && compute.virtualMachines.some(staysOff);
  const look = compute.keepComputeDays === undefined && !mayStart ? undefined : await looks.of(id);
  const now = clock.now();
  const machines = look !== undefined && mayStart ? machinesToStart(wantedOf(project, now), look, now) : [];
  const { ending } = look ?? {};
  const deleted = ending === undefined ? {} : { computesDeletedFrom: ending.deleteFrom };
  const kept = parts.includes('researcher') ? insideOf(id, inside) : {};
  const shut = await shutIn(ports, { project, parts }, now);
  return {
    id,
    title,
    timeZone: calendarOf(project).timeZone,
    parts,
    doors: doorsOf(project, parts),
    machines,
    ...deleted,
    ...kept,
    ...shut,
    ...(await refusedIn(ports, { project, parts })),
  };
}

function doorsOf({ id, ingress, egress }: Project, parts: readonly Part[]): Mine['projects'][number]['doors'] {
  const kindsOf = ({ allowedExtensions }: { readonly allowedExtensions: readonly string[] | null }) =>
    allowedExtensions ?? [];
  return [
    ...(parts.includes('data owner')
      ? [{ what: 'datasets' as const, folder: `ingress/${id}/`, kinds: kindsOf(ingress) }]
      : []),
    ...(parts.includes('researcher')
      ? [{ what: 'packages' as const, folder: `exports/${id}/`, kinds: kindsOf(egress) }]
      : []),
  ];
}

function insideOf(id: string, inside: Inside | undefined): Pick<Mine['projects'][number], 'arriving' | 'more'> {
  const isIn = (projects: readonly string[] = []) => (projects.includes(id) ? (true as const) : undefined);
  const [arriving, more] = [isIn(inside?.arriving), isIn(inside?.more)];
  return { ...(arriving === undefined ? {} : { arriving }), ...(more === undefined ? {} : { more }) };
}

/** Why nothing is taken in of a project that does not run, and for its data owners how many of their uploads wait. */
async function shutIn(
  { register }: Pick<MinePorts, 'register'>,
  { project, parts }: TakesPart,
  now: Date,
): Promise<Pick<Mine['projects'][number], 'shut' | 'waiting'>> {
  const why = whyNotRunning(project, now);
  if (why === undefined) return {};
  if (!parts.includes('data owner')) return { shut: whyInWords[why] };
  const { value } = await register.rememberedDoor('ingress', project.id);
  return { shut: whyInWords[why], waiting: value.waiting };
}

async function refusedIn(
  { refused }: Pick<MinePorts, 'refused'>,
  { project, parts }: TakesPart,
): Promise<Pick<Mine['projects'][number], 'refused'>> {
  if (!parts.includes('data owner')) return {};
  const { value } = await refused.get('ingress', project.id);
  return value.names.length === 0 ? {} : { refused: shownRefused(value) };
}

/** Whether a machine can be off until somebody starts it. */
function staysOff({ power, idleMinutes }: Desired<'machine'>): boolean {
  return power.mode === 'manual' || idleMinutes !== undefined;
}

function wantedOf(project: Project, now: Date): DesiredCompute {
  const { id, compute, hibernated } = project;
  return { project: id, definition: compute, active: mayCompute(project, now), hibernated };
}

const noAbsences = { absences: [], unreadableAbsences: 0 };

async function absencesOf({ absences, unreadable }: MinePorts, oid: string, now: Date) {
  const mine = (await absences.list()).filter((absence) => absence.oid === oid && !isOver(absence, now));
  return {
    absences: mine.map(({ from, to }) => ({ from, to })).toSorted(byText(({ from }) => from)),
    unreadableAbsences: unreadableOf(unreadable.known(), oid, 'absences').length,
  };
}

interface TakesPart {
  readonly project: Project;
  readonly parts: readonly Part[];
}

/** A definition that the rules of today refuse stops its own project only: who takes part in it is not known. */
export async function projectsOf(
  ports: Pick<MinePorts, 'projects' | 'clock'>,
  somebody: Somebody,
  only: string | undefined,
): Promise<TakesPart[]> {
  const found: TakesPart[] = [];
  for await (const stored of ports.projects.list()) {
    if ('problems' in stored) continue;
    const { value: project } = stored;
    const parts = only === undefined || only === project.id ? partsOf(project, somebody, ports.clock.now()) : [];
    if (parts.length > 0) found.push({ project, parts });
  }
  return found;
}

interface Listed {
  readonly items: readonly { readonly operation: Operation; readonly project: Project }[];
  readonly older: readonly OlderLink[];
}

/** The newest page of each project, or the one that the continuation leads to. */
async function listed(
  { register }: MinePorts,
  door: Door,
  projects: readonly TakesPart[],
  continuation: string | undefined,
): Promise<Listed> {
  const what = door === 'ingress' ? 'datasets' : 'packages';
  const pageOf = ({ id }: Project): Promise<ListPage<Operation>> =>
    door === 'ingress' ? register.list(door, id, continuation) : register.listTold(id, continuation);
  const pages = await Promise.all(projects.map(async ({ project }) => ({ project, page: await pageOf(project) })));
  const items = pages.flatMap(({ project, page }) => page.items.map((operation) => ({ operation, project })));
  return {
    items: items.toSorted((one, other) => (one.operation.startedAt < other.operation.startedAt ? 1 : -1)),
    older: pages.flatMap(({ project, page }) =>
      page.continuation === undefined ? [] : [{ project: project.id, what, continuation: page.continuation }],
    ),
  };
}

function roundOf({ id, round }: Operation, open: ReadonlyMap<string, ShownRow>): ShownRow['round'] {
  const shown = open.get(id)?.round;
  return shown?.number === round ? shown : undefined;
}

function byText<T>(textOf: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => (textOf(one) < textOf(other) ? -1 : Number(textOf(one) > textOf(other)));
}
