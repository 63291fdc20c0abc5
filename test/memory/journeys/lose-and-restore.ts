import { restoreAll } from '../../../local/people/restore.ts';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { kindsOf } from '../../../src/domain/overview/stored-rows.ts';
import type { MemoryStorage } from '../storage.ts';
import type { MemoryJourney } from './memory-journey.ts';

/** What is lost: all rows of a table with its mark, those of one kind, or what lies in a container. */
export type Lost = { readonly table: string } | { readonly kind: string } | { readonly container: string };

/** Removes rows or blobs past the app, and gives how many there were. */
export async function lose({ deployment }: MemoryJourney, lost: Lost): Promise<number> {
  if ('container' in lost) return loseBlobs(deployment.storage, lost.container);
  if ('table' in lost) return loseRows(deployment.storage, lost.table);
  return loseRows(deployment.storage, lost.kind.replace(/^row:(\w+) .*$/, '$1'), lost.kind);
}

/** Removes all rows of a table, or those of one kind, at one instant. */
export function loseRows(storage: Pick<MemoryStorage, 'loseRows'>, table: string, kind?: string): number {
  return storage.loseRows(
    table,
    (partition, row) => kind === undefined || kindsOf(table, partition, row).includes(kind),
  );
}

/** Removes all that lies in a container at one instant. */
export function loseBlobs(storage: Pick<MemoryStorage, 'places'>, place: string): number {
  const container = storage.places().get(place);
  const names = container?.names() ?? [];
  for (const name of names) container?.tamper(name, undefined);
  return names.length;
}

/** The whole control account is gone, and an empty one stands in its place. */
export async function loseAccount(journey: MemoryJourney): Promise<void> {
  for (const table of tables) await lose(journey, { table });
  for (const place of ['projects', 'manifests', 'tree', 'audit'])
    await lose(journey, { container: `control/${place}` });
}

/** Two operators put everything back, as the command does. */
export const restore = ({ ops, project }: MemoryJourney): Promise<void> => restoreAll(ops, [project]);
