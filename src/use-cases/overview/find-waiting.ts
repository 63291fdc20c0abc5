import { ListingSummary, listAll } from '../../activities/transfer/location-listing.ts';
import { sourceLocation } from '../../activities/transfer/places.ts';
import { type Door, doorFacts, doors } from '../../domain/base/door.ts';
import { foldCase, isMarker, parseUploadPath } from '../../domain/operation/blob-name.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { isFolderMarker } from '../../domain/transfer/package-file.ts';
import type { Ports } from '../../ports/ports.ts';
import type { OpenOperation } from '../../ports/records.ts';
import { markerAlone, whyOrphan, whyWaits } from '../operation/start-operation.ts';
import type { Orphan } from './find-orphans.ts';

type WaitingPorts = Pick<Ports, 'listing' | 'projects'> & { readonly register: Pick<Ports['register'], 'unfinished'> };

type OpenName = Pick<Operation, 'id' | 'door' | 'project' | 'name'>;

/** A page for people must not list for minutes: beyond so many names, and so many looks into folders, the rest is left out. */
const mostNames = 5000;
const mostLooks = 50;

/**
 * Names at both doors that lie in a project and for which nothing runs, with the reason: another spelling of the name has an operation, or
 * nothing but a marker lies there. For people to see; nothing is moved. `operations` are the open ones, where they are known already.
 */
export async function findWaiting(
  ports: WaitingPorts,
  operations: AsyncIterable<OpenName> | Iterable<OpenName> = unfinished(ports.register),
  isOver: () => boolean = () => false,
): Promise<Orphan[]> {
  const open = await openNames(operations);
  const waiting: Orphan[] = [];
  let [names, looks] = [0, 0];
  for (const door of doors) {
    for await (const path of namesAt(ports, door)) {
      names += 1;
      if (names > mostNames || isOver()) return waiting;
      const upload = parseUploadPath(path.endsWith('/') ? `${path}x` : path);
      const standing = upload && open.get(keyOf(door, upload.project, upload.name));
      if (!upload || standing?.name === upload.name) continue;
      if (standing) waiting.push({ door, path, reason: whyWaits(standing) });
      else if (upload.shape === 'folder' && looks < mostLooks) {
        looks += 1;
        const location = { id: '', door, ...upload };
        if ((await whatIsThere(ports, location)) === 'marker') waiting.push({ door, path, reason: markerAlone });
      }
    }
  }
  return waiting;
}

async function* unfinished(register: WaitingPorts['register']): AsyncGenerator<OpenName> {
  for await (const item of register.unfinished()) if ('operation' in item) yield item.operation;
}

async function openNames(
  operations: AsyncIterable<OpenName> | Iterable<OpenName>,
): Promise<Map<string, OpenOperation>> {
  const open = new Map<string, OpenOperation>();
  for await (const { id, door, project, name } of operations) open.set(keyOf(door, project, name), { id, name });
  return open;
}

function keyOf(door: Door, project: string, name: string): string {
  return `${door}/${project}/${foldCase(name)}`;
}

async function* namesAt(ports: Pick<Ports, 'listing' | 'projects'>, door: Door): AsyncGenerator<string> {
  const { container } = doorFacts(door);
  for await (const top of ports.listing.children(container, '')) {
    // A project that cannot be read is shown among the orphans.
    const outside = await whyOrphan(ports, top).catch(() => 'unreadable');
    if (outside !== undefined) continue;
    for await (const name of ports.listing.children(container, top)) yield `${top}${name}`;
  }
}

async function whatIsThere(
  { listing }: Pick<Ports, 'listing'>,
  operation: Parameters<typeof sourceLocation>[0],
): Promise<'files' | 'marker' | 'nothing'> {
  let marker = false;
  for await (const blob of listAll(listing, sourceLocation(operation), new ListingSummary())) {
    if (isFolderMarker(blob)) continue;
    if (!isMarker(blob.path) || blob.size > 0 || operation.shape === 'file') return 'files';
    marker = true;
  }
  return marker ? 'marker' : 'nothing';
}
