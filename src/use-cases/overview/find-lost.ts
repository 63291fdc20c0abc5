import { createHash } from 'node:crypto';
import { isOfSystem, note, systemChain } from '../../domain/audit/audit-event.ts';
import { eventIn } from '../../domain/audit/chain-line.ts';
import { doors } from '../../domain/base/door.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { doorStores } from '../../domain/overview/restorable.ts';
import { lostText } from '../../domain/overview/stores.ts';
import type { AuditLog, ChainEnd } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow, Register } from '../../ports/records.ts';
import { chainLooksOf } from './chain-looks.ts';
import { type AccountPorts, hasLostMark, whyNotOpen } from './copied-account.ts';
import { lostHeads } from './lost-heads.ts';

type LostPorts = AccountPorts &
  Pick<Ports, 'audit' | 'listing' | 'clock'> & {
    readonly register: Pick<Ports['register'], 'list' | 'rememberedDoor'>;
    readonly projects: Pick<Ports['projects'], 'list' | 'find'>;
  };

const account = 'the control account';
/** A sweep has listed tables right before. */
const listedMs = 60_000;
const shutting: readonly string[] = [...doorStores, account];

/** A store, or a part of one, of which something else tells that it was there. */
export function lostRow(project: string, place: string, why: string, key = place.replace(/^\w+:/, '')): BrokenRow {
  return { project, key, problem: lostText(place, why), lost: true };
}

/**
 * What is lost, by what else tells of it: a chain of its head, its project's definition and operations; the chain of the system of every table
 * and container; the second copy of the account. It takes one request for each table, and some for each chain whose turn it is, however many
 * operations there are. A deployment that begins is marked.
 */
export async function findLost(
  ports: LostPorts,
  share: TimeSlice,
  askEnds = () => ports.audit.ends(),
): Promise<readonly BrokenRow[]> {
  const another = await whyNotOpen(ports);
  if (another !== undefined && !(await hasLostMark(ports)))
    return [lostRow('all', 'container:control/audit', another, account)];
  const ends = await askEnds();
  const looks = chainLooksOf(ports.audit);
  const missing = await ports.marks.missing(new Date(ports.clock.now().getTime() - listedMs));
  // Where a mark is missing all chains tell whether it was there.
  const due = missing.length > 0 ? ends : looks.due(ends);
  const { headless, unknown } = await lostHeads(ports.audit, due, share);
  const all = share.isOver() ? [] : await lostStores(ports, { ends, missing, shut: [...headless, ...unknown] });
  const known = new Set(all.map(({ key }) => key));
  const ofProjects =
    known.has('register') || known.has('control/projects') ? [] : await lostProjects(ports, { ends, due }, share);
  const heads = [
    ...headless.map((chain) => lostRow(projectOf(chain), 'row:heads head', ofHead(chain))),
    ...unknown.map((chain) => lostRow(projectOf(chain), 'row:heads event', ofEvents(chain))),
  ];
  const lost = [...all, ...(known.has('heads') ? [] : heads), ...ofProjects];
  if (!share.isOver()) looks.looked(due, lost);
  return lost;
}

const projectOf = (chain: string) => (chain === systemChain ? 'all' : chain);
const ofHead = (chain: string) => `the chain ${chain} has lines and no head`;
const ofEvents = (chain: string) => `of the last line of the chain ${chain} nothing is known`;

/** Tables and containers without their mark. Where nothing tells that they were marked, the deployment begins, unless the data of others lie in it. */
async function lostStores(
  ports: LostPorts,
  {
    ends,
    missing,
    shut,
  }: { readonly ends: readonly ChainEnd[]; readonly missing: readonly string[]; readonly shut: readonly string[] },
): Promise<readonly BrokenRow[]> {
  const { marks, audit } = ports;
  if (missing.length === 0) return shut.includes(systemChain) ? [] : await lostLines(ports, ends);
  // A version with one table more marks that one; heads were always there.
  const isHeadsAlone = missing.includes('table:heads') && missing.length < marks.places.length;
  const isTold = async () => await audit.holds(systemChain, begunEvent(marks.places).id);
  if (isHeadsAlone || shut.includes(systemChain) || (await isTold()))
    return missing.map((place) => lostRow('all', place, 'its mark is gone'));
  const before = ends.every(({ chain }) => isOfSystem(chain)) ? await knownBefore(ports) : undefined;
  if (before !== undefined) return [lostRow('all', 'container:control/audit', before, account)];
  await marks.put(missing);
  await tellBegun(ports);
  return [];
}

/** Every mark stands. Whoever wrote the last was stopped before the line, perhaps: this process writes it once. */
async function lostLines(ports: LostPorts, ends: readonly ChainEnd[]): Promise<readonly BrokenRow[]> {
  const isThere = ends.some(({ chain, length }) => chain === systemChain && length > 0);
  if (!isThere && ((await ports.audit.head(systemChain))?.count ?? 0) > 0) {
    // Its first line may have been written since the ends were listed.
    if (!(await ports.audit.ends()).some(({ chain }) => chain === systemChain)) return [lostAudit];
  }
  await tellBegun(ports);
  return [];
}

async function tellBegun({ audit, marks, clock }: LostPorts): Promise<void> {
  await audit.append(systemChain, [note(systemChain, { ...begunEvent(marks.places), at: clock.now() })]);
}

/** Its id is another one where a version marks other places. */
function begunEvent(places: readonly string[]) {
  const digest = createHash('sha256').update(places.join('\n')).digest('hex').slice(0, 12);
  return { id: `stores-begun-${digest}`, kind: 'stores.begun' as const };
}

const lostAudit = lostRow(
  'all',
  'container:control/audit',
  'the tables were marked, and the chain of the system has no line',
);

/** The projects at whose doors nothing is taken in, since nobody knows what was taken before; `all` of them. */
export function shutBy(lost: readonly BrokenRow[]): ReadonlySet<string> {
  return new Set(lost.filter(({ key }) => shutting.includes(key)).map(({ project }) => project));
}

/** Whether what was signed of the audit is lost: until it is back nothing is signed, or the same log would say two things. */
export function isTreeLost(lost: readonly BrokenRow[]): boolean {
  return lost.some(({ key }) => key === account || key === 'control/tree');
}

/** Only Data Factory writes there, at the wish of a control plane that knows of it. */
export async function knownBefore({ listing }: Pick<LostPorts, 'listing'>): Promise<string | undefined> {
  for (const place of ['datasets', 'review', 'released'] as const)
    for await (const name of listing.children(place, ''))
      return `${name} lies in ${place}, and no line of the audit tells of it; it is not taken for a new deployment`;
  return undefined;
}

type Told = 'operations' | 'definition' | 'neither';

/** What chains were found to tell, which stays true until their next line. */
const toldTo = new WeakMap<object, RecentCache<Told>>();
const chainsAtMost = 2000;
const linesAtMost = 500;

async function lostProjects(
  ports: LostPorts,
  { ends, due }: { readonly ends: readonly ChainEnd[]; readonly due: readonly ChainEnd[] },
  share: TimeSlice,
): Promise<BrokenRow[]> {
  const defined = new Set(
    await Array.fromAsync(within(share, ports.projects.list()), (one) => ('problems' in one ? one.id : one.value.id)),
  );
  const lost: BrokenRow[] = [];
  // What was cut would look as if it were lost.
  if (share.isOver()) return lost;
  for (const end of ends) {
    const { chain } = end;
    if (isOfSystem(chain) || share.isOver()) continue;
    // The definition may have been put since they were listed.
    const isUndefined = !defined.has(chain) && (await whatTells(ports, end)) !== 'neither';
    if (isUndefined && (await ports.projects.find(chain)) === undefined)
      lost.push(lostRow(chain, 'container:control/projects', `the audit tells of the project ${chain}`));
    if (due.includes(end) && !(await isDoorKnown(ports, chain)) && (await isRegisterLost(ports, chain, end)))
      lost.push(lostRow(chain, 'table:register', `the audit tells of operations of ${chain}, and none has a row`));
  }
  return lost;
}

/** Whether a row of the project stands beside its operations, as whoever opens something asks. */
async function isDoorKnown({ register }: LostPorts, project: string): Promise<boolean> {
  for (const door of doors) if ((await register.rememberedDoor(door, project)).etag !== null) return true;
  return false;
}

/** Whether the register has lost all operations of a project, though its chain tells of some. Whoever knows of a row need not ask. */
export async function isRegisterLost(
  { register, audit }: { readonly register: Pick<Register, 'list'>; readonly audit: Pick<AuditLog, 'ends' | 'newest'> },
  project: string,
  known?: ChainEnd,
): Promise<boolean> {
  for (const door of doors) {
    const { items, broken } = await register.list(door, project);
    if (items.length + broken.length > 0) return false;
  }
  const end = known ?? (await audit.ends()).find(({ chain }) => chain === project);
  return end !== undefined && (await whatTells({ audit }, end)) === 'operations';
}

/** Whether the newest lines of a chain tell of operations, or that a definition was put in force. */
async function whatTells({ audit }: { readonly audit: Pick<AuditLog, 'newest'> }, end: ChainEnd): Promise<Told> {
  const told = toldTo.get(audit) ?? new RecentCache<Told>(chainsAtMost);
  toldTo.set(audit, told);
  const key = `${end.chain} ${end.version}`;
  const known = told.known(key);
  if (known !== undefined) return known;
  let what: Told = 'neither';
  let lines = 0;
  for await (const line of audit.newest(end.chain, end)) {
    const event = eventIn(line);
    if (event !== undefined && event.operation !== null) what = 'operations';
    else if (event?.kind === 'project.changed') what = 'definition';
    lines += 1;
    if (what === 'operations' || lines === linesAtMost) break;
  }
  return told.keep(key, what);
}
