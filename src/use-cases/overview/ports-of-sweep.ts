import type { Ports } from '../../ports/ports.ts';
import type { SweepPlaces } from '../../ports/records.ts';
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
export function portsOfSweep<P extends AskedPorts>(ports: P): P {
  const { register, sweepPlaces, listing, overview, clock } = ports;
  const projects = new AskedOnce(clock, () => Array.fromAsync(register.projects()), wholeSweep);
  const definitions = new ListedOnce(clock, () => ports.projects.list());
  const changes = new ListedOnce(clock, () => ports.changes.list());
  const refused = new ListedOnce(clock, () => ports.refused.list());
  const seen = new AskedOnce(clock, () => overview.seen());
  return {
    ...ports,
    register: {
      ...register,
      async *projects() {
        yield* await projects.answer();
      },
      async *unfinished(some) {
        yield* register.unfinished(some ?? (await projects.answer()));
      },
    },
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
