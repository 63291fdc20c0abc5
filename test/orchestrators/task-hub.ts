import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { HostedFunction } from '../../local/host/bindings.ts';
import type { Clock } from '../../local/host/clock.ts';
import { DurableEngine } from '../../local/host/durable/engine.ts';
import { newInstance } from '../../local/host/durable/episode.ts';
import { events } from '../../local/host/durable/history.ts';
import { hasEnded, type InstanceRow } from '../../local/host/durable/instance.ts';
import { TaskHub } from '../../local/host/durable/task-hub.ts';
import { compareVersions } from '../../local/host/durable/version.ts';
import type { Invoke } from '../../local/host/invocation.ts';
import { clear } from '../../src/orchestrators/clear.ts';
import { discard } from '../../src/orchestrators/discard.ts';
import { exportPackage } from '../../src/orchestrators/export.ts';
import { ingress } from '../../src/orchestrators/ingress.ts';
import { retract } from '../../src/orchestrators/retract.ts';
import { revoke } from '../../src/orchestrators/revoke.ts';
import { HeldClock } from '../host/held-clock.ts';
import { asNext, type Generators } from './next-orchestrators.ts';
import { nextVersion, presentVersion } from './present-version.ts';

/** An orchestrator as it is registered with the host. */
export type Handler = (trigger: unknown, context: object) => Promise<unknown>;

const library = createRequire(import.meta.url)('durable-functions/lib/src/util/testingUtils.js');

/** The durable library's own handler of an orchestrator. */
export function handlerOf(generator: Generators): Handler {
  return library.createOrchestrator(generator);
}

const generators: Readonly<Record<string, Generators>> = {
  ingress,
  export: exportPackage,
  clear,
  discard,
  retract,
  revoke,
};

const orchestrators = handlersOf((generator) => generator);

const nextOrchestrators = handlersOf(asNext);

function handlersOf(change: (generator: Generators) => Generators): Readonly<Record<string, Handler>> {
  return Object.fromEntries(Object.entries(generators).map(([name, made]) => [name, handlerOf(change(made))]));
}

/** An activity as a test scripts it: input in, plain JSON out. */
export type ScriptedActivity = (input: unknown) => unknown;

/** One call of an activity, as the host made it. */
export interface Call {
  readonly name: string;
  readonly input: unknown;
}

/** One turn of an orchestrator. */
export interface Episode {
  readonly name: string;
  /** Can be replayed again. */
  readonly request: string;
  /** How many events of history the request holds. */
  readonly events: number;
  /** How many activities had been called before. */
  readonly calls: number;
  readonly actions: string;
  /** All that the library answered. */
  readonly answer: string;
}

/** What a dead process waits for. */
const never = new Promise<never>(() => undefined);

const request = z.looseObject({ history: z.array(z.unknown()), instanceId: z.string() });
const reply = z.looseObject({ actions: z.array(z.array(z.unknown())) });

/**
 * A task hub in memory with the local host's engine: every episode replays the real durable library and then its action list, and
 * traps are warned of. Time stands still until `elapse` fires the next timer.
 */
export class TestHub {
  readonly calls: Call[] = [];
  readonly warnings: string[] = [];
  /** All episodes in order. */
  readonly episodes: Episode[] = [];
  readonly #hub: TaskHub;
  readonly #held = new HeldClock(Date.parse('2026-03-01T10:00:00Z'));
  readonly #clock: Clock;
  readonly #engine: DurableEngine;
  readonly #most: number;
  #version: string;
  #working = 0;
  #isDead = false;

  /**
   * With a clock of somebody else, timers fire when that says so, and not by `elapse`. In a database that another one left it goes on. `most`:
   * so many episodes, and as many activities, are performed at the same time. `version`: of the orchestrators, the present or the next.
   */
  constructor(
    activities: Readonly<Record<string, ScriptedActivity>>,
    clock?: Clock,
    database = new DatabaseSync(':memory:'),
    most = 10,
    version = presentVersion,
  ) {
    this.#most = most;
    this.#version = version;
    this.#clock = clock ?? this.#held;
    this.#hub = new TaskHub(database);
    const deployed = () => this.#version;
    this.#engine = new DurableEngine({
      get defaultVersion() {
        return deployed();
      },
      hub: this.#hub,
      invoke: this.#invoker(activities),
      orchestrators: hosted(Object.keys(orchestrators), 'orchestrationTrigger'),
      activities: hosted(Object.keys(activities), 'activityTrigger'),
      clock: this.#clock,
      log: (level, message, fields) => {
        if (level === 'error' || fields?.trap !== undefined) this.warnings.push(message);
      },
      limits: { maximumTimer: 6 * 86_400_000, longTimerInterval: 3 * 86_400_000 },
      maxActivities: most,
      maxOrchestrators: most,
    });
  }

  /** Takes up what another one left in the database. */
  takeUp(): void {
    this.#engine.start();
  }

  /** The process dies: nothing that it was doing goes on or is written down. */
  die(): void {
    this.#isDead = true;
    void this.#engine.stop();
  }

  /** Another version of the orchestrators takes the place of this one. */
  deploy(version: string): void {
    this.#version = version;
    for (const id of this.#hub.ready()) this.#engine.wake(id);
  }

  get now(): number {
    return this.#clock.now();
  }

  start(name: string, id: string, input: unknown): void {
    const before = this.#hub.instance(id);
    const made = newInstance({
      id,
      name,
      version: this.#version,
      input: JSON.stringify(input),
      parent: null,
      generation: before === undefined ? 0 : before.generation + 1,
      now: this.#clock.now(),
    });
    this.#hub.startInstance(made);
    this.#engine.wake(id);
  }

  raise(id: string, name: string): void {
    this.#hub.post(id, null, events.eventRaised(name, 'null', this.#clock.now()));
    this.#engine.wake(id);
  }

  /** Terminates an instance as a person at the portal can. */
  terminate(id: string): void {
    this.#hub.post(id, null, events.terminated('by hand', this.#clock.now()));
    this.#engine.wake(id);
  }

  /** Removes every trace of an ended instance. */
  purge(id: string): void {
    this.#hub.forget(id);
  }

  /** Whether there is such an instance. */
  knows(id: string): boolean {
    return this.#hub.instance(id) !== undefined;
  }

  instance(id: string): InstanceRow {
    const row = this.#hub.instance(id);
    if (!row) throw new Error(`no instance ${id}`);
    return row;
  }

  /** The output of an ended instance, as JSON. */
  output(id: string): unknown {
    return JSON.parse(this.instance(id).output ?? 'null');
  }

  /** The events of the longest generation so far: those that its last episode was given, and the two that end it. */
  get longestHistory(): number {
    return Math.max(...this.episodes.map(({ events: given }) => given)) + 2;
  }

  /** Whether nothing happens before an activity that is being performed ends, time goes on or somebody asks for something. */
  get isQuiet(): boolean {
    // What waits for its turn behind them waits for time as they do.
    const performed = Math.min(this.#hub.activities().length, this.#most);
    return this.#ready() === 0 && performed === this.#working;
  }

  /** How many instances have something to do that this version takes up. */
  #ready(): number {
    const versions = this.#hub.ready().map((id) => this.#hub.instance(id)?.version ?? null);
    return versions.filter((version) => compareVersions(version, this.#version) <= 0).length;
  }

  /** Ids of the instances that have not ended. */
  running(): string[] {
    const all = this.#hub.list({
      after: '',
      prefix: '',
      createdFrom: 0,
      createdTo: Number.MAX_SAFE_INTEGER,
      statuses: [],
      top: 10_000,
    });
    return all.filter(({ status }) => !hasEnded(status)).map(({ id }) => id);
  }

  /** Waits until every episode and activity that can run now has run. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      // While an activity works there is nothing to do here: several hubs in one process must not spin.
      await new Promise((resolve) => (quiet === 0 ? setTimeout(resolve, 1) : setImmediate(resolve)));
      quiet = this.#ready() === 0 && this.#hub.activities().length === 0 ? quiet + 1 : 0;
    }
  }

  /** Lets time pass to the next timer and gives how many seconds that were; `early` fires it up to a second before its time, as Azure does. */
  async elapse(early = 0): Promise<number> {
    const seconds = this.#held.fireNext(early);
    await this.settle();
    return seconds;
  }

  /** Lets time pass until the instance has ended; each timer fires `early`, as for `elapse`. */
  async finish(id: string, early = 0): Promise<void> {
    await this.settle();
    for (let timers = 0; !hasEnded(this.instance(id).status); timers += 1) {
      if (timers === 1000) throw new Error(`${id} has not ended after 1,000 timers`);
      await this.elapse(early);
    }
  }

  async stop(): Promise<void> {
    await this.#engine.stop();
  }

  #invoker(activities: Readonly<Record<string, ScriptedActivity>>): Invoke {
    return async (fn, data) => {
      const text = data.string ?? '';
      if (this.#isDead) return await never;
      const orchestrate = (this.#version === nextVersion ? nextOrchestrators : orchestrators)[fn.name];
      if (orchestrate && fn.trigger.type === 'orchestrationTrigger') {
        const asked = request.parse(JSON.parse(text));
        const events = asked.history.length;
        const answer = await answerOf(orchestrate, asked);
        if (this.#isDead) return await never;
        const { actions } = reply.parse(JSON.parse(answer));
        this.episodes.push({
          name: fn.name,
          request: text,
          events,
          calls: this.calls.length,
          actions: JSON.stringify(actions[0]),
          answer,
        });
        return { returnValue: { json: answer } };
      }
      const input: unknown = JSON.parse(text);
      this.calls.push({ name: fn.name, input });
      this.#working += 1;
      try {
        const result = await activities[fn.name]?.(input);
        if (this.#isDead) return await never;
        return { returnValue: { json: JSON.stringify(result ?? null) } };
      } finally {
        this.#working -= 1;
      }
    };
  }
}

/** Replays one episode's request, with the orchestrator of that name or another, and gives the library's answer as JSON text. */
export async function replay(name: string, text: string, instead?: Handler): Promise<string> {
  const orchestrate = instead ?? orchestrators[name];
  if (!orchestrate) throw new Error(`no orchestrator ${name}`);
  return answerOf(orchestrate, request.parse(JSON.parse(text)));
}

async function answerOf(orchestrate: Handler, asked: z.infer<typeof request>): Promise<string> {
  return JSON.stringify(await orchestrate(asked, {}));
}

/** Functions of a host by name, without code: whoever invokes them gives it. */
export function hosted(
  names: readonly string[],
  type: 'orchestrationTrigger' | 'activityTrigger',
): Map<string, HostedFunction> {
  const binding = { type, direction: 'in' } as const;
  return new Map(
    names.map((name) => [
      name,
      {
        name,
        metadata: { name, bindings: { trigger: binding } },
        callback: () => undefined,
        trigger: { type, name: 'trigger', binding },
        clientInputs: [],
      },
    ]),
  );
}
