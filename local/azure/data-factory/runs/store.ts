import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type ActivityRunRecord, activityRunSchema, type PipelineRunRecord, pipelineRunSchema } from './records.ts';

/** Keeps runs across restarts. */
export interface RunStore {
  saveRun(run: PipelineRunRecord): void;
  run(runId: string): PipelineRunRecord | undefined;
  /** Runs whose last update lies in the half-open interval, oldest first. */
  runsUpdated(after: Date, before: Date): PipelineRunRecord[];
  unfinishedRuns(): PipelineRunRecord[];
  saveActivity(activity: ActivityRunRecord): void;
  activity(runId: string, key: string): ActivityRunRecord | undefined;
  /** In the order in which they began. */
  activities(runId: string): ActivityRunRecord[];
  close(): void;
}

const documentSchema = z.object({ document: z.string() });

/** Opens `data-factory.sqlite` in the folder, which is made if absent. As in the host's file, a write outlives the process, and only a power cut may take it back. */
export function openRunStore(folder: string): RunStore {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'data-factory.sqlite'));
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS run (id TEXT PRIMARY KEY, status TEXT NOT NULL, updated TEXT NOT NULL, document TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS run_updated ON run (updated);
    CREATE TABLE IF NOT EXISTS activity (
      position INTEGER PRIMARY KEY, run TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL, UNIQUE (run, key)
    );`);
  const saveRun = database.prepare(
    'INSERT INTO run (id, status, updated, document) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET status = excluded.status, updated = excluded.updated, document = excluded.document',
  );
  const saveActivity = database.prepare(
    'INSERT INTO activity (run, key, document) VALUES (?, ?, ?) ON CONFLICT (run, key) DO UPDATE SET document = excluded.document',
  );
  const oneRun = database.prepare('SELECT document FROM run WHERE id = ?');
  const updated = database.prepare('SELECT document FROM run WHERE updated >= ? AND updated < ? ORDER BY updated, id');
  const unfinished = database.prepare(
    "SELECT document FROM run WHERE status IN ('Queued', 'InProgress', 'Canceling') ORDER BY updated, id",
  );
  const oneActivity = database.prepare('SELECT document FROM activity WHERE run = ? AND key = ?');
  const activities = database.prepare('SELECT document FROM activity WHERE run = ? ORDER BY position');
  const runs = (rows: unknown[]) => rows.map((row) => pipelineRunSchema.parse(documentOf(row)));
  return {
    saveRun: (run) => void saveRun.run(run.runId, run.status, run.lastUpdated, JSON.stringify(run)),
    run: (runId) => runs([oneRun.get(runId)].filter((row) => row !== undefined))[0],
    runsUpdated: (after, before) => runs(updated.all(after.toISOString(), before.toISOString())),
    unfinishedRuns: () => runs(unfinished.all()),
    saveActivity: (run) => void saveActivity.run(run.pipelineRunId, run.key, JSON.stringify(run)),
    activity: (runId, key) => {
      const row = oneActivity.get(runId, key);
      return row === undefined ? undefined : activityRunSchema.parse(documentOf(row));
    },
    activities: (runId) => activities.all(runId).map((row) => activityRunSchema.parse(documentOf(row))),
    close: () => database.close(),
  };
}

function documentOf(row: unknown): unknown {
  return JSON.parse(documentSchema.parse(row).document);
}
