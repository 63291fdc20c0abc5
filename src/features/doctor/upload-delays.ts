import { sourceManifest } from '../../activities/transfer/places.ts';
import { type Door, doors } from '../../domain/base/door.ts';
import type { Shown } from '../../domain/overview/shown.ts';
import type { Ports } from '../../ports/ports.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';

/** So many uploads are looked at for each door, of those that ended lately and all that are open. */
const newest = 2;
const endedAtMost = 50;
/** The first file of a longer list would take too long to find. */
const filesAtMost = 1000;

/** How many seconds after its first file each of the newest uploads was taken up, by its door. */
export async function uploadDelays(
  ports: Pick<Ports, 'overview' | 'register' | 'manifests'>,
  open: readonly Shown[],
): Promise<ReadonlyMap<Door, readonly number[]>> {
  const known = [...open, ...(await ports.overview.ended(endedAtMost))].filter(
    ({ size }) => size !== undefined && size.count > 0 && size.count <= filesAtMost,
  );
  // The id of an operation begins with the time at which it was opened.
  const sorted = known.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const delays = await inOrder(doors.length, doors, async (door) => {
    const some = sorted.filter((shown) => shown.door === door).slice(0, newest);
    return [door, await inOrder(newest, some, (shown) => delayOf(ports, shown))] as const;
  });
  return new Map(delays.map(([door, found]) => [door, found.filter((delay) => delay !== undefined)]));
}

async function delayOf(
  { register, manifests }: Pick<Ports, 'register' | 'manifests'>,
  { project, id }: Shown,
): Promise<number | undefined> {
  const stored = await register.get({ project, id });
  if (stored === undefined) return undefined;
  let first: string | undefined;
  for await (const { lastModified } of manifests.read(sourceManifest(stored.value)))
    if (first === undefined || lastModified < first) first = lastModified;
  if (first === undefined) return undefined;
  // What was written anew after the upload was taken up says nothing of its first file.
  return Math.max(0, Math.round((Date.parse(stored.value.startedAt) - Date.parse(first)) / 1000));
}
