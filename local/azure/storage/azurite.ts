import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Certificates } from '../certificates.ts';
import type { AzuriteStart } from './azurite-worker.ts';

/**
 * The storage accounts of the laptop: one per trust zone, as in Azure. A deployment may have more: `inspector-host` belongs to the
 * Functions host of the reading room, `release` is a second one outside for results, `safe` takes the second copy.
 */
export const storageAccounts = ['public', 'secure', 'control', 'host', 'inspector-host', 'release', 'safe'] as const;
export type StorageAccount = (typeof storageAccounts)[number];

/** Azurite's own endpoints, known to the gateway and the platform only. Path style: `<blob>/<account>/<container>/<blob>`. */
export interface RunningAzurite {
  readonly blob: string;
  readonly queue: string;
  readonly table: string;
  close(): Promise<void>;
}

const endpoints = z.object({ blob: z.url(), queue: z.url(), table: z.url() });

/** Threads in which no Azurite runs at the moment; starting one there spares loading it again. */
const idle: Worker[] = [];

/**
 * Starts Azurite in a worker thread: it ends with this process even when that is killed, has its own event loop, and, unlike its
 * command line, sends no telemetry. Account keys are drawn for each run and told to nobody, so bearer tokens are the only way in.
 */
export async function startAzurite(folder: string, certificates: Certificates): Promise<RunningAzurite> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const worker = idle.pop() ?? new Worker(new URL('./azurite-worker.ts', import.meta.url));
  worker.ref();
  const { certFile, keyFile } = certificates;
  const accounts = storageAccounts.map(accountWithKey).join(';');
  worker.postMessage({ folder, certFile, keyFile, accounts } satisfies AzuriteStart);
  const ready = await answerOf(worker);
  return {
    ...endpoints.parse(ready),
    close: async () => {
      worker.postMessage('close');
      await once(worker, 'message');
      worker.unref();
      idle.push(worker);
    },
  };
}

async function answerOf(worker: Worker): Promise<unknown> {
  const heard = new AbortController();
  const { signal } = heard;
  const ended = once(worker, 'exit', { signal }).then(([code]) => {
    throw new Error(`Azurite ended with code ${String(code)} before it was ready.`);
  });
  try {
    const [answer] = await Promise.race([once(worker, 'message', { signal }), ended]);
    return answer;
  } finally {
    heard.abort();
  }
}

function accountWithKey(account: StorageAccount): string {
  return `${account}:${randomBytes(64).toString('base64')}`;
}
