import { receiptKeys } from '../../activities/lifecycle/receipts.ts';
import { DAY } from '../../domain/base/time.ts';
import { closureName } from '../../domain/definition/closure.ts';
import { stillPending } from '../../domain/definition/pending-change.ts';
import { isOn } from '../../domain/operation/hold.ts';
import type { Shown } from '../../domain/overview/shown.ts';
import type { Week } from '../../domain/overview/week.ts';
import { weekOf } from '../../domain/overview/week.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { countPeople, countProjects } from './domain/count.ts';
import type { Held, HeldSettings } from './domain/held.ts';
import { satreReport } from './domain/report.ts';
import type { SatreReport } from './domain/statement.ts';
import { type AuditSamplePorts, readAudit } from './satre-audit.ts';
import { readSamples, type SamplePorts } from './satre-samples.ts';

export type SatrePorts = SamplePorts &
  AuditSamplePorts &
  Pick<Ports, 'projects' | 'overview' | 'weeks' | 'changes' | 'holds' | 'secrets' | 'clock'> &
  Omit<HeldSettings, 'groupsClaim' | 'images'> & {
    readonly groupsClaim: GroupsClaim;
    readonly images: readonly string[];
  };

const mostAtOnce = 8;
/** Projects whose weeks are read; the report says of how many there are. */
const mostWeeks = 50;
const mostClosures = 10;

export async function reportSatre(ports: SatrePorts): Promise<SatreReport> {
  return satreReport(await readHeld(ports));
}

/** Reads what the deployment holds now: a bounded number of rows and lines. */
export async function readHeld(ports: SatrePorts): Promise<Held> {
  const now = ports.clock.now();
  const { projects, hashes, refused } = await readProjects(ports);
  const [open, ended, seen, weeks, closures, audit, pending, holds, keys] = await Promise.all([
    readOpen(ports),
    ports.overview.ended(mostEnded),
    ports.overview.seen(),
    readWeeks(ports, projects, now),
    readClosures(ports, projects),
    readAudit(ports),
    countPending(ports, hashes, now),
    countHolds(ports, now),
    receiptKeys(ports),
  ]);
  return {
    at: now.toISOString(),
    projects: countProjects(projects, refused, { closures, groups: ports.groupsClaim.projects, now }),
    people: countPeople(projects, now),
    open,
    waitingNames:
      seen === undefined ? 0 : seen.atDoors.length + seen.waiting.reduce((sum, { waiting }) => sum + waiting, 0),
    untold: seen?.untold.length ?? 0,
    seenAt: seen?.at,
    weeks,
    samples: await readSamples(ports, ended),
    audit,
    pending,
    holds,
    receiptKeys: keys.length,
    settings: settingsOf(ports),
  };
}

/** As many as are kept to be shown. */
const mostEnded = 50;

function settingsOf(ports: SatrePorts): HeldSettings {
  const { secondOperator, groupsClaim, scannedDoors, restorableDays, datasetDays, images } = ports;
  return {
    secondOperator,
    groupsClaim: groupsClaim.on,
    scannedDoors,
    restorableDays,
    datasetDays,
    images: images.length,
  };
}

async function readProjects({ projects }: Pick<SatrePorts, 'projects'>) {
  const readable: Project[] = [];
  const hashes = new Map<string, string>();
  let refused = 0;
  for await (const found of projects.list()) {
    hashes.set('value' in found ? found.value.id : found.id, found.hash);
    if ('value' in found) readable.push(found.value);
    else refused += 1;
  }
  return { projects: readable, hashes, refused };
}

async function readOpen({ overview }: Pick<SatrePorts, 'overview'>): Promise<readonly Shown[]> {
  return (await Array.fromAsync(overview.open())).flatMap(({ row }) => row?.shown ?? []);
}

async function readWeeks(
  { weeks }: Pick<SatrePorts, 'weeks'>,
  projects: readonly Project[],
  now: Date,
): Promise<Held['weeks']> {
  const some = projects.slice(0, mostWeeks);
  const from = weekOf(new Date(now.getTime() - 52 * 7 * DAY).toISOString());
  const found: Week[] = [];
  await atOnce(mostAtOnce, some, async ({ id }) => void found.push(...(await weeks.weeks(id, from))));
  return { projects: some.length, of: projects.length, weeks: found };
}

/** Whether closings came to their end: the receipt of a closure is written then. */
async function readClosures({ manifests }: SamplePorts, projects: readonly Project[]) {
  const closed = projects.flatMap(({ id, closed: how }) => (how === undefined ? [] : closureName(id, how.releases)));
  const some = closed.slice(0, mostClosures);
  let show = 0;
  await atOnce(mostAtOnce, some, async (name) => {
    if ((await manifests.readReceipt(name)) !== undefined) show += 1;
  });
  return { show, of: some.length };
}

async function countPending(
  { changes }: Pick<SatrePorts, 'changes'>,
  hashes: ReadonlyMap<string, string>,
  now: Date,
): Promise<number> {
  let open = 0;
  for await (const { value } of changes.list())
    if (stillPending(value, hashes.get(value.project) ?? null, now) === 'open') open += 1;
  return open;
}

async function countHolds({ holds }: Pick<SatrePorts, 'holds'>, now: Date): Promise<number> {
  let on = 0;
  for await (const { value } of holds.list()) if (isOn(value, now)) on += 1;
  return on;
}
