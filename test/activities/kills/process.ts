import type { Ports } from '../../../src/ports/ports.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';

/** What changes something, by port. A port that is missing here does not compile. */
const effects: Readonly<Record<Exclude<keyof Ports, 'clock' | 'code' | 'random' | 'secrets'>, readonly string[]>> = {
  listing: [],
  versions: [],
  doorFiles: [],
  manifests: ['write', 'writeReceipt'],
  // The sweep signs; no act does.
  signedLog: [],
  // The sweep copies; no act does.
  originals: [],
  secondCopy: [],
  fileLists: ['write', 'remove'],
  notices: ['create'],
  inspectionRequests: ['ask'],
  inspectionResults: [],
  projects: ['put', 'propose'],
  changes: ['put', 'remove'],
  holds: ['put', 'remove'],
  refused: ['put'],
  register: ['open', 'update', 'move', 'updateOwed', 'settle', 'rememberDoor'],
  takes: ['change'],
  duties: ['put'],
  overview: ['mend', 'remove', 'keepEnded', 'see'],
  weeks: ['count', 'forget'],
  hours: ['write'],
  looks: ['write'],
  computeMemory: ['write'],
  sweepPlaces: ['keep'],
  absences: ['put', 'remove'],
  signIns: ['put', 'remove'],
  people: ['put'],
  unreadable: [],
  // Rows are sealed anew by whoever asks for it.
  seals: [],
  decisions: ['openRound', 'record', 'updateRound', 'supersede', 'putHandle'],
  marks: ['put'],
  remarks: ['saveDraft', 'forget', 'keep'],
  requests: ['begin', 'update', 'forget'],
  scanVerdicts: ['keep', 'remove'],
  audit: ['append'],
  dataFactory: ['start', 'cancel'],
  mailer: ['send'],
  messenger: ['post'],
  outbox: ['intend', 'markSent'],
  mailBudgets: ['keepWindow', 'collect', 'forget'],
  mailPace: ['keep'],
  keptMails: ['keep', 'forget'],
  telemetry: [],
};

/** When a process dies: right before or right after its effect of that number, counted from 1. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Something that a process changed: the number and name of the unit of work, and `port.method`. */
export interface Effect {
  readonly unit: string;
  readonly name: string;
}

const dead = Symbol('dead');

/**
 * One process of the app. It does what the real ports do, and counts what changes something; from its death on nothing it asks for is
 * done or answered, so no handler of errors of the code under test goes on.
 */
export class Process {
  readonly ports: Ports;
  readonly workflows: Workflows;
  /** What it has changed so far, each with the unit of work in which it did so. */
  readonly effects: Effect[] = [];
  readonly #death: Death | undefined;
  readonly #died = Promise.withResolvers<typeof dead>();
  #isDead = false;
  #units = 0;
  #unit = '';

  constructor(ports: Ports, workflows: Workflows, death?: Death) {
    this.#death = death;
    this.ports = new Proxy(ports, {
      get: (target, name) => {
        const port: unknown = Reflect.get(target, name);
        const names: unknown = Reflect.get(effects, name);
        return Array.isArray(names) && isObject(port) ? this.#mortal(port, String(name), names) : port;
      },
    });
    this.workflows = this.#mortal(workflows, 'workflows', ['start', 'wake']);
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Lets the process do one unit of work: a request, an activity, a sweep. False when it died of it. */
  async survives(unit: string, work: () => Promise<unknown>): Promise<boolean> {
    this.#units += 1;
    this.#unit = `${this.#units} ${unit}`;
    const end = await Promise.race([work(), this.#died.promise]);
    return end !== dead;
  }

  #mortal<T extends object>(port: T, portName: string, names: readonly unknown[]): T {
    return new Proxy(port, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...parts: unknown[]) => {
          if (this.#isDead) return new Promise(() => {});
          const call = (): unknown => Reflect.apply(found, target, parts);
          return names.includes(name) ? this.#effect(`${portName}.${String(name)}`, call) : call();
        };
      },
    });
  }

  async #effect(name: string, call: () => unknown): Promise<unknown> {
    this.effects.push({ unit: this.#unit, name });
    const dies = this.effects.length === this.#death?.at;
    if (dies && this.#death?.when === 'before') return await this.#die();
    const result = await call();
    return dies || this.#isDead ? await this.#die() : result;
  }

  #die(): Promise<never> {
    this.#isDead = true;
    this.#died.resolve(dead);
    return new Promise(() => {});
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
