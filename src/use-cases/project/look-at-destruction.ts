import type { ComputesAtClosing, Destruction } from '../../domain/project/destruction.ts';
import { destructionPlaces, keptRecords, whyLeft } from '../../domain/project/destruction.ts';
import type { Closed } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';

type LookPorts = Pick<Ports, 'listing' | 'versions' | 'clock'>;

/** Files that are counted in one place: more of them are known by their receipts. */
const mostCounted = 100_000;

/** Looks what is left of a closed project in every container of data, previous versions of datasets too; says only what a listing shows. */
export async function lookAtDestruction(
  ports: LookPorts,
  { id, closed }: { readonly id: string; readonly closed: Closed },
  { waits: _waits, ...computes }: ComputesAtClosing,
): Promise<Destruction> {
  const lookedAt = ports.clock.now().toISOString();
  const places = await Promise.all(destructionPlaces.map((place) => lookIn(ports, place, { id, closed })));
  const isGone = computes.left.length === 0 && places.every(({ files }) => files === 0);
  return {
    outcome: isGone ? 'all-gone' : 'rest-stays',
    lookedAt,
    places,
    computes: { ...computes, left: [...computes.left] },
    kept: keptRecords,
  };
}

async function lookIn(
  ports: LookPorts,
  place: (typeof destructionPlaces)[number],
  { id, closed }: { readonly id: string; readonly closed: Closed },
): Promise<Destruction['places'][number]> {
  let files = 0;
  for await (const count of counts(ports, place, `${id}/`)) {
    files += count;
    if (files >= mostCounted) break;
  }
  if (files === 0) return { place, files };
  return { place, files, ...(files >= mostCounted ? { atLeast: true } : {}), why: whyLeft(place, closed.releases) };
}

async function* counts({ listing, versions }: LookPorts, place: (typeof destructionPlaces)[number], prefix: string) {
  if (place !== 'datasets') {
    for await (const { blobs } of listing.pages(place, prefix, { uncommitted: true })) yield blobs.length;
    return;
  }
  for await (const _file of versions.all(prefix)) yield 1;
}
