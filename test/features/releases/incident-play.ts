import { AsyncLocalStorage } from 'node:async_hooks';
import { storagePorts } from '../../../src/azure/storage-ports.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { usualClocks } from '../../../src/domain/history/incident-clocks.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { keepIncidents } from '../../../src/features/releases/incidents/keep-incidents.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { askRecipients } from '../../../src/use-cases/notification/ask-recipients.ts';
import { keepHolds } from '../../../src/use-cases/operation/hold.ts';
import { openEgress } from '../../activities/flow-settings.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import type { Hook } from '../../memory/hook.ts';
import { settled } from '../../memory/time.ts';
import { MemoryWorld } from '../../memory/world.ts';

export const project = 'heart-study';
const publicBaseUrl = 'https://gate.example.org';
export const idle = { start: async () => undefined, wake: async () => undefined };

const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email] };
};
/** Operators; Rita is a researcher of the project too. */
export const operators = {
  otto: operator('Otto', 90),
  orla: operator('Orla', 91),
  odin: operator('Odin', 92),
  rita: operator('Rita', 2),
} as const;
/** Recipients. */
export const recipients = { nils: operator('Nils', 71), vera: operator('Vera', 72) } as const;

/** A process that may die at one of its requests: before it leaves, or once it is done. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

interface Process {
  left: number;
  readonly when: Death['when'];
  isDead: boolean;
  readonly died: () => void;
}

const never = new Promise<void>(() => undefined);

/** A deployment in memory with released packages, in which processes of two instances die at drawn requests. */
export class IncidentPlay {
  readonly world: MemoryWorld;
  readonly packages: OperationKey[] = [];
  readonly #running = new AsyncLocalStorage<Process>();
  readonly #hook: Hook = { before: () => this.#request('before'), after: () => this.#request('after') };

  constructor(seed: number) {
    this.world = new MemoryWorld(seed, this.#hook, { auditWait: async () => undefined });
  }

  static async begin(seed: number, packages: number): Promise<IncidentPlay> {
    const play = new IncidentPlay(seed);
    const { world } = play;
    const { people } = sampleProject();
    const listed = Object.values(recipients).map(({ name, emails: [email = ''] }) => ({
      ...{ name, email, organisation: `The registry of ${name}` },
    }));
    await world.project({
      people: { ...people, operators: [person('Otto', 90), person('Orla', 91)], recipients: listed },
      release: { recipients: ['Two registries'], terms: 'Not to be passed on' },
      egress: {
        ...sampleProject().egress,
        ...openEgress,
        approval: { ...sampleProject().egress.approval, required: false },
      },
    });
    for (let number = 1; number <= packages; number += 1) {
      const folder = `${project}/table-${number}`;
      await world.put('exports', `${folder}/table.csv`, `row ${number}\n`);
      await world.put('exports', `${folder}/_COMPLETE`, '');
      const key = await world.open('export', `${folder}/table.csv`);
      const state = await world.run('export', key);
      if (state !== 'released') throw new Error(`The package ${key.id} is ${state}`);
      play.packages.push(key);
    }
    return play;
  }

  /** What a process stands on that begins now, of an instance whose clock is off by so many milliseconds: nothing is left in memory of one that died. */
  process(off: number) {
    const { storage, time } = this.world;
    const ports = { ...this.world.ports, ...storagePorts(storage.ofApp()), secrets: this.world.secretsOf(this.#hook) };
    const clock = { now: () => new Date(time.now().getTime() + off) };
    const settings = { secondOperator: true, publicBaseUrl, transferPollSeconds: 1, incidentClocks: usualClocks };
    return { ...ports, clock, ...settings };
  }

  /** Does something in a process of its own; undefined where it died of it. */
  async through<T>(death: Death | undefined, work: () => Promise<T>): Promise<T | undefined> {
    let died: () => void = () => undefined;
    const end = new Promise<undefined>((resolve) => {
      died = () => resolve(undefined);
    });
    const process = { left: death?.at ?? Infinity, when: death?.when ?? 'before', isDead: false, died };
    return await this.#inTime(Promise.race([this.#running.run(process, work), end]));
  }

  /** Services take their time, which moves only when somebody waits for nothing else. */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    work.then(over, over);
    for (let idle = 0; !isOver; ) {
      await settled();
      if (isOver || this.world.time.wakeNext()) idle = 0;
      else idle += 1;
      // What is signed takes real time.
      if (idle > 300_000) throw new Error('A process waits for nothing');
    }
    return await work;
  }

  /** What timers do within some minutes, by a process that may die of it. */
  async sweep(off: number, death?: Death): Promise<void> {
    const ports = this.process(off);
    await this.through(death, async () => {
      const failures = new Failures();
      const share = startTimeSlice(ports.clock, 60);
      const settings = { publicBaseUrl, ticks: { tell: 1, link: 1 } };
      await keepHolds(ports, idle, failures);
      await keepIncidents({ ports, workflows: idle, settings: ports, failures, share });
      await askRecipients(ports, settings, { failures, share });
      failures.throwAny();
    });
    for (const key of this.packages)
      if ((await this.world.operation(key)).state === 'revoking') await this.world.run('revoke', key);
  }

  #request(when: Death['when']): Promise<void> | undefined {
    const process = this.#running.getStore();
    if (process?.isDead) return never;
    if (process === undefined || process.when !== when) return undefined;
    process.left -= 1;
    if (process.left >= 0) return undefined;
    process.isDead = true;
    process.died();
    return never;
  }
}

export const hours = (count: number) => (count * DAY) / 24;
