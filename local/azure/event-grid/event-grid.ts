import { setTimeout as delay } from 'node:timers/promises';
import type { BlobEvent, EventPlace, ListedBlob } from './blob-event.ts';
import { blobCreated, changedBlobs } from './blob-event.ts';
import type { DeadLetter } from './dead-letter.ts';
import {
  type EventKnobs,
  enqueue,
  eventKnobs,
  isTooOld,
  judgeAnswer,
  nextDue,
  type PendingEvent,
  retryAt,
} from './delivery-plan.ts';
import {
  type EventState,
  type EventSubscription,
  loadEventState,
  type QueueSubscription,
  saveEventState,
} from './event-state.ts';
import { postEvent, validateEndpoint } from './webhook.ts';

export interface EventGridOptions {
  /** Keeps what was announced and what waits, so that a restart repeats an event rather than losing it. */
  readonly stateFile: string;
  readonly pollMilliseconds: number;
  list(account: EventSubscription['account'], container: string): Promise<readonly ListedBlob[]>;
  place(subscription: EventSubscription): EventPlace;
  /** Puts a message into a queue as the topic's own identity; gives the status of the answer. */
  put(queue: QueueSubscription['queue'], text: string): Promise<number>;
  /** Keeps an event that will not be delivered. */
  bury(letter: DeadLetter): Promise<void>;
  report(message: string): void;
}

/** What happened so far in this run. */
export interface EventStatus {
  readonly delivered: number;
  readonly dropped: number;
  readonly lost: number;
  readonly failedAttempts: number;
  readonly pending: number;
  readonly subscriptions: readonly string[];
  readonly knobs: EventKnobs;
}

/** Event Grid between the storage accounts and the Functions hosts: notices blobs by listing, announces them at least once. */
export class EventGrid {
  readonly #options: EventGridOptions;
  readonly #stop = new AbortController();
  readonly #counts = { delivered: 0, dropped: 0, lost: 0, failedAttempts: 0 };
  #state: EventState;
  #knobs: EventKnobs = eventKnobs.parse({});
  #loops: Promise<unknown> = Promise.resolve();
  #seen = 0;

  constructor(options: EventGridOptions) {
    this.#options = options;
    this.#state = loadEventState(options.stateFile);
  }

  /** Starts to watch and to deliver. */
  start(): void {
    this.#loops = Promise.all([this.#repeat(() => this.#watch()), this.#repeat(() => this.#deliver())]);
  }

  /** Makes a subscription, or moves one of that name elsewhere. Throws when the webhook fails Event Grid's validation handshake. */
  async subscribe(subscription: EventSubscription): Promise<void> {
    const { topic } = this.#options.place(subscription);
    if ('endpoint' in subscription) await validateEndpoint(subscription.endpoint, topic);
    const others = this.#state.subscriptions.filter((other) => other.name !== subscription.name);
    this.#change({ subscriptions: [...others, subscription] });
  }

  setKnobs(knobs: EventKnobs): void {
    this.#knobs = knobs;
  }

  status(): EventStatus {
    return {
      ...this.#counts,
      pending: this.#state.pending.length,
      subscriptions: this.#state.subscriptions.map((subscription) => subscription.name),
      knobs: this.#knobs,
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#loops;
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await work();
        await delay(this.#options.pollMilliseconds, undefined, { signal: this.#stop.signal });
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#options.report(`Event Grid: ${error instanceof Error ? error.message : String(error)}`);
        await delay(1000);
      }
    }
  }

  async #watch(): Promise<void> {
    for (const subscription of this.#state.subscriptions) {
      const listed = await this.#options.list(subscription.account, subscription.container);
      const changed = changedBlobs(this.#state.known[subscription.name] ?? {}, listed);
      const known = Object.fromEntries(listed.map((blob) => [blob.name, blob.etag]));
      const before = this.#state.known[subscription.name] ?? {};
      if (changed.length === 0 && Object.keys(before).length === listed.length) continue;
      const place = this.#options.place(subscription);
      const events: BlobEvent[] = changed.map((blob) => blobCreated(place, blob));
      this.#change({
        known: { ...this.#state.known, [subscription.name]: known },
        pending: enqueue(this.#state.pending, subscription.name, events, Date.now()),
      });
    }
  }

  async #deliver(): Promise<void> {
    let item = nextDue(this.#state.pending, this.#knobs, Date.now());
    while (item !== undefined && !this.#stop.signal.aborted) {
      await this.#attempt(item);
      item = nextDue(this.#state.pending, this.#knobs, Date.now());
    }
  }

  async #attempt(item: PendingEvent): Promise<void> {
    const subscription = this.#state.subscriptions.find((candidate) => candidate.name === item.subscription);
    if (subscription === undefined) return this.#settle(item, undefined);
    if (item.attempts === 0) {
      this.#seen += 1;
      if (this.#knobs.dropEvery > 0 && this.#seen % this.#knobs.dropEvery === 0) {
        this.#counts.dropped += 1;
        return this.#settle(item, undefined);
      }
    }
    const times = this.#knobs.duplicate ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const status =
        'endpoint' in subscription
          ? await postEvent(subscription, item, this.#stop.signal)
          : await this.#options.put(subscription.queue, JSON.stringify(item.event));
      const outcome = judgeAnswer(status);
      if (outcome === 'lost') return await this.#bury(item, 'UndeliverableDueToClientError', status);
      if (outcome === 'retry' && isTooOld(item, Date.now()))
        return await this.#bury(item, 'TimeToLiveExceeded', status);
      if (outcome === 'retry') return this.#retry(item);
      this.#counts.delivered += 1;
    }
    this.#settle(item, undefined);
  }

  async #bury(item: PendingEvent, reason: DeadLetter['reason'], status: number): Promise<void> {
    await this.#options.bury({ item, reason, status, at: new Date() });
    this.#counts.lost += 1;
    this.#settle(item, undefined);
  }

  #retry(item: PendingEvent): void {
    this.#counts.failedAttempts += 1;
    const attempts = item.attempts + 1;
    this.#settle(item, { ...item, attempts, due: retryAt(attempts, Date.now()) });
  }

  #settle(item: PendingEvent, replacement: PendingEvent | undefined): void {
    const others = this.#state.pending.filter((other) => other !== item);
    this.#change({ pending: replacement === undefined ? others : [...others, replacement] });
  }

  #change(part: Partial<EventState>): void {
    this.#state = { ...this.#state, ...part };
    saveEventState(this.#options.stateFile, this.#state);
  }
}
