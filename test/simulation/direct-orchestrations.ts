import type { RetryOptions } from 'durable-functions';
import type { Flow } from '../../src/domain/base/door.ts';
import type { VirtualTime } from '../memory/time.ts';
import { asNext } from '../orchestrators/next-orchestrators.ts';
import { nextVersion } from '../orchestrators/present-version.ts';
import { settledWithCrypto } from './crypto-work.ts';
import { type InstanceStatus, type Orchestrations, orchestrators, type Perform } from './orchestrations.ts';
import {
  ActivityTask,
  AnyTask,
  EventTask,
  EventWaiters,
  type Outcome,
  Task,
  type TaskWorld,
  TimerTask,
} from './tasks.ts';
import { Versions } from './versions.ts';

interface Parts {
  readonly time: VirtualTime;
  readonly perform: Perform;
  /** Milliseconds that a timer of the instance fires before its time. */
  early(id: string): number;
  /** Told of an orchestration that ended in a way that must not happen. */
  broke(id: string, error: Error): void;
}

/** Feeds the orchestrators directly, without a history: what the durable library and its extension make of them, at a fraction of the work. */
export class DirectOrchestrations implements Orchestrations {
  readonly #parts: Parts;
  readonly #instances = new Map<string, Instance>();
  readonly #versions = new Versions();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(flow: Flow, id: string, input: unknown): void {
    if (this.status(id) === 'Running') throw new Error(`Could not start ${id}: it runs (status code: 409)`);
    const instance = new Instance(
      { ...this.#parts, versions: this.#versions },
      flow,
      id,
      JSON.parse(JSON.stringify(input)),
    );
    this.#instances.set(id, instance);
    instance.begin();
  }

  wake(id: string): void {
    const instance = this.#instances.get(id);
    if (instance === undefined) throw new Error(`No instance with ID ${id}`);
    instance.wake();
  }

  deploy(version: string): void {
    this.#versions.deploy(version);
    for (const id of this.running().toSorted()) this.#instances.get(id)?.goOn();
  }

  lose(): number {
    const { length } = this.running();
    for (const instance of this.#instances.values()) instance.forget();
    this.#instances.clear();
    return length;
  }

  status(id: string): InstanceStatus | undefined {
    return this.#instances.get(id)?.status;
  }

  running(): readonly string[] {
    return [...this.#instances].filter(([, { status }]) => status === 'Running').map(([id]) => id);
  }

  settled(): Promise<void> {
    return settledWithCrypto();
  }
}

class Instance {
  status: InstanceStatus = 'Running';
  readonly #parts: PartsOfInstance;
  /** The version that was deployed when it was started; it keeps it. */
  readonly #version: string;
  readonly #flow: Flow;
  readonly #id: string;
  #input: unknown;
  #generation: Generation | undefined;
  #isForgotten = false;

  constructor(parts: PartsOfInstance, flow: Flow, id: string, input: unknown) {
    this.#parts = parts;
    this.#version = parts.versions.deployed;
    this.#flow = flow;
    this.#id = id;
    this.#input = input;
  }

  begin(): void {
    if (this.#isForgotten) return;
    const { time, early, versions } = this.#parts;
    const [id, version] = [this.#id, this.#version];
    const perform: Perform = (name, input) => (this.#isForgotten ? never() : this.#parts.perform(name, input));
    const world = {
      time,
      perform,
      early: () => early(id),
      held: () => versions.held(version),
      isHeld: () => versions.holds(version),
      version,
    };
    const generation = new Generation(world, this.#flow, this.#input, (end) => this.#over(end));
    this.#generation = generation;
    generation.resume();
  }

  wake(): void {
    this.#generation?.wake();
  }

  /** Looks again at what it waits for, when another version was deployed. */
  goOn(): void {
    this.#generation?.goOn();
  }

  /** What it asked for comes to its end, and nobody hears of it. */
  forget(): void {
    this.#isForgotten = true;
    this.#generation?.forget();
  }

  #over(end: GenerationEnd): void {
    this.#generation = undefined;
    if (end.kind === 'failed') {
      this.status = 'Failed';
      // What cannot even write down its outage ends so, and the sweep starts it again.
      if (!/ 'note(Trouble|Uncleared)' failed/.test(end.error.message)) this.#parts.broke(this.#id, end.error);
      return;
    }
    if (end.kind === 'ended') this.status = 'Completed';
    else {
      this.#input = JSON.parse(JSON.stringify(end.input));
      // The next generation begins in an episode of its own.
      queueMicrotask(() => this.begin());
    }
  }
}

type PartsOfInstance = Parts & { readonly versions: Versions };

/** What one generation stands on. */
type GenerationWorld = Omit<TaskWorld, 'told'> & { readonly version: string; isHeld(): boolean };

type GenerationEnd =
  | { readonly kind: 'ended' }
  | { readonly kind: 'afresh'; readonly input: unknown }
  | { readonly kind: 'failed'; readonly error: Error };

/** One run of an orchestrator from an empty history to its end or to the next generation. */
class Generation {
  readonly #over: (end: GenerationEnd) => void;
  readonly #time: VirtualTime;
  readonly #waiters = new EventWaiters();
  readonly #timers: TimerTask[] = [];
  readonly #generator: Iterator<unknown, unknown, unknown>;
  readonly #flow: Flow;
  #next: { readonly input: unknown } | undefined;
  #isOver = false;
  #awaited: Task | undefined;
  #now: Date;

  readonly #world: GenerationWorld;

  constructor(world: GenerationWorld, flow: Flow, input: unknown, over: (end: GenerationEnd) => void) {
    this.#flow = flow;
    this.#world = world;
    this.#time = world.time;
    this.#now = world.time.now();
    this.#over = over;
    const context = this.#context({ ...world, told: () => this.goOn() }, input);
    const orchestrate = orchestrators[flow];
    const generator = world.version === nextVersion ? asNext(orchestrate) : orchestrate;
    this.#generator = Reflect.apply(generator, undefined, [context]);
  }

  /** Lets the code go on as far as it can. */
  resume(outcome: Outcome = { ok: true, value: undefined }): void {
    let known: Outcome | undefined = outcome;
    while (known !== undefined) {
      const step = this.#step(known);
      if (step === undefined) return;
      this.#awaited = step;
      step.begin();
      if (step instanceof AnyTask) step.look();
      known = step.outcome;
    }
  }

  wake(): void {
    this.#waiters.raise();
    this.goOn();
  }

  forget(): void {
    this.#isOver = true;
  }

  #step(known: Outcome): Task | undefined {
    try {
      const { done, value } = known.ok ? this.#generator.next(known.value) : this.#throw(known.error);
      if (!done && value instanceof Task) return value;
      if (!done) throw new Error(`${this.#flow} yielded what is no task`);
      this.#end(this.#next === undefined ? { kind: 'ended' } : { kind: 'afresh', input: this.#next.input });
    } catch (error) {
      this.#end({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
    return undefined;
  }

  #throw(error: Error): IteratorResult<unknown> {
    if (this.#generator.throw === undefined) throw error;
    return this.#generator.throw(error);
  }

  #end(end: GenerationEnd): void {
    this.#isOver = true;
    const open = this.#timers.filter(({ isOpen }) => isOpen).length;
    if (end.kind === 'failed' || open === 0) this.#over(end);
    else this.#over({ kind: 'failed', error: new Error(`${this.#flow} ended with ${open} timers not cancelled`) });
  }

  /** Goes on with what has ended of what it waits for, unless it waits for a newer version of the app. */
  goOn(): void {
    const awaited = this.#awaited;
    if (this.#isOver || awaited === undefined) return;
    if (awaited instanceof AnyTask) awaited.look();
    if (awaited.outcome === undefined || this.#world.isHeld()) return;
    this.#awaited = undefined;
    this.#now = this.#time.now();
    this.resume(awaited.outcome);
  }

  #context(world: TaskWorld, input: unknown): object {
    const now = () => this.#now;
    return {
      df: {
        version: this.#world.version,
        getInput: () => input,
        get currentUtcDateTime() {
          return now();
        },
        callActivityWithRetry: (name: string, options: RetryOptions, given: unknown) =>
          new ActivityTask(world, name, options, given),
        createTimer: (at: Date) => {
          const timer = new TimerTask(world, at);
          this.#timers.push(timer);
          return timer;
        },
        waitForExternalEvent: () => new EventTask(this.#waiters),
        continueAsNew: (next: unknown) => {
          this.#next = { input: next };
        },
        Task: { any: (tasks: readonly Task[]) => new AnyTask(tasks) },
      },
    };
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
