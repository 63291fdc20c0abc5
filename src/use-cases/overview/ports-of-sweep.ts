import { isOfSystem } from '../../domain/audit/audit-event.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { AtWork, ProjectStore, Register, SweepPlaces } from '../../ports/records.ts';
import type { DataListing } from '../../ports/storage.ts';
import { AskedOnce, forgetting, ListedOnce } from './asked-once.ts';

type AskedPorts = Pick<
  Ports,
  'register' | 'sweepPlaces' | 'projects' | 'changes' | 'refused' | 'listing' | 'overview' | 'clock'
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
  const changes = new ListedOnce(clock, () => ports.changes.list());
  const refused = new ListedOnce(clock, () => ports.refused.list());
  const seen = new AskedOnce(clock, () => overview.seen());
  return {
    ...ports,
    register: workOnce(register, projects, clock),
    projects: {
      ...ports.projects,
      list: () => definitions.all(),
      put: forgetting(definitions, ports.projects.put),
    },
    changes: {
      ...ports.changes,
      list: () => changes.all(),
      put: forgetting(changes, ports.changes.put),
      remove: forgetting(changes, ports.changes.remove),
    },
    refused: { ...ports.refused, list: () => refused.all(), put: forgetting(refused, ports.refused.put) },
    overview: { ...overview, seen: () => seen.answer(), see: forgetting(seen, overview.see) },
    listing: topsOnce(listing, clock),
    sweepPlaces: placesOnce(sweepPlaces, clock),
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
  const works = new Map<string, AskedOnce<AtWork>>();
  const workOf = (project: string) => {
    const known = works.get(project) ?? new AskedOnce(clock, () => register.atWork(project));
    works.set(project, known);
    return known.answer();
  };
  const behind = async <T>(project: string, write: Promise<T>): Promise<T> => {
    try {
      return await write;
    } finally {
      works.delete(project);
    }
  };
  return {
    ...register,
    async *projects() {
      yield* await projects.answer();
    },
    async *unfinished(some) {
      for (const project of some ?? (await projects.answer())) yield* (await workOf(project)).unfinished();
    },
    async *owed(project, operation) {
      yield* operation === undefined ? (await workOf(project)).owed() : register.owed(project, operation);
    },
    open: (operation, ...rest) => behind(operation.project, register.open(operation, ...rest)),
    move: (stored, owed) => behind(stored.value.project, register.move(stored, owed)),
    updateOwed: (stored) => behind(stored.value.project, register.updateOwed(stored)),
    settle: (owed) => behind(owed.project, register.settle(owed)),
  };
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

function placesOnce(places: SweepPlaces, clock: Ports['clock']): SweepPlaces {
  const asked = new AskedOnce(clock, async () => new Map(await places.read()), wholeSweep);
  const read = () => asked.answer();
  return {
    read,
    async keep(part, place) {
      const known = await read();
      if (known.get(part) === place) return;
      await places.keep(part, place);
      if (place === undefined) known.delete(part);
      else known.set(part, place);
    },
  };
}
