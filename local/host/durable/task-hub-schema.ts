import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { WireEvent } from './history.ts';
import type { InstanceRow } from './instance.ts';

const tables = `
CREATE TABLE IF NOT EXISTS instance (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT, executionId TEXT NOT NULL, generation INTEGER NOT NULL, status TEXT NOT NULL,
  input TEXT, output TEXT, customStatus TEXT, parent TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  continued INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS history (
  instanceId TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (instanceId, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, instanceId TEXT NOT NULL, executionId TEXT, event TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS inboxByInstance ON inbox (instanceId, id);
CREATE TABLE IF NOT EXISTS activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT, instanceId TEXT NOT NULL, executionId TEXT NOT NULL, taskId INTEGER NOT NULL,
  name TEXT NOT NULL, input TEXT) STRICT;
CREATE INDEX IF NOT EXISTS activityByInstance ON activity (instanceId);
CREATE TABLE IF NOT EXISTS timer (
  id INTEGER PRIMARY KEY AUTOINCREMENT, instanceId TEXT NOT NULL, executionId TEXT NOT NULL, taskId INTEGER NOT NULL,
  fireAt INTEGER NOT NULL, createdAt INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS timerByInstance ON timer (instanceId);
`;

const columns = z.array(z.looseObject({ name: z.string() }));

/** Makes the tables of the task hub where they are missing; those of an earlier host get the column of versions. */
export function makeTables(database: DatabaseSync): void {
  database.exec(tables);
  const ofInstance = columns.parse(database.prepare('PRAGMA table_info(instance)').all());
  if (!ofInstance.some(({ name }) => name === 'version')) database.exec('ALTER TABLE instance ADD COLUMN version TEXT');
}

const work = { id: z.number(), instanceId: z.string(), executionId: z.string(), taskId: z.number() };

/** A message that waits for an instance; `executionId` null reaches whatever generation is current. */
export const inboxRow = z.object({ id: z.number(), executionId: z.string().nullable(), event: z.string() });
/** See {@link inboxRow}. */
export type InboxRow = z.infer<typeof inboxRow>;

/** An activity that has been scheduled and whose end is not yet known. */
export const activityRow = z.object({ ...work, name: z.string(), input: z.string().nullable() });
/** See {@link activityRow}. */
export type ActivityRow = z.infer<typeof activityRow>;

/** A timer that has been created and has not fired; times in milliseconds. */
export const timerRow = z.object({ ...work, fireAt: z.number(), createdAt: z.number() });
/** See {@link timerRow}. */
export type TimerRow = z.infer<typeof timerRow>;

/** An instance that is about to exist, with its first message. */
export interface NewInstance {
  instance: InstanceRow;
  started: WireEvent;
}

/** Everything that one episode changes; written in one transaction, before any of its work is dispatched. */
export interface EpisodeRecord {
  instance: InstanceRow;
  /** Inbox rows that the episode has taken in. */
  consumed: number[];
  /** The place in the history from which on it is replaced by `events`. */
  from: number;
  events: WireEvent[];
  activities: Omit<ActivityRow, 'id'>[];
  timers: Omit<TimerRow, 'id'>[];
  children: NewInstance[];
  messages: { instanceId: string; executionId: string | null; event: WireEvent }[];
}
