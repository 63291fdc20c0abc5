import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const row = z.object({ last: z.number().nullable(), next: z.number(), updated: z.number() });
/** What is kept of a timer between two runs of the host; times in milliseconds, `last` null before the first run. */
export type ScheduleStatus = z.infer<typeof row>;

/** The kept schedule states, by function name. */
export interface ScheduleStore {
  get(name: string): ScheduleStatus | undefined;
  put(name: string, status: ScheduleStatus): void;
}

/** Opens the table of schedule states. */
export function openScheduleStore(database: DatabaseSync): ScheduleStore {
  database.exec(
    'CREATE TABLE IF NOT EXISTS schedule (name TEXT PRIMARY KEY, last INTEGER, next INTEGER NOT NULL, updated INTEGER NOT NULL) STRICT',
  );
  const select = database.prepare('SELECT last, next, updated FROM schedule WHERE name = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO schedule (name, last, next, updated) VALUES (?, ?, ?, ?)');
  return {
    get: (name) => row.optional().parse(select.get(name)),
    put: (name, { last, next, updated }) => void upsert.run(name, last, next, updated),
  };
}
