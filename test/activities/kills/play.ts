import { createActivities } from '../../../src/activities/index.ts';
import type { FlowSettings } from '../../../src/activities/operation/settings.ts';
import type { Flow } from '../../../src/domain/base/door.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { factsOf } from '../../../src/domain/lifecycle/advance.ts';
import { peopleOf } from '../../../src/domain/operation/hold.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import {
  nothingPending,
  notifyAllPending,
  readPending,
  writePending,
} from '../../../src/use-cases/notification/deliver-pending.ts';
import { ensureRunning, findUnfinished } from '../../../src/use-cases/operation/ensure-running.ts';
import { keepHolds } from '../../../src/use-cases/operation/hold.ts';
import { startClearing } from '../../../src/use-cases/operation/start-clearing.ts';
import { sweepSettings } from '../flow-settings.ts';
import { flowSettings, type World } from '../world.ts';
import { type Death, type Effect, Process } from './process.ts';
import type { Caller, Request } from './requests.ts';

/** In milliseconds. */
export const minute = 60_000;

/** An operation right before the act, with what belongs to it. */
export interface Scene {
  readonly key: OperationKey;
  readonly name: string;
}

/** Something that people or time do to an operation, and how it is played. */
export interface Act {
  readonly title: string;
  /** Rules of the project that differ from the sample's. */
  readonly rules?: Readonly<Record<string, unknown>>;
  /** Brings an operation to where the act begins, with ports whose clock is `age` days behind. */
  readonly set: (world: World, ports: Ports, project: string, name: string) => Promise<OperationKey>;
  readonly age?: number;
  readonly requests?: readonly Request[];
  /** What people do besides when the flows have come to rest. */
  readonly afterwards?: (world: World, scene: Scene) => Promise<void>;
  /** Whether the deployment has a reading room. */
  readonly hasRoom?: true;
  readonly ends: string;
  /** What is still owed then, because it waits for people; nothing when it is missing. */
  readonly owes?: readonly string[];
}

/** How a play is disturbed: where its process dies, and whether the request that died of it is sent again under its key. */
export interface Disturbance extends Death {
  readonly title: string;
  readonly repeats: boolean;
}

/** States in which a flow waits for others. */
const resting = ['in-review', 'withdrawing', 'scanning', 'inspecting'];

interface Start {
  readonly flow: Flow;
  readonly instance: string;
}

/** The operation as it was played to its end, and what the process changed that was to do it. */
export interface Played extends Scene {
  readonly effects: readonly Effect[];
}

/** The settings of a deployment, with a reading room or without. */
export function settingsOf({ hasRoom }: Pick<Act, 'hasRoom'>): FlowSettings {
  return hasRoom ? { ...flowSettings, readingRoomUrl: 'https://read.example.org' } : flowSettings;
}

/** Ports whose clock is so many milliseconds ahead (or behind, when negative). */
export function withClock(ports: Ports, ahead: number): Ports {
  return { ...ports, clock: { now: () => new Date(ports.clock.now().getTime() + ahead) } };
}

/** Plays one act once: requests, flows, a death and what comes after it, until nothing is left to do. */
export class Play {
  readonly #world: World;
  readonly #caller: Caller;
  readonly #act: Act;
  readonly #scene: Scene;
  readonly #starts: Start[] = [];
  readonly #workflows: Workflows = {
    start: async (flow, instance) => {
      if (!this.#starts.some((one) => one.instance === instance)) this.#starts.push({ flow, instance });
    },
    wake: async () => {},
  };
  readonly #process: Process;
  readonly #later: Ports;
  readonly #repeats: boolean;

  constructor(world: World, caller: Caller, act: Act, scene: Scene, disturbance?: Disturbance) {
    this.#world = world;
    this.#caller = caller;
    this.#act = act;
    this.#scene = scene;
    // A repeat of an interrupted request is carried out when ten minutes are over.
    this.#process = new Process(withClock(world.ports, -12 * minute), this.#workflows, disturbance);
    this.#repeats = disturbance?.repeats ?? false;
    this.#later = withClock(world.ports, 0);
  }

  async toItsEnd(): Promise<Played> {
    for (const [index, request] of (this.#act.requests ?? []).entries()) {
      await this.#ask(request, `${this.#scene.key.id}-${index}`);
      await this.#settle();
    }
    await this.#sweep(this.#now());
    await this.#settle();
    await this.#act.afterwards?.(this.#world, this.#scene);
    await this.#sweep(this.#now());
    await this.#settle();
    // Mails that were claimed are due again after a minute, the look at an emptied folder after an hour.
    for (const _ of [1, 2]) await this.#sweep(withClock(this.#world.ports, 70 * minute));
    return { ...this.#scene, effects: this.#process.effects };
  }

  #now(): Ports {
    return this.#process.isDead ? this.#later : this.#process.ports;
  }

  /** Asks; when the process dies of it, asks again, or leaves what was done to the sweep, or asks anew where nothing was done. */
  async #ask(request: Request, idempotencyKey: string): Promise<void> {
    const send = (on: Pick<Process, 'ports' | 'workflows'>, key: string) =>
      this.#caller.send(on, request, this.#scene.key, key);
    const next = { ports: this.#later, workflows: this.#workflows };
    if (this.#process.isDead) return expectDone(await send(next, idempotencyKey));
    const before = await this.#stateNow();
    const survived = await this.#process.survives(request.ask, async () => {
      expectDone(await send(this.#process, idempotencyKey));
    });
    if (survived) return;
    // What is done already is no longer possible, or not there to be done.
    if (this.#repeats) return expectDone(await send(next, idempotencyKey), 409, 404, 412);
    if ((await this.#stateNow()) === before) return expectDone(await send(next, `${idempotencyKey}-anew`));
    await this.#sweep(this.#later);
    // A lift whose end has no line is none: the hold is on again, which whoever lifted it sees.
    const isOnAgain = request.ask === 'lift' && (await this.#stateNow()) === before;
    if (isOnAgain) expectDone(await send(next, `${idempotencyKey}-anew`));
  }

  async #stateNow(): Promise<string> {
    const { key } = this.#scene;
    const { revision, withdrawal, scan, submission } = await this.#world.operation(key);
    const holds = await this.#later.holds.at(key.project);
    return JSON.stringify({ revision, withdrawal, scan, submission, holds: holds.length });
  }

  /** Runs what was started, and what goes on from there, until nothing moves. */
  async #settle(): Promise<void> {
    for (let revision = -1; ; ) {
      for (let next = this.#starts.shift(); next !== undefined; next = this.#starts.shift()) await this.#run(next);
      const operation = await this.#world.operation(this.#scene.key);
      if (!factsOf(operation).runs || operation.revision === revision) return;
      ({ revision } = operation);
      await this.#sweep(this.#now());
    }
  }

  async #run({ flow }: Start): Promise<void> {
    const { key } = this.#scene;
    let waits = 0;
    const enough = async () => {
      const { state, hold } = await this.#world.operation(key);
      if (resting.includes(state) || hold !== undefined) waits += 1;
      return waits > 2;
    };
    await this.#world.run(flow, key, { activities: this.#activities(), enough });
  }

  /** The activities of the process; what it had begun when it died, the next process does from its beginning. */
  #activities() {
    const settings = settingsOf(this.#act);
    const mortal = createActivities(this.#process.ports, settings);
    const next = createActivities(this.#later, settings);
    const guarded = { ...next };
    for (const name of Object.keys(next)) {
      Reflect.set(guarded, name, async (input: unknown) => {
        const call = (activities: object): unknown => Reflect.apply(Reflect.get(activities, name), undefined, [input]);
        if (this.#process.isDead) return await call(next);
        let result: unknown;
        const survived = await this.#process.survives(
          [name, Object(input).step ?? Object(input).event ?? []].flat().join(' '),
          async () => {
            result = await call(mortal);
          },
        );
        return survived ? result : await call(next);
      });
    }
    return guarded;
  }

  /** What the sweep does about this one operation. */
  async #sweep(ports: Ports): Promise<void> {
    const failures = new Failures();
    const mine = narrowed(ports, this.#scene.key);
    const share = startTimeSlice(ports.clock, 600);
    const workflows = this.#process.isDead ? this.#workflows : this.#process.workflows;
    const sweep = async () => {
      await keepHolds(mine, workflows, failures);
      const pending = nothingPending();
      await readPending(mine, sweepSettings, pending, { failures, share });
      const found = await findUnfinished(mine, sweepSettings, { failures, share });
      await ensureRunning(mine, workflows, found, { failures, share });
      await writePending(mine, pending, { failures, share });
      await notifyAllPending(mine, sweepSettings, pending, { failures, share });
      await startClearing(mine, workflows, { failures, share }, await mine.audit.ends());
      failures.throwAny();
    };
    if (this.#process.isDead) await sweep();
    else if (!(await this.#process.survives('sweep', sweep))) await this.#sweep(this.#later);
  }
}

/** The ports as if there were no other operation, so that many plays can be swept side by side. */
function narrowed(ports: Ports, key: OperationKey): Ports {
  const { register, holds } = ports;
  const { project, id } = key;
  const places = new Map<string, string>();
  return {
    ...ports,
    register: changed(register, {
      projects: async function* () {
        yield project;
      },
      unfinished: async function* () {
        const stored = await register.get(key);
        if (stored !== undefined && (await register.isUnfinished(stored.value))) yield { operation: stored.value };
      },
      owed: (of) => register.owed(of, id),
      list: async (door) => {
        const stored = await register.get(key);
        return { items: stored?.value.door === door ? [stored.value] : [], broken: [] };
      },
    }),
    holds: changed(holds, {
      list: async function* (of) {
        yield* await holds.at(of === 'people' ? peopleOf(project) : project);
      },
    }),
    sweepPlaces: {
      read: async () => places,
      keep: async (part, place) => void (place === undefined ? places.delete(part) : places.set(part, place)),
    },
  };
}

function changed<T extends object>(port: T, changes: Partial<T>): T {
  return new Proxy(port, {
    get: (target, name) => Reflect.get(Object.hasOwn(changes, name) ? changes : target, name),
  });
}

function expectDone({ status, text }: { readonly status: number; readonly text: string }, ...others: number[]): void {
  if (status >= 300 && !others.includes(status)) throw new Error(`The request was answered ${status}: ${text}`);
}
