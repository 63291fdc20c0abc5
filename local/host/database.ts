import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { HostError, messageOf } from './host-error.ts';

/**
 * Opens the SQLite file that holds everything the host must not lose. WAL with synchronous=NORMAL: a commit survives
 * the death of the process at any moment; only a power cut may take back the last commits, never tear one.
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    database.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA locking_mode=EXCLUSIVE; PRAGMA busy_timeout=2000;',
    );
    database.exec('BEGIN IMMEDIATE; COMMIT;');
    return database;
  } catch (error) {
    throw new HostError(
      'state',
      `The task hub ${file} cannot be opened: ${messageOf(error)}. Is another host using this state folder?`,
    );
  }
}

/** Runs `work` in one transaction: all of it is kept, or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** Prepares each SQL text once. */
export function preparedStatements(database: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}
