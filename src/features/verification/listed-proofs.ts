import { type Door, doors } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { PendingRow, Stored } from '../../ports/records.ts';
import type { DataPlace, ListedBlob } from '../../ports/storage.ts';
import type { ProofPorts } from './proof-report.ts';

type InHand = Pick<ProofPorts, 'audit' | 'register' | 'decisions' | 'manifests' | 'listing' | 'takes' | 'duties'>;

/** So much of a project is in hand at once; what is beyond is asked for one by one. */
const rowsAtMost = 10_000;
const reviewsAtMost = 5000;
const filesAtMost = 50_000;

/** The receipts of each operation, by one listing of them all. */
export async function listReceipts({
  manifests,
}: Pick<ProofPorts, 'manifests'>): Promise<ReadonlyMap<string, string[]>> {
  const names = new Map<string, string[]>();
  let page: string | undefined;
  do {
    const { items, continuation } = await manifests.receiptPage(page);
    for (const name of items) {
      const id = name.slice(0, name.indexOf('-'));
      names.set(id, [...(names.get(id) ?? []), name]);
    }
    page = continuation;
  } while (page !== undefined);
  return names;
}

/**
 * The ports of verification with what lists of a project say of it already in hand: its operations, events, the end of its chain, what it
 * owes, its names and versions, the names of receipts and what lies outside; and rounds once they were read. That is a moment old, so something
 * that looks wrong by it is to be looked at with the ports themselves before it is told.
 */
export async function listedProofs(
  ports: ProofPorts,
  project: string,
  receipts: ReadonlyMap<string, readonly string[]>,
): Promise<ProofPorts> {
  const inHand: InHand = {
    audit: await auditInHand(ports.audit, project),
    register: await registerInHand(ports.register, project, doors),
    decisions: reviewsInHand(ports.decisions),
    manifests: manifestsInHand(ports.manifests, receipts),
    listing: await releasedInHand(ports.listing, project),
    ...besideInHand(ports, project),
  };
  return { ...ports, ...inHand };
}

/** The same for whoever looks at a few operations of a project: its events and what lies outside are asked for, and each row and review once. */
export async function askedOnce(
  ports: ProofPorts,
  project: string,
  receipts: ReadonlyMap<string, readonly string[]>,
): Promise<ProofPorts> {
  return {
    ...ports,
    audit: { ...ports.audit, head: headInHand(ports.audit, project) },
    register: await registerInHand(ports.register, project, []),
    decisions: reviewsInHand(ports.decisions),
    manifests: manifestsInHand(ports.manifests, receipts),
    ...besideInHand(ports, project),
  };
}

/** Rows beside operations, of which only lines tell whether there are any: asked for when the first such line is read. */
function besideInHand({ takes, duties }: ProofPorts, project: string): Pick<InHand, 'takes' | 'duties'> {
  const once = <T>(of: (project: string) => Promise<T>) => {
    let known: Promise<T> | undefined;
    return (id: string) => {
      if (id !== project) return of(id);
      known ??= of(id);
      return known;
    };
  };
  return { takes: { of: once(takes.of) }, duties: { of: once(duties.of) } };
}

async function auditInHand(audit: ProofPorts['audit'], project: string): Promise<ProofPorts['audit']> {
  const known = await audit.knownEvents(project);
  return {
    ...audit,
    knownEvents: async (chain) => (chain === project ? known : await audit.knownEvents(chain)),
    head: headInHand(audit, project),
    holds: async (chain, id) => (chain === project && known.has(id)) || (await audit.holds(chain, id)),
  };
}

function headInHand(audit: ProofPorts['audit'], project: string): ProofPorts['audit']['head'] {
  const head = audit.head(project);
  // One that is none is refused where it is asked for, and named with its chain.
  head.catch(() => undefined);
  return (chain, atLeast) => (chain === project ? head : audit.head(chain, atLeast));
}

function manifestsInHand(
  manifests: ProofPorts['manifests'],
  receipts: ReadonlyMap<string, readonly string[]>,
): ProofPorts['manifests'] {
  return { ...manifests, receiptNames: async (id) => receipts.get(id) ?? [] };
}

async function registerInHand(
  register: ProofPorts['register'],
  project: string,
  doors: readonly Door[],
): Promise<ProofPorts['register']> {
  const pending = await owedInHand(register, project);
  const held = new Map<string, string>();
  const again = new Set<string>();
  const versions = new Map<string, number>();
  for await (const row of register.following(project)) {
    if (row.kind === 'name') held.set(`${row.door}/${row.name}`, row.id);
    else if (row.kind === 'again') again.add(row.id);
    else if (row.kind === 'version') versions.set(row.name, row.latest);
  }
  return {
    ...register,
    get: await rowsInHand(register, project, doors),
    owed: (_, id) => pending(id),
    isUnfinished: async ({ id, door, name }: Pick<Operation, 'id' | 'door' | 'name'>) =>
      held.get(`${door}/${name}`) === id || again.has(id),
    latestVersion: async (_, name) => versions.get(name) ?? 0,
  };
}

/** A row that cannot be read is in the way of each look, so that the ports themselves are asked for every operation. */
async function owedInHand(register: ProofPorts['register'], project: string) {
  const pending = new Map<string, PendingRow[]>();
  let problem: string | undefined;
  try {
    for await (const stored of register.owed(project)) {
      const { under } = stored;
      pending.set(under, [...(pending.get(under) ?? []), stored]);
    }
  } catch (error) {
    problem = messageOf(error);
  }
  return async function* of(id?: string): AsyncGenerator<PendingRow> {
    if (problem !== undefined) throw new Error(problem);
    yield* pending.get(id ?? '') ?? [];
  };
}

async function rowsInHand(
  register: ProofPorts['register'],
  project: string,
  doors: readonly Door[],
): Promise<ProofPorts['register']['get']> {
  const rows = new RecentCache<Stored<Operation> | ReturnType<typeof register.get>>(rowsAtMost);
  let count = 0;
  for (const door of doors) {
    let page: string | undefined;
    do {
      const { items, continuation } = await register.list(door, project, page);
      for (const value of items) rows.keep(value.id, { value, etag: '' });
      count += items.length;
      page = continuation;
    } while (page !== undefined && count < rowsAtMost);
  }
  return async (key) => rows.known(key.id) ?? rows.keep(key.id, register.get(key));
}

function reviewsInHand({ read }: ProofPorts['decisions']): ProofPorts['decisions'] {
  const reviews = new RecentCache<ReturnType<typeof read>>(reviewsAtMost);
  return { read: (id) => reviews.known(id) ?? reviews.keep(id, read(id)) };
}

/** What lies outside of a project, by the folder of each package. */
async function releasedInHand(listing: ProofPorts['listing'], project: string): Promise<ProofPorts['listing']> {
  const all = `${project}/`;
  const folders = new Map<string, ListedBlob[]>();
  let [date, count] = [new Date(0), 0];
  for await (const page of listing.pages('released', all)) {
    date = page.date;
    count += page.blobs.length;
    if (count > filesAtMost) return listing;
    for (const blob of page.blobs) {
      const folder = `${blob.path.split('/', 3).join('/')}/`;
      const files = folders.get(folder) ?? [];
      files.push(blob);
      folders.set(folder, files);
    }
  }
  const copies = copiesInHand(listing, all);
  return {
    ...listing,
    children: (place, prefix) => copies(place, prefix) ?? listing.children(place, prefix),
    async *pages(place, prefix, options) {
      if (place !== 'released' || !prefix.startsWith(all)) yield* listing.pages(place, prefix, options);
      else yield { date, blobs: prefix === all ? [...folders.values()].flat() : (folders.get(prefix) ?? []) };
    },
  };
}

/** The names in a project under which copies lie, by one listing of each place: below a name something is taken to lie. */
function copiesInHand({ children }: ProofPorts['listing'], all: string) {
  const names = new Map<DataPlace, Promise<ReadonlySet<string>>>();
  const namesIn = (place: DataPlace) => {
    const known = names.get(place) ?? Array.fromAsync(children(place, all)).then((found) => new Set(found));
    names.set(place, known);
    return known;
  };
  return (place: DataPlace, prefix: string): AsyncIterable<string> | undefined => {
    if (place === 'released' || !prefix.startsWith(all)) return undefined;
    const [name = ''] = prefix.slice(all.length).split('/');
    return name === '' ? undefined : onlyIf(async () => (await namesIn(place)).has(`${name}/`), name);
  };
}

async function* onlyIf(isThere: () => Promise<boolean>, name: string): AsyncGenerator<string> {
  if (await isThere()) yield name;
}
