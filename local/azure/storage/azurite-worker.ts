import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import BlobConfiguration from 'azurite/dist/src/blob/BlobConfiguration.js';
import BlobServer from 'azurite/dist/src/blob/BlobServer.js';
import QueueConfiguration from 'azurite/dist/src/queue/QueueConfiguration.js';
import QueueServer from 'azurite/dist/src/queue/QueueServer.js';
import TableConfiguration from 'azurite/dist/src/table/TableConfiguration.js';
import TableServer from 'azurite/dist/src/table/TableServer.js';
import { z } from 'zod';

const { folder, certFile, keyFile } = z
  .object({ folder: z.string(), certFile: z.string(), keyFile: z.string() })
  .parse(workerData);

const host = '127.0.0.1';
const port = 0;
const keepAliveSeconds = 60;
const [accessLog, debugLog, loose, skipApiVersionCheck] = [false, false, false, true];
const protection = [certFile, keyFile, '', 'basic'];
const disableProductStyleUrl = true;
const store = (service: string) => [{ locationId: 'Default', locationPath: join(folder, service), maxConcurrency: 50 }];

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

const servers = [blob, queue, table];
for (const server of servers) await server.start();
parentPort?.once('message', () => {
  void Promise.all(servers.map((server) => server.close())).then(() => parentPort?.postMessage('closed'));
});
parentPort?.postMessage({
  blob: blob.getHttpServerAddress(),
  queue: queue.getHttpServerAddress(),
  table: table.getHttpServerAddress(),
});
