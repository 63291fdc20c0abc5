import type { FlowSettings } from '../../src/activities/operation/settings.ts';
import { computeMails } from '../../src/compute/sweep/sweep-parts.ts';
import type { Door, Flow } from '../../src/domain/base/door.ts';
import { weeksPart } from '../../src/features/verification/restore/repair-weeks.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import type { SweepSettings } from '../../src/use-cases/overview/sweep-parts.ts';
import type { ServiceCall } from '../memory/hook.ts';
import { VirtualTime } from '../memory/time.ts';
import { AppInstance } from './app-instance.ts';
import { type Deployment, deploy } from './deployment.ts';
import { DirectOrchestrations } from './direct-orchestrations.ts';
import { Draws } from './draws.ts';
import { type Effect, effectsHook } from './effects.ts';
import { godPorts } from './god.ts';
import type { Orchestrations, Perform } from './orchestrations.ts';
import { requestHook } from './request-hook.ts';
import { Trace } from './trace.ts';
import { type FaultKind, type Tampering, Weather } from './weather.ts';

/** By how much the clock of a machine may be wrong, in milliseconds. */
const mostSkew = 10_000;

/** The settings of a deployment in a schedule: those of the sample, with the skew that storage's clocks are held to have. */
export const settings = {
  publicBaseUrl: 'https://gate.example.org',
  restorableDays: { ingress: 7, export: 17 },
  datasetDays: 30,
  transferPollSeconds: 5,
  mailWindowSeconds: 3600,
  storageSkewSeconds: mostSkew / 1000,
  outageHours: 24,
  peopleKeepDays: 730,
  added: { parts: [weeksPart], mails: computeMails },
} as const satisfies FlowSettings & { readonly outageHours: number; readonly peopleKeepDays: number } & Pick<
    SweepSettings,
    'added'
  >;

/** Where the scanner finds the containers of the doors. */
export const doorUrls = { ingress: 'https://public.example.org/ingress', export: 'https://secure.example.org/exports' };

/** A file that somebody put at a door. */
export interface Put {
  readonly door: Door;
  readonly path: string;
  readonly text: string;
  readonly at: Date;
}

/** What the scanner came to about one state of a file. */
export interface Verdict {
  readonly door: Door;
  readonly path: string;
  readonly etag: string;
  readonly finding: string;
  readonly at: Date;
}

/** How a world differs from what its seed alone makes of it. */
export interface WorldOptions {
  /** Whether every step is remembered in words. */
  readonly keepsTrace?: boolean;
  /** Faults and oddities that do not happen. */
  readonly without?: ReadonlySet<string>;
  /** The durable service, when it is not the direct one. */
  readonly make?: MakeOrchestrations;
  /** Stops the schedule where it stands. */
  readonly signal?: AbortSignal;
}

/** Makes the durable service of a world. */
export type MakeOrchestrations = (world: World, perform: Perform) => Orchestrations;

/** Sees each request of the app that took effect, with its name, and each file that Data Factory wrote or removed. */
interface Watcher {
  call(call: ServiceCall, name: string, app: AppInstance): void;
  effect(effect: Effect): void;
}

const listings = ['list', 'query', 'versions', 'find', 'activities', 'statuses', 'quotas'];
/** Requests that change nothing. */
const reads = new Set([...listings, 'get', 'getRange', 'getProperties', 'read']);

/** What takes longer waits for something that never comes. */
const mostSteps = 50_000;

/** One schedule's world: a deployment, the processes of the app on it, and time that only moves when nothing else can. */
export class World {
  readonly time = new VirtualTime('2026-03-01T10:00:00Z');
  readonly draws: Draws;
  readonly weather: Weather;
  readonly trace: Trace;
  readonly deployment: Deployment;
  readonly orchestrations: Orchestrations;
  /** The stores as nobody of the world sees them: at once, and without faults. */
  readonly god: Ports;
  /** What must not have happened, as sentences. */
  readonly broken: string[] = [];
  readonly faultsMet = new Map<FaultKind, number>();
  /** Those who see what happens. */
  readonly watchers: Watcher[] = [];
  /** Moves that were made, as door, state, event and next state. */
  readonly moves = new Set<string>();
  /** Faults that struck while the newest move had led to a state, as door, state and fault. */
  readonly pairs = new Set<string>();
  /** Services that answer nobody now, by the beginning of their name. */
  readonly away = new Set<string>();
  /** Services that keep each request waiting for a minute now, and then fail. */
  readonly slow = new Set<string>();
  /** Services that the app has asked for anything. */
  readonly asked = new Set<string>();
  readonly workflows: Workflows;
  readonly puts: Put[] = [];
  readonly verdicts: Verdict[] = [];
  /** Files at the doors, as `door/path`, that people deleted themselves. */
  readonly removals = new Set<string>();
  /** The activities that were asked for about each operation, in order. */
  readonly performed = new Map<string, string[]>();
  /** Links that were answered in the calm. */
  readonly answered = new Set<string>();
  /** Whether approvers answer in the calm; without it reviews end at their deadlines. */
  readonly answersInCalm: boolean;
  /** Whether the deployment has a reading room. */
  readonly hasRoom: boolean;
  /** What was done to the tables past every rule. */
  readonly tampered = new Set<Tampering>();
  /** When that was done last, and when the newest sweep that came to its end had begun, in milliseconds. */
  tamperedAt = -Infinity;
  sweptFrom = 0;
  /** The store that is lost now and comes back by a restore only, and since when, in milliseconds. */
  lost: { readonly place: string; readonly at: number; noticedAt?: number } | undefined;
  /** Stores that were lost in this schedule; and when a sweep had noticed those that came back by a restore, and when that ended. */
  readonly lostEver = new Set<string>();
  readonly losses: { readonly place: string; readonly noticedAt: number; readonly backAt: number }[] = [];
  readonly actsDone = new Map<string, number>();
  #underWay = 0;
  #apps: AppInstance[] = [];
  #births = 0;
  #newestState: string | undefined;
  /** Since when the weather is calm for good, in milliseconds; undefined in the storm. */
  calmSince: number | undefined;
  /** Goes up with each request that changes something. */
  writes = 0;

  readonly #signal: AbortSignal | undefined;

  constructor(seed: number, { keepsTrace = false, without, make = direct, signal }: WorldOptions = {}) {
    this.#signal = signal;
    this.draws = new Draws(seed);
    this.weather = new Weather(seed, this.draws, without);
    this.trace = new Trace(keepsTrace);
    this.answersInCalm = this.draws.happens('answers in calm', 0.5);
    this.hasRoom = this.draws.happens('reading room', 0.3);
    const factoryHook = effectsHook(
      () => this.deployment.storage,
      () => this.time.now().getTime(),
      (effect) => this.#affected(effect),
    );
    this.deployment = deploy(this.time, this.draws, { storageClock: this.clock('storage'), factoryHook });
    this.god = godPorts(this.deployment, this.time);
    this.orchestrations = make(this, (name, input) => this.#perform(name, input));
    this.workflows = {
      start: async (flow: Flow, id: string, input: unknown) => {
        if (this.orchestrations.status(id) !== 'Running') this.orchestrations.start(flow, id, input);
      },
      wake: async (id: string) => {
        if (this.orchestrations.status(id) !== undefined) this.orchestrations.wake(id);
      },
    };
    this.#apps = this.weather.has('second-instance') ? [this.#born(), this.#born()] : [this.#born()];
  }

  /** The clock of one machine, which may be seconds off. */
  clock(whose: string): { now(): Date } {
    const skew = this.weather.has('clock-skew') ? this.draws.between(`skew ${whose}`, -mostSkew, mostSkew) : 0;
    return { now: () => new Date(this.time.now().getTime() + skew) };
  }

  /** What the clock that is furthest ahead may say now: what ends or begins by time has done so for its machine. */
  get latest(): Date {
    return new Date(this.time.now().getTime() + mostSkew);
  }

  /** An instance of the app that is alive; waits until one is. */
  async app(key: string): Promise<AppInstance> {
    for (;;) {
      const alive = this.#apps.filter(({ isAlive }) => isAlive);
      if (alive.length > 0) return this.draws.pick(`app ${key}`, alive);
      await this.time.sleep(1000);
    }
  }

  /** What somebody asks of the app by HTTP, or a trigger does: it happens once, or not at all, or in part when the process dies (`died`). */
  async once<T>(key: string, work: (app: AppInstance) => Promise<T>): Promise<T | 'died'> {
    const app = await this.app(key);
    return await Promise.race([work(app), app.death.then(() => 'died' as const)]);
  }

  /** Lets something go on beside everything else; the world is not at rest before it has ended. */
  background(work: Promise<void>): void {
    this.#underWay += 1;
    work
      .catch((error: unknown) => this.told('something beside', error))
      .finally(() => {
        this.#underWay -= 1;
      });
  }

  /** Ids of the orchestrations that have not ended. */
  unended(): readonly string[] {
    return this.orchestrations.running();
  }

  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Somebody was told that it did not work. That is no harm, unless it is a fault of the code. */
  told(what: string, error: unknown): 'failed' {
    const isFault = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
    if (isFault) this.broken.push(`${what} met a fault of the code: ${error.stack}`);
    this.trace.note(this.time.now(), `${what}: ${error instanceof Error ? error.message : String(error)}`);
    return 'failed';
  }

  broke(why: string): void {
    this.broken.push(why);
  }

  /** Notes a move that was made, as door, state, event and next state. */
  moved(move: string): void {
    this.moves.add(move);
    const [door, , , to] = move.split(' ');
    this.#newestState = `${door} ${to}`;
  }

  #struck(kind: FaultKind): void {
    this.faultsMet.set(kind, (this.faultsMet.get(kind) ?? 0) + 1);
    if (this.#newestState !== undefined) this.pairs.add(`${this.#newestState} ${kind}`);
  }

  acted(name: string): void {
    this.actsDone.set(name, (this.actsDone.get(name) ?? 0) + 1);
  }

  /** Runs until the script has ended. */
  async play(script: Promise<void>): Promise<void> {
    let isOver = false;
    let wakes = 0;
    const over = script.finally(() => {
      isOver = true;
    });
    await this.orchestrations.settled();
    while (!isOver) {
      this.#signal?.throwIfAborted();
      if (!this.time.wakeNext()) throw new Error('everybody waits for nothing');
      wakes += 1;
      if (Math.max(this.trace.steps, wakes / 10) > mostSteps)
        throw new Error(`it has not ended after ${mostSteps} steps`);
      await this.orchestrations.settled();
    }
    await over;
  }

  async #perform(name: string, input: unknown): Promise<unknown> {
    const { key: of, id = of?.id }: { readonly key?: { readonly id?: string }; readonly id?: string } = Object(input);
    const caller = String(id);
    const key = `${name} ${caller}`;
    const performed = this.performed.get(caller) ?? [];
    this.performed.set(caller, performed);
    performed.push(`${name} ${JSON.stringify(input)}`);
    for (;;) {
      await this.time.sleep(this.draws.between(`dispatch ${key}`, 1, 50));
      const result = await this.once(key, async (app) => {
        const activity: unknown = Reflect.get(app.activities, name);
        if (typeof activity !== 'function') throw new Error(`There is no activity ${name}`);
        const value: unknown = await activity(input);
        if (!this.weather.isCalm && this.weather.has('activity-done-twice') && this.draws.happens(`twice ${key}`, 0.05))
          return { value: await activity(input) };
        return { value };
      });
      if (result !== 'died') return result.value;
    }
  }

  #born(): AppInstance {
    this.#births += 1;
    const name = `app${this.#births}`;
    const way = {
      time: this.time,
      draws: this.draws,
      weather: this.weather,
      trace: this.trace,
      isAway: (service: string) => this.away.size > 0 && [...this.away].some((one) => service.startsWith(one)),
      isSlow: (service: string) => this.slow.has(service),
      took: (call: ServiceCall, called: string, by: AppInstance) => this.#took(call, called, by),
      met: (kind: FaultKind) => this.#struck(kind),
    };
    const hook = requestHook(way, () => app);
    const ofApp = this.hasRoom ? { ...settings, readingRoomUrl: 'https://read.example.org' } : settings;
    const app: AppInstance = new AppInstance(name, this.deployment, { hook, clock: this.clock(name), settings: ofApp });
    void app.death.then(async () => {
      await this.time.sleep(this.draws.between('restart', 500, 60_000));
      this.#apps = [...this.#apps.filter(({ isAlive }) => isAlive), this.#born()];
    });
    return app;
  }

  #took(call: ServiceCall, name: string, app: AppInstance): void {
    this.asked.add(call.service);
    // Where a sweep stopped, when it looked, whom it saw in definitions, how long computes ran, how they looked and that a closed project's doors are shut is written again and again, and changes nothing that anybody waits for.
    const isNoChange =
      reads.has(call.operation) || / place:| seen$| hours:| look:| (insert|update) door:|^table people /.test(name);
    if (!isNoChange) this.writes += 1;
    for (const one of this.watchers) one.call(call, name, app);
  }

  #affected(effect: Effect): void {
    this.writes += 1;
    for (const one of this.watchers) one.effect(effect);
  }
}

const direct: MakeOrchestrations = (world, perform) =>
  new DirectOrchestrations({
    time: world.time,
    perform,
    early: (id) => (world.weather.has('early-timers') ? world.draws.between(`early ${id}`, 0, 999) : 0),
    broke: (id, error) => world.broken.push(`The orchestration ${id} failed: ${error.message}`),
  });
