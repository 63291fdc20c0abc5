import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { preparedStatements, transaction } from '../database.ts';
import { type WireEvent, wireEvent } from './history.ts';
import { HistoryCache, type StoredHistory } from './history-cache.ts';
import { hasEnded, type InstanceRow, instanceRow, type StatusFilter } from './instance.ts';
import {
  type ActivityRow,
  activityRow,
  type EpisodeRecord,
  type InboxRow,
  inboxRow,
  makeTables,
  type NewInstance,
  type TimerRow,
  timerRow,
} from './task-hub-schema.ts';
import { unwatched, type WriteWatch } from './write-watch.ts';

const idRow = z.object({ id: z.number() });
const eventRows = z.array(z.object({ event: z.string() }));
const instanceIdRows = z.array(z.object({ instanceId: z.string() }));
const knownInstance = instanceRow.optional();
const instanceRows = z.array(instanceRow);
const inboxRows = z.array(inboxRow);
const activityRows = z.array(activityRow);
const timerRows = z.array(timerRow);

/** The task hub: instances, histories, waiting messages, scheduled activities and timers. Every method is one transaction. */
export class TaskHub {
  readonly #database: DatabaseSync;
  readonly #sql: (sql: string) => StatementSync;
  /** What was read or written last; this process is the only one that writes. */
  readonly #histories = new HistoryCache();
  readonly #watch: WriteWatch;

  constructor(database: DatabaseSync, watch = unwatched) {
    makeTables(database);
    this.#database = database;
    this.#watch = watch;
    this.#sql = preparedStatements(database);
  }

  instance(id: string): InstanceRow | undefined {
    return knownInstance.parse(this.#sql('SELECT * FROM instance WHERE id = ?').get(id));
  }

  inbox(id: string): InboxRow[] {
    return inboxRows.parse(
      this.#sql('SELECT id, executionId, event FROM inbox WHERE instanceId = ? ORDER BY id').all(id),
    );
  }

  /** The history events of the present generation, in order. */
  history(id: string): StoredHistory {
    const cached = this.#histories.get(id);
    if (cached) return cached;
    const rows = eventRows.parse(this.#sql('SELECT event FROM history WHERE instanceId = ? ORDER BY seq').all(id));
    const texts = rows.map((row) => row.event);
    const read = { texts, events: texts.map((text) => wireEvent.parse(JSON.parse(text))) };
    this.#histories.put(id, read);
    return read;
  }

  activities(): ActivityRow[] {
    return activityRows.parse(this.#sql('SELECT * FROM activity ORDER BY id').all());
  }

  timers(): TimerRow[] {
    return timerRows.parse(this.#sql('SELECT * FROM timer ORDER BY id').all());
  }

  /** Instances that have something to do: a message waits, or a generation has not yet begun. */
  ready(): string[] {
    const sql = 'SELECT DISTINCT instanceId FROM inbox UNION SELECT id AS instanceId FROM instance WHERE continued = 1';
    return instanceIdRows.parse(this.#sql(sql).all()).map((row) => row.instanceId);
  }

  /** Instances by id, filtered, `top` at most. */
  list(filter: StatusFilter): InstanceRow[] {
    const { after, prefix, createdFrom, createdTo, statuses, top } = filter;
    const among = statuses.length > 0 ? `AND status IN (${statuses.map(() => '?').join(',')})` : '';
    const sql = `SELECT * FROM instance WHERE id > ? AND substr(id, 1, length(?)) = ? AND created BETWEEN ? AND ? ${among} ORDER BY id LIMIT ?`;
    return instanceRows.parse(this.#sql(sql).all(after, prefix, prefix, createdFrom, createdTo, ...statuses, top));
  }

  /** Makes an instance, in place of an ended one with the same id. */
  startInstance(start: NewInstance): void {
    this.#write(() => this.#start(start));
  }

  /** Leaves a message for an instance; once this returns it is never lost. */
  post(instanceId: string, executionId: string | null, event: WireEvent): void {
    this.#write(() => this.#post(instanceId, executionId, event));
  }

  discard(ids: readonly number[]): void {
    if (ids.length === 0) return;
    this.#write(() => {
      for (const id of ids) this.#sql('DELETE FROM inbox WHERE id = ?').run(id);
    });
  }

  /** Ends an instance that has not begun, in place of all that waits for it. */
  endUnbegun(instance: InstanceRow): void {
    this.#write(() => {
      this.#forget(instance.id);
      this.#put(instance);
    });
  }

  /** Replaces an ended activity by its message; nothing happens when it has been replaced before. */
  finishActivity(row: ActivityRow, event: WireEvent): void {
    this.#write(() => this.#finish('activity', row, event));
  }

  /** Replaces timers that fire together by their messages, in that order. */
  fireTimers(fired: readonly { row: TimerRow; event: WireEvent }[]): void {
    if (fired.length === 0) return;
    this.#write(() => {
      for (const { row, event } of fired) this.#finish('timer', row, event);
    });
  }

  /** Writes an episode; returns the work that may now be dispatched. */
  saveEpisode(record: EpisodeRecord): { activities: ActivityRow[]; timers: TimerRow[] } {
    const { instance, from, events } = record;
    const texts = events.map((event) => JSON.stringify(event));
    const before = this.#histories.take(instance.id);
    const saved = this.#write(() => {
      for (const id of record.consumed) this.#sql('DELETE FROM inbox WHERE id = ?').run(id);
      this.#sql('DELETE FROM history WHERE instanceId = ? AND seq >= ?').run(instance.id, from);
      const insert = this.#sql('INSERT INTO history (instanceId, seq, event) VALUES (?, ?, ?)');
      for (const [at, text] of texts.entries()) insert.run(instance.id, from + at, text);
      this.#put(instance);
      for (const child of record.children) this.#start(child);
      for (const { instanceId, executionId, event } of record.messages) this.#post(instanceId, executionId, event);
      return {
        activities: record.activities.map((row) => this.#addActivity(row)),
        timers: record.timers.map((row) => this.#addTimer(row)),
      };
    });
    if (!hasEnded(instance.status)) this.#histories.extend(instance.id, before, from, { texts, events });
    return saved;
  }

  /** Deletes an instance and all that belongs to it; returns how many instances that were. */
  forget(id: string): number {
    return this.#write(() => this.#forget(id));
  }

  #write<T>(work: () => T): T {
    this.#watch.before();
    const result = transaction(this.#database, work);
    this.#watch.after();
    return result;
  }

  #finish(table: 'activity' | 'timer', row: ActivityRow | TimerRow, event: WireEvent): void {
    const { changes } = this.#sql(`DELETE FROM ${table} WHERE id = ?`).run(row.id);
    if (changes > 0) this.#post(row.instanceId, row.executionId, event);
  }

  #post(instanceId: string, executionId: string | null, event: WireEvent): void {
    this.#sql('INSERT INTO inbox (instanceId, executionId, event) VALUES (?, ?, ?)').run(
      instanceId,
      executionId,
      JSON.stringify(event),
    );
  }

  #start({ instance, started }: NewInstance): void {
    this.#forget(instance.id);
    this.#put(instance);
    this.#post(instance.id, instance.executionId, started);
  }

  #forget(id: string): number {
    this.#histories.take(id);
    for (const table of ['history', 'inbox', 'activity', 'timer'])
      this.#sql(`DELETE FROM ${table} WHERE instanceId = ?`).run(id);
    return Number(this.#sql('DELETE FROM instance WHERE id = ?').run(id).changes);
  }

  #put(row: InstanceRow): void {
    const columns =
      'id, name, version, executionId, generation, status, input, output, customStatus, parent, created, updated, continued';
    const values = [
      row.id,
      row.name,
      row.version,
      row.executionId,
      row.generation,
      row.status,
      row.input,
      row.output,
      row.customStatus,
      row.parent,
      row.created,
      row.updated,
      row.continued,
    ];
    this.#sql(`INSERT OR REPLACE INTO instance (${columns}) VALUES (${values.map(() => '?').join(', ')})`).run(
      ...values,
    );
  }

  #addActivity(row: Omit<ActivityRow, 'id'>): ActivityRow {
    const sql =
      'INSERT INTO activity (instanceId, executionId, taskId, name, input) VALUES (?, ?, ?, ?, ?) RETURNING id';
    return {
      ...row,
      ...idRow.parse(this.#sql(sql).get(row.instanceId, row.executionId, row.taskId, row.name, row.input)),
    };
  }

  #addTimer(row: Omit<TimerRow, 'id'>): TimerRow {
    const sql =
      'INSERT INTO timer (instanceId, executionId, taskId, fireAt, createdAt) VALUES (?, ?, ?, ?, ?) RETURNING id';
    return {
      ...row,
      ...idRow.parse(this.#sql(sql).get(row.instanceId, row.executionId, row.taskId, row.fireAt, row.createdAt)),
    };
  }
}
