import { doors } from '../../../domain/base/door.ts';
import { messageOf } from '../../../domain/base/errors.ts';
import { factsOf } from '../../../domain/lifecycle/advance.ts';
import { keepsNumber } from '../../../domain/lifecycle/unpublished.ts';
import { type NotifiedMove, notificationEndId, notificationKindOf } from '../../../domain/notification/pending-work.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { ConflictError } from '../../../ports/records.ts';
import type { AgainRow, FollowingRow, NameRow, VersionRow } from '../../../ports/register-repair.ts';
import { planTelling, toldMove } from './plan-telling.ts';
import type { PlannedRepair, RestorePorts } from './planned-repair.ts';
import { type Claim, hasNoName, heldNames, isKnown, nameKey } from './repair.ts';

/** Operations that are to be written from the audit, and those that must wait for it. */
interface PutBack {
  readonly restored: ReadonlyMap<string, Operation>;
  readonly early: ReadonlySet<string>;
  /** Rows as moves left them of which the audit does not tell that people were told. */
  readonly untold: AsyncIterable<Operation>;
  /** Why each is written: of a row that cannot be read its problem, which names the row. */
  readonly reasons: ReadonlySet<string>;
}

interface Followed {
  readonly repairs: readonly PlannedRepair[];
  readonly problems: readonly string[];
}

/** What the operations make of the rows that follow from them. Only what is open claims a name; `again`: what may have given it up before. */
interface Made {
  /** By the id of the operation: a row that stands in the place of another is read twice. */
  readonly claims: Map<string, Claim>;
  readonly again: Map<string, Claim>;
  /** The ids among them of what is never worked on with a name. */
  readonly nameless: Set<string>;
  readonly latest: Map<string, number>;
  /** By the id of the operation and the revision. */
  readonly told: Map<string, NotifiedMove>;
  readonly problems: string[];
}

/** Plans the rows that follow from the operations of a project, as they are once those to be restored are written. */
export async function planFollowing(ports: RestorePorts, project: string, putBack: PutBack): Promise<Followed> {
  const made = await makeOf(ports, project, putBack);
  // The rows are read last: what was opened or ended since then is looked at again before anything is said of it.
  const rows = await Array.fromAsync(ports.register.following(project));
  const again = rows.filter(isAgain);
  const claims = [...made.claims.values()].filter(({ id }) => !again.some((row) => row.id === id));
  const { held, problems } = heldNames(claims);
  const names = rows.filter(isName);
  const repairs = [
    ...rows.flatMap((row) => (row.kind === 'unreadable' ? [removal(ports, project, row, 'It cannot be read')] : [])),
    ...(await planNames(ports, project, { held, claims, putBack }, names)),
    ...(await planNameless(ports, project, { made, putBack }, [...names, ...again])),
    ...planVersions(ports, project, made.latest, rows.filter(isVersion)),
    ...(await planTelling(ports, made.told.values())),
  ];
  return { repairs, problems: [...made.problems, ...problems] };
}

const isName = (row: FollowingRow): row is NameRow => row.kind === 'name';
const isAgain = (row: FollowingRow): row is AgainRow => row.kind === 'again';
const isVersion = (row: FollowingRow): row is VersionRow => row.kind === 'version';

async function makeOf(
  { register }: RestorePorts,
  project: string,
  { restored, early, untold, reasons }: PutBack,
): Promise<Made> {
  const made: Made = {
    claims: new Map(),
    again: new Map(),
    nameless: new Set(),
    latest: new Map(),
    told: new Map(),
    problems: [],
  };
  for (const operation of restored.values()) take(made, operation);
  for await (const operation of untold) if (!early.has(operation.id)) takeTold(made, operation);
  for (const door of doors) {
    let page: string | undefined;
    do {
      const { items, broken, continuation } = await register.list(door, project, page);
      for (const operation of items) if (!restored.has(operation.id) && !early.has(operation.id)) take(made, operation);
      made.problems.push(...broken.map(({ problem }) => problem).filter((problem) => !reasons.has(problem)));
      page = continuation;
    } while (page !== undefined);
  }
  return made;
}

/** An operation in a state that no table knows claims nothing, and people must look at it. */
function take(made: Made, operation: Operation): void {
  const { claims, again, nameless, latest, problems } = made;
  const { id, door, name, version = 0 } = operation;
  try {
    const { open, reopens } = factsOf(operation);
    if (open && hasNoName(operation)) nameless.add(id);
    if (open) (reopens || nameless.has(id) ? again : claims).set(id, { id, door, name });
  } catch (error) {
    problems.push(messageOf(error));
  }
  if (keepsNumber(operation)) latest.set(name, Math.max(version, latest.get(name) ?? 0));
  takeTold(made, operation);
}

function takeTold({ told }: Made, operation: Operation): void {
  if (notificationKindOf(operation) !== undefined)
    told.set(notificationEndId(operation.id, operation.revision), toldMove(operation));
}

function removal({ register }: RestorePorts, project: string, row: FollowingRow, why: string): PlannedRepair {
  const write = () => register.removeFollowing(project, row);
  const isVersion = row.kind === 'version' || (row.kind === 'unreadable' && row.of === 'version');
  const key = row.kind === 'name' ? `${row.door}/${row.name}` : row.key;
  return { what: isVersion ? 'removed-version' : 'removed-name', key, why, write };
}

interface Names {
  readonly held: readonly Claim[];
  readonly claims: readonly Claim[];
  readonly putBack: PutBack;
}

async function planNames(
  ports: RestorePorts,
  project: string,
  { held, claims, putBack }: Names,
  rows: readonly NameRow[],
): Promise<PlannedRepair[]> {
  const claimed = new Set(claims.map(nameKey));
  const wanted = new Map(held.map((claim) => [nameKey(claim), claim]));
  const repairs: PlannedRepair[] = [];
  for (const row of rows) {
    const key = nameKey(row);
    const claim = wanted.get(key);
    const right = claim !== undefined && claim.id === row.id && claim.name === row.name;
    const contested = claim === undefined && claimed.has(key);
    const stays = right || contested || putBack.early.has(row.id);
    const why = stays ? undefined : await whyRemoved(ports, project, row, putBack.restored.get(row.id));
    if (why === undefined) wanted.delete(key);
    else repairs.push(removal(ports, project, row, why));
  }
  for (const claim of wanted.values()) {
    if (!putBack.restored.has(claim.id) && (await openOf(ports, project, claim)) === undefined) continue;
    const why = `No row says that ${claim.id} holds its name`;
    const write = () => giveName(ports, project, claim);
    repairs.push({ what: 'name', key: `${claim.door}/${claim.name}`, why, write });
  }
  return repairs;
}

/** Why a row of a name is wrong; undefined when its operation was opened since the others were looked at, or people must look at it. */
async function whyRemoved(
  { register }: RestorePorts,
  project: string,
  row: NameRow,
  restored: Operation | undefined,
): Promise<string | undefined> {
  const standing = restored ? { operation: restored } : await register.standing({ project, id: row.id });
  if (standing === undefined) return `It points at ${row.id}, which the register does not know`;
  if ('problem' in standing) return undefined;
  const { door, name, state } = standing.operation;
  if (door !== row.door || name !== row.name) return `It points at ${row.id}, which has another name`;
  if (isEnded(standing.operation)) return `It points at ${row.id}, which is ${stateText(state)}`;
  return isKnown(standing.operation) && hasNoName(standing.operation)
    ? `It points at ${row.id}, which is worked on without a name`
    : undefined;
}

function isEnded(operation: Operation): boolean {
  // A state that no table knows was named as a problem already.
  return isKnown(operation) && !factsOf(operation).open;
}

/** What is worked on after it gave up its name has a row of its own; what still holds its name needs none. */
async function planNameless(
  ports: RestorePorts,
  project: string,
  { made: { again, nameless }, putBack }: { readonly made: Made; readonly putBack: PutBack },
  rows: readonly (NameRow | AgainRow)[],
): Promise<PlannedRepair[]> {
  const repairs: PlannedRepair[] = [];
  for (const row of rows.filter(isAgain)) {
    const restored = putBack.restored.get(row.id);
    const standing = restored ? { operation: restored } : await ports.register.standing({ project, id: row.id });
    if (putBack.early.has(row.id) || (standing !== undefined && 'problem' in standing)) continue;
    if (standing !== undefined && !isEnded(standing.operation)) continue;
    repairs.push(removal(ports, project, row, `It points at ${row.id}, which is not worked on`));
  }
  const isWorkedOn = (id: string) => rows.some((row) => row.id === id && (row.kind === 'again' || !nameless.has(id)));
  for (const claim of [...again.values()].filter(({ id }) => !isWorkedOn(id)))
    repairs.push({
      what: 'again',
      key: claim.id,
      why: `No row says that ${claim.id} is worked on`,
      write: async () => {
        const standing = await openOf(ports, project, claim);
        if (standing === undefined) throw new ConflictError(`${claim.id} is no longer worked on`);
        await ports.register.workAgain(standing.operation, standing.etag);
      },
    });
  return repairs;
}

async function giveName(ports: RestorePorts, project: string, claim: Claim): Promise<void> {
  const standing = await openOf(ports, project, claim);
  if (standing === undefined) throw new ConflictError(`${claim.id} no longer holds its name`);
  await ports.register.holdName(standing.operation, standing.etag);
}

/** The operation of a claim while it is open. */
async function openOf({ register }: RestorePorts, project: string, { id }: Claim) {
  const standing = await register.standing({ project, id });
  return standing === undefined || 'problem' in standing || isEnded(standing.operation) ? undefined : standing;
}

/** A latest version is never lowered: what was given once is never given again. */
function planVersions(
  { register }: RestorePorts,
  project: string,
  latest: ReadonlyMap<string, number>,
  rows: readonly VersionRow[],
): PlannedRepair[] {
  const standing = new Map(rows.map((row) => [row.name, row]));
  return [...latest].flatMap(([name, version]): PlannedRepair[] => {
    const row = standing.get(name);
    if (row !== undefined && row.latest >= version) return [];
    const why = `${row === undefined ? 'It is missing' : `It is ${row.latest}`}; version ${version} was given`;
    const write = () => register.setLatest(project, name, version, row?.etag ?? null);
    return [{ what: 'version', key: name, why, write }];
  });
}
