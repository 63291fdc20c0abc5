import { isOfSystem } from '../../domain/audit/audit-event.ts';
import { isOfPeople } from '../../domain/operation/hold.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { HoldStore } from '../../ports/holds.ts';
import type { BeginOfSweep, OverviewStore } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type {
  AtWork,
  BrokenProject,
  DecisionStore,
  ProjectStore,
  Register,
  StoredProject,
  SweepPlaces,
} from '../../ports/records.ts';
import type { DataListing } from '../../ports/storage.ts';
import { AskedOnce, EachAskedOnce, forgetting, ListedOnce } from './asked-once.ts';

type AskedPorts = Pick<
  Ports,
  | 'register'
  | 'holds'
  | 'keptMails'
  | 'mailBudgets'
  | 'sweepPlaces'
  | 'projects'
  | 'changes'
  | 'refused'
  | 'absences'
  | 'listing'
  | 'overview'
  | 'clock'
>;

/** Which projects there are, and where the sweep before stopped. */
const wholeSweep = Number.POSITIVE_INFINITY;

/**
 * The ports as one sweep has them: what several of its parts ask for is asked for once, and again after a write of its own; a place is written
 * only where it is another one. What comes meanwhile, the next sweep finds; whoever writes must still find the ETag.
 */
export function portsOfSweep<P extends AskedPorts>(ports: P, ends: AskedOnce<readonly ChainEnd[]>): P {
  const { register, sweepPlaces, listing, overview, clock } = ports;
  const definitions = new ListedOnce(clock, () => ports.projects.list());
  const known = async () => {
    const chains = (await ends.answer()).map(({ chain }) => chain);
    return projectsOf(chains, definitions.all());
  };
  const projects = new AskedOnce(
    clock,
    // The register itself is asked by a request for each.
    () => known().catch(() => Array.fromAsync(register.projects())),
    wholeSweep,
  );
  const begin = new AskedOnce(clock, () => overview.atBegin(), wholeSweep);
  return {
    ...ports,
    register: workOnce(register, projects, clock),
    ...listsOnce(ports, definitions),
    ...mailsOnce(ports),
    holds: holdsOnce(ports.holds, clock),
    overview: { ...overview, seen: async () => (await begin.answer()).seen, ...shownOnce(overview, begin) },
    listing: topsOnce(listing, clock),
    sweepPlaces: placesOnce(sweepPlaces, begin),
  };
}

type Listed = Pick<Ports, 'projects' | 'changes' | 'refused' | 'absences'>;

function listsOnce(
  { projects, changes, refused, absences, clock }: Listed & Pick<Ports, 'clock'>,
  definitions: ListedOnce<StoredProject | BrokenProject>,
): Listed {
  const waiting = new ListedOnce(clock, () => changes.list());
  const names = new ListedOnce(clock, () => refused.list());
  const away = new AskedOnce(clock, () => absences.list());
  return {
    projects: { ...projects, list: () => definitions.all(), put: forgetting(definitions, projects.put) },
    changes: {
      ...changes,
      list: () => waiting.all(),
      put: forgetting(waiting, changes.put),
      remove: forgetting(waiting, changes.remove),
    },
    refused: { ...refused, list: () => names.all(), put: forgetting(names, refused.put) },
    absences: {
      list: () => away.answer(),
      put: forgetting(away, absences.put),
      remove: forgetting(away, absences.remove),
    },
  };
}

type MailsThatWait = Pick<Ports, 'keptMails' | 'mailBudgets'>;

function mailsOnce({ keptMails, mailBudgets, clock }: MailsThatWait & Pick<Ports, 'clock'>): MailsThatWait {
  const mails = new AskedOnce(clock, () => keptMails.waiting());
  return {
    keptMails: {
      ...keptMails,
      waiting: () => mails.answer(),
      async *list() {
        yield* (await mails.answer()).kept();
      },
      keep: forgetting(mails, keptMails.keep),
    },
    mailBudgets: {
      ...mailBudgets,
      async *collected() {
        yield* (await mails.answer()).collected();
      },
      collect: forgetting(mails, mailBudgets.collect),
    },
  };
}

function holdsOnce(store: HoldStore, clock: Ports['clock']): HoldStore {
  const holds = new AskedOnce(clock, () => store.all());
  return {
    ...store,
    all: () => holds.answer(),
    async *list(of) {
      for (const hold of (await holds.answer()).holds)
        if (isOfPeople(hold.value.project) === (of === 'people')) yield hold;
    },
    put: forgetting(holds, store.put),
    remove: forgetting(holds, store.remove),
    noteChecked: forgetting(holds, store.noteChecked),
  };
}

/** Whoever opens something needs a definition, and whatever moves leaves a line. */
async function projectsOf(
  chains: readonly string[],
  definitions: ReturnType<ProjectStore['list']>,
): Promise<readonly string[]> {
  const defined = await Array.fromAsync(definitions, (one) => ('problems' in one ? one.id : one.value.id));
  return [...new Set([...defined, ...chains.filter((chain) => !isOfSystem(chain))])].sort();
}

/** What is open and owed of a project is asked for together, and again behind a write of the sweep to it. */
function workOnce(register: Register, projects: AskedOnce<readonly string[]>, clock: Ports['clock']): Register {
  const works = new EachAskedOnce<AtWork>(clock, (project) => register.atWork(project));
  return {
    ...register,
    async *projects() {
      yield* await projects.answer();
    },
    async *unfinished(some) {
      for (const project of some ?? (await projects.answer())) yield* (await works.answer(project)).unfinished();
    },
    async *owed(project, operation) {
      yield* operation === undefined ? (await works.answer(project)).owed() : register.owed(project, operation);
    },
    open: (operation, ...rest) => works.behind(operation.project, register.open(operation, ...rest)),
    move: (stored, owed) => works.behind(stored.value.project, register.move(stored, owed)),
    updateOwed: (stored) => works.behind(stored.value.project, register.updateOwed(stored)),
    settle: async (...done) => {
      const [first] = done;
      if (first !== undefined) await works.behind(first.project, register.settle(...done));
    },
  };
}

/** For those that look at each review: whoever writes, or tells people of one, reads it anew. */
export function roundsOnce({ decisions, clock }: Pick<Ports, 'decisions' | 'clock'>): Pick<DecisionStore, 'read'> {
  const rounds = new EachAskedOnce(clock, (exportId) => decisions.read(exportId));
  return { read: (exportId) => rounds.answer(exportId) };
}

/** What lies at the doors, one level deep: what is below may be as many names as people like. */
function topsOnce(listing: DataListing, clock: Ports['clock']): DataListing {
  const ofDoor = (door: 'ingress' | 'exports') => new ListedOnce(clock, () => listing.children(door, ''));
  const doors = { ingress: ofDoor('ingress'), exports: ofDoor('exports') };
  return {
    ...listing,
    children: (place, prefix) =>
      prefix === '' && (place === 'ingress' || place === 'exports')
        ? doors[place].all()
        : listing.children(place, prefix),
  };
}

/** What was shown when the sweep began is given once: whoever asks again does so because it has changed. */
function shownOnce({ open }: Pick<OverviewStore, 'open'>, begin: AskedOnce<BeginOfSweep>): Pick<OverviewStore, 'open'> {
  let isGiven = false;
  return {
    async *open() {
      if (isGiven) return yield* open();
      const { shown } = await begin.answer();
      isGiven = true;
      yield* shown;
    },
  };
}

function placesOnce(places: SweepPlaces, begin: AskedOnce<BeginOfSweep>): SweepPlaces {
  const kept = new Map<string, string | undefined>();
  const read = async () => {
    const all = new Map([...(await begin.answer()).places, ...kept]);
    return new Map([...all].flatMap(([part, place]) => (place === undefined ? [] : [[part, place]])));
  };
  return {
    read,
    async keep(part, place) {
      if ((await read()).get(part) === place) return;
      await places.keep(part, place);
      kept.set(part, place);
    },
  };
}
