import { restoreAll } from '../../../local/people/restore.ts';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { kindsOf } from '../../../src/domain/overview/stored-rows.ts';
import type { MemoryStorage } from '../storage.ts';
import type { MemoryJourney } from './memory-journey.ts';

/** What is lost: all rows of a table with its mark, or those of one kind. */
export type Lost = { readonly table: string } | { readonly kind: string };

/** Removes the rows past the app, and gives how many there were. */
export async function lose({ deployment }: MemoryJourney, lost: Lost): Promise<number> {
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

/** The whole control account is gone, and an empty one stands in its place. */
export async function loseAccount(journey: MemoryJourney): Promise<void> {
  for (const table of tables) await lose(journey, { table });
  const places = journey.deployment.storage.places();
  for (const place of ['projects', 'manifests', 'tree', 'audit']) {
    const container = places.get(`control/${place}`);
    for (const name of container?.names() ?? []) container?.tamper(name, undefined);
  }
}

/** Two operators put everything back, as the command does. */
export const restore = ({ ops, project }: MemoryJourney): Promise<void> => restoreAll(ops, [project]);
