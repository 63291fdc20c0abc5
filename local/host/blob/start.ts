import type { HostedFunction } from '../bindings.ts';
import type { HostParts } from '../host-parts.ts';
import type { Webhook } from '../http/front.ts';
import { BlobListener } from './blob-listener.ts';
import { openBlobQueue } from './blob-queue.ts';
import { blobFunction } from './blob-trigger.ts';
import { answerEventGrid } from './event-grid.ts';
import { managedIdentity } from './managed-identity.ts';
import { blobUrl, storageRest } from './storage-rest.ts';

/** The blob triggers of a host. */
export interface Blobs {
  webhook: Webhook;
  begin(): void;
  stop(): Promise<void>;
  /** Calls a blob function for `container/name`, through the queue; false when it is no blob function. */
  runNow(fn: HostedFunction, path: string): boolean;
}

/** Reads the blob functions and what waits for them; `retryDelay` is the pause between two tries in milliseconds. */
export function startBlobs(parts: HostParts, retryDelay: number): Blobs {
  const { functions, database, clock, invoke, log, settings, hostJson } = parts;
  const { maxDegreeOfParallelism: maxParallel, poisonBlobThreshold: tries } = hostJson.extensions.blobs;
  const queue = openBlobQueue(database);
  const triggers = new Map(
    [...functions.values()]
      .filter((fn) => fn.trigger.type === 'blobTrigger')
      .map((fn) => [fn.name, blobFunction(fn, settings)]),
  );
  const storage = storageRest(managedIdentity(process.env, clock), clock);
  const listener = new BlobListener({
    functions: triggers,
    queue,
    storage,
    invoke,
    clock,
    log,
    tries,
    maxParallel,
    retryDelay,
  });
  return {
    webhook: (request) =>
      answerEventGrid({ functions: triggers, queue, log, added: (message) => listener.add(message) }, request),
    begin: () => listener.start(),
    stop: () => listener.stop(),
    runNow: (fn, path) => {
      const trigger = triggers.get(fn.name);
      if (!trigger) return false;
      const [container = '', ...rest] = path.split('/');
      const name = rest.join('/');
      const url = blobUrl(trigger.connection.blobServiceUri, container, name);
      listener.add(queue.add({ functionName: fn.name, container, name, etag: '', url }));
      return true;
    },
  };
}
