import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import BlobConfiguration from 'azurite/dist/src/blob/BlobConfiguration.js';
import BlobServer from 'azurite/dist/src/blob/BlobServer.js';
import QueueConfiguration from 'azurite/dist/src/queue/QueueConfiguration.js';
import QueueServer from 'azurite/dist/src/queue/QueueServer.js';
import TableConfiguration from 'azurite/dist/src/table/TableConfiguration.js';
import TableServer from 'azurite/dist/src/table/TableServer.js';
import { z } from 'zod';

const startOrder = z.object({ folder: z.string(), certFile: z.string(), keyFile: z.string(), accounts: z.string() });

/** Where an Azurite keeps its state, its certificate, and its accounts with their keys. */
export type AzuriteStart = z.infer<typeof startOrder>;

const host = '127.0.0.1';
const port = 0;
const keepAliveSeconds = 60;
const [accessLog, debugLog, loose, skipApiVersionCheck] = [false, false, false, true];
const disableProductStyleUrl = true;

function serversOf({ folder, certFile, keyFile }: AzuriteStart) {
  const protection = [certFile, keyFile, '', 'basic'];
  const store = (service: string) => [
    { locationId: 'Default', locationPath: join(folder, service), maxConcurrency: 50 },
  ];
  const blob = new BlobServer.default(
    new BlobConfiguration.default(
      host,
      port,
      keepAliveSeconds,
      join(folder, 'blob.json'),
      join(folder, 'blob-extents.json'),
      store('blob-content'),
      accessLog,
      undefined,
      debugLog,
      undefined,
      loose,
      skipApiVersionCheck,
      ...protection,
      disableProductStyleUrl,
    ),
  );
  const queue = new QueueServer.default(
    new QueueConfiguration.default(
      host,
      port,
      keepAliveSeconds,
      join(folder, 'queue.json'),
      join(folder, 'queue-extents.json'),
      store('queue-content'),
      accessLog,
      undefined,
      debugLog,
      undefined,
      loose,
      skipApiVersionCheck,
      ...protection,
      disableProductStyleUrl,
    ),
  );
  const table = new TableServer.default(
    new TableConfiguration.default(
      host,
      port,
      keepAliveSeconds,
      join(folder, 'table.json'),
      debugLog,
      accessLog,
      undefined,
      undefined,
      loose,
      skipApiVersionCheck,
      ...protection,
      disableProductStyleUrl,
    ),
  );
  return { blob, queue, table };
}

let running: ReturnType<typeof serversOf> | undefined;

async function obey(order: unknown): Promise<void> {
  if (order === 'close') {
    if (running !== undefined) await Promise.all(Object.values(running).map((server) => server.close()));
    running = undefined;
    parentPort?.postMessage('closed');
    return;
  }
  const wanted = startOrder.parse(order);
  process.env['AZURITE_ACCOUNTS'] = wanted.accounts;
  running = serversOf(wanted);
  const { blob, queue, table } = running;
  for (const server of [blob, queue, table]) await server.start();
  parentPort?.postMessage({
    blob: blob.getHttpServerAddress(),
    queue: queue.getHttpServerAddress(),
    table: table.getHttpServerAddress(),
  });
}

parentPort?.on('message', (order: unknown) => void obey(order));
