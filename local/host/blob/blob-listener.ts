import type { CancelTimer, Clock } from '../clock.ts';
import { stackOf } from '../host-error.ts';
import type { Invoke } from '../invocation.ts';
import type { Log } from '../log.ts';
import { WorkQueue } from '../work-queue.ts';
import type { BlobMessage, BlobQueue } from './blob-queue.ts';
import { type BlobFunction, blobMetadata, deferredInput } from './blob-trigger.ts';
import type { StorageRest } from './storage-rest.ts';

/** The queue that takes blobs whose function has failed too often, in the account of the blob (Storage.Blobs extension). */
const poisonQueue = 'webjobs-blobtrigger-poison';

/** What the blob functions need from the host. */
export interface BlobParts {
  functions: ReadonlyMap<string, BlobFunction>;
  queue: BlobQueue;
  storage: StorageRest;
  invoke: Invoke;
  clock: Clock;
  log: Log;
  /** host.json blobs.poisonBlobThreshold: calls in all before a blob is poison. */
  tries: number;
  maxParallel: number;
  /** Milliseconds between two tries. */
  retryDelay: number;
}

/** Calls blob functions for the events in the queue: at least once each, with Get Blob Properties before every call. */
export class BlobListener {
  readonly #parts: BlobParts;
  readonly #work: WorkQueue;
  readonly #delays = new Set<CancelTimer>();

  constructor(parts: BlobParts) {
    this.#parts = parts;
    this.#work = new WorkQueue(parts.maxParallel);
  }

  /** Takes up events that an earlier process has left. */
  start(): void {
    for (const message of this.#parts.queue.all()) this.add(message);
  }

  add(message: BlobMessage): void {
    this.#work.add(() => this.#handle(message));
  }

  /** Starts no further call and waits for those that run. */
  async stop(): Promise<void> {
    for (const cancel of this.#delays) cancel();
    this.#work.stop();
    await this.#work.idle();
  }

  async #handle(message: BlobMessage): Promise<void> {
    const { functions, queue, log, tries } = this.#parts;
    const trigger = functions.get(message.functionName);
    if (!trigger) {
      log('warning', `An event for the blob function '${message.functionName}' is dropped: the app no longer has it.`);
      queue.remove(message);
      return;
    }
    try {
      if (message.tries < tries) await this.#call(trigger, message);
      else await this.#poison(trigger, message);
      queue.remove(message);
    } catch (error) {
      const after = message.tries < tries ? queue.failed(message) : message;
      log(
        'error',
        `The blob '${message.container}/${message.name}' failed (try ${after.tries} of ${tries}): ${stackOf(error)}`,
        { function: trigger.fn.name },
      );
      this.#later(after);
    }
  }

  async #call(trigger: BlobFunction, { container, name, url }: BlobMessage): Promise<void> {
    const { storage, invoke, log } = this.#parts;
    const { connection, deferred, fn } = trigger;
    const found = await storage.blobProperties(connection, container, name);
    if (!found) {
      log('information', `The blob '${container}/${name}' no longer exists: its event is dropped.`, {
        function: fn.name,
      });
      return;
    }
    const data = deferred
      ? deferredInput(connection.name, container, name)
      : { bytes: await storage.blobContent(connection, container, name) };
    await invoke(fn, data, { triggerMetadata: blobMetadata(trigger, container, name, url, found) });
  }

  async #poison(trigger: BlobFunction, message: BlobMessage): Promise<void> {
    const text = JSON.stringify({
      Type: 'BlobTrigger',
      FunctionId: `Host.Functions.${trigger.fn.name}`,
      BlobType: 'BlockBlob',
      ContainerName: message.container,
      BlobName: message.name,
      ETag: message.etag,
    });
    await this.#parts.storage.putMessage(trigger.connection, poisonQueue, text);
    this.#parts.log(
      'error',
      `The blob '${message.container}/${message.name}' has failed ${message.tries} times and went to ${poisonQueue}.`,
      { function: trigger.fn.name },
    );
  }

  #later(message: BlobMessage): void {
    const { clock, retryDelay } = this.#parts;
    const cancel = clock.setTimer(clock.now() + retryDelay, () => {
      this.#delays.delete(cancel);
      this.add(message);
    });
    this.#delays.add(cancel);
  }
}
