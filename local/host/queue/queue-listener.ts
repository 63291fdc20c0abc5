import type { CancelTimer, Clock } from '../clock.ts';
import { messageOf, stackOf } from '../host-error.ts';
import type { HostJson } from '../host-json.ts';
import type { Invoke } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { QueueMessage, QueueRest } from './queue-rest.ts';
import { type QueueFunction, queueMetadata } from './queue-trigger.ts';

/** What a queue function needs from the host. */
export interface QueueParts {
  trigger: QueueFunction;
  rest: QueueRest;
  invoke: Invoke;
  clock: Clock;
  log: Log;
  options: HostJson['extensions']['queues'];
}

/** The pause after a poll that found something; each empty one doubles it, up to host.json queues.maxPollingInterval. */
const shortestPause = 100;
/** For how long a message is hidden while its function runs; renewed at half of that. */
const hiddenSeconds = 600;

/**
 * Polls one queue and calls its function for each message: at least once, `batchSize` taken at a time, and again while no more than
 * `newBatchThreshold` run. A message is deleted when its function has succeeded. One that failed is taken again after
 * `visibilityTimeout`, and goes to the queue's poison when it was taken `maxDequeueCount` times.
 */
export class QueueListener {
  readonly #parts: QueueParts;
  readonly #running = new Set<Promise<void>>();
  #polling: Promise<void> = Promise.resolve();
  #cancel: CancelTimer = () => undefined;
  #pause = shortestPause;
  #stopped = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#pollLater(0);
  }

  /** Takes no more messages and waits for those that are worked on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#polling;
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #pollLater(pause: number): void {
    if (this.#stopped) return;
    const { clock } = this.#parts;
    this.#cancel = clock.setTimer(clock.now() + pause, () => {
      this.#polling = this.#poll();
    });
  }

  async #poll(): Promise<void> {
    const { rest, options, trigger, log } = this.#parts;
    let taken: QueueMessage[] = [];
    try {
      if (this.#running.size <= options.newBatchThreshold)
        taken = await rest.take(trigger.queue, options.batchSize, hiddenSeconds);
    } catch (error) {
      log('warning', `The queue ${trigger.queue} could not be polled: ${messageOf(error)}`, {
        function: trigger.fn.name,
      });
    }
    for (const message of taken) this.#add(message);
    this.#pause = taken.length > 0 ? shortestPause : Math.min(this.#pause * 2, options.maxPollingInterval);
    this.#pollLater(this.#pause);
  }

  #add(message: QueueMessage): void {
    const work = this.#handle(message).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #handle(message: QueueMessage): Promise<void> {
    const { trigger, rest, log, options } = this.#parts;
    try {
      // Taken more often than that without an end: the process died over it each time.
      if (message.dequeueCount > options.maxDequeueCount) return await this.#poison(message);
      const failure = await this.#call(message);
      if (failure === undefined) return await rest.remove(trigger.queue, message);
      const { dequeueCount: tries } = message;
      log(
        'error',
        `The message ${message.id} of ${trigger.queue} failed (try ${tries} of ${options.maxDequeueCount}): ${failure}`,
        {
          function: trigger.fn.name,
        },
      );
      if (tries >= options.maxDequeueCount) await this.#poison(message);
      else await rest.hide(trigger.queue, message, Math.ceil(options.visibilityTimeout / 1000));
    } catch (error) {
      // The message shows up again when its time is over.
      log('warning', `The message ${message.id} of ${trigger.queue} was left: ${messageOf(error)}`, {
        function: trigger.fn.name,
      });
    }
  }

  /** Calls the function while the message is kept hidden; gives what it threw. */
  async #call(message: QueueMessage): Promise<string | undefined> {
    const { trigger, invoke, options } = this.#parts;
    const stopHiding = this.#keepHidden(message);
    try {
      const text = options.messageEncoding === 'none' ? message.text : decoded(message.text);
      await invoke(trigger.fn, { string: text }, { triggerMetadata: queueMetadata({ ...message, text }) });
      return undefined;
    } catch (error) {
      return stackOf(error);
    } finally {
      stopHiding();
    }
  }

  #keepHidden(message: QueueMessage): CancelTimer {
    const { clock, rest, trigger, log } = this.#parts;
    let cancel: CancelTimer = () => undefined;
    const arm = () => {
      cancel = clock.setTimer(clock.now() + (hiddenSeconds / 2) * 1000, () => {
        rest.hide(trigger.queue, message, hiddenSeconds).then(
          (popReceipt) => {
            message.popReceipt = popReceipt;
          },
          (error: unknown) => log('warning', `The message ${message.id} may be taken twice: ${messageOf(error)}`),
        );
        arm();
      });
    };
    arm();
    return () => cancel();
  }

  async #poison(message: QueueMessage): Promise<void> {
    const { trigger, rest, log } = this.#parts;
    const poison = `${trigger.queue}-poison`;
    await rest.put(poison, message.text);
    await rest.remove(trigger.queue, message);
    log(
      'error',
      `The message ${message.id} of ${trigger.queue} was taken ${message.dequeueCount} times and went to ${poison}.`,
      {
        function: trigger.fn.name,
      },
    );
  }
}

/** The text in the form that the host expects by default. Throws for another, which the host counts as a failure too. */
function decoded(text: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new Error('The message is not in base64, as host.json queues.messageEncoding says it is');
  return Buffer.from(text, 'base64').toString('utf8');
}
