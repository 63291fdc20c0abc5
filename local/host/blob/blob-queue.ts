import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const row = z.object({
  id: z.number(),
  functionName: z.string(),
  container: z.string(),
  name: z.string(),
  etag: z.string(),
  url: z.string(),
  tries: z.number(),
});
/** A blob event that waits for its function; `tries` counts the calls that failed. */
export type BlobMessage = z.infer<typeof row>;

/** The queue between the webhook and the functions; an accepted event is never lost. */
export interface BlobQueue {
  add(message: Omit<BlobMessage, 'id' | 'tries'>): BlobMessage;
  all(): BlobMessage[];
  failed(message: BlobMessage): BlobMessage;
  remove(message: BlobMessage): void;
}

/** Opens the queue in `database`. */
export function openBlobQueue(database: DatabaseSync): BlobQueue {
  database.exec(
    'CREATE TABLE IF NOT EXISTS blobEvent (id INTEGER PRIMARY KEY AUTOINCREMENT, functionName TEXT NOT NULL, container TEXT NOT NULL, name TEXT NOT NULL, etag TEXT NOT NULL, url TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0) STRICT',
  );
  const insert = database.prepare(
    'INSERT INTO blobEvent (functionName, container, name, etag, url) VALUES (?, ?, ?, ?, ?) RETURNING *',
  );
  const count = database.prepare('UPDATE blobEvent SET tries = tries + 1 WHERE id = ? RETURNING *');
  const select = database.prepare('SELECT * FROM blobEvent ORDER BY id');
  const remove = database.prepare('DELETE FROM blobEvent WHERE id = ?');
  return {
    add: (message) =>
      row.parse(insert.get(message.functionName, message.container, message.name, message.etag, message.url)),
    all: () => z.array(row).parse(select.all()),
    failed: (message) => row.parse(count.get(message.id)),
    remove: (message) => void remove.run(message.id),
  };
}
