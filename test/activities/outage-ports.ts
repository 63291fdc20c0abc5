import { isOfSystem } from '../../src/domain/audit/audit-event.ts';
import type { DataFactory, PipelineRun } from '../../src/ports/data-factory.ts';
import type { Clock, Ports } from '../../src/ports/ports.ts';

/** What can be away, and the ports behind which it is. */
export const services = {
  'blob storage': ['listing', 'manifests', 'fileLists', 'projects'],
  'the tables': ['register', 'decisions', 'outbox'],
  'the audit': ['audit'],
  'Data Factory': ['dataFactory'],
  'the key vault': ['secrets'],
  'the mail server': ['mailer'],
} as const satisfies Record<string, readonly (keyof Ports)[]>;
export type Service = keyof typeof services;

/** The ways that an operation can go, and the state in which each ends. */
export const ways = {
  'a dataset': 'available',
  'a rejected dataset': 'discarded',
  'a withdrawn dataset': 'withdrawn',
  'an approved package': 'released',
  'a denied package': 'returned',
  'a package to be changed': 'returned',
} as const;
export type Way = keyof typeof ways;

/** When a service is taken away: at the first step in a state, or once Data Factory works in it. */
export interface Outage {
  readonly service: Service;
  readonly state: string;
  readonly at: 'its first step' | 'a running run';
}

/** The time of all travellers, ahead of the world's. */
export class MovedTime {
  ahead = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly now = (): Date => new Date(this.#clock.now().getTime() + this.ahead);

  /** Data Factory keeps the world's time: what it is asked and says about time is moved on the way. */
  moved(factory: DataFactory): DataFactory {
    const later = ({ endedAt, ...run }: PipelineRun): PipelineRun => {
      return { ...run, endedAt: endedAt && new Date(endedAt.getTime() + this.ahead) };
    };
    return {
      ...factory,
      find: async (pipeline, id, since) =>
        (await factory.find(pipeline, id, new Date(since.getTime() - this.ahead))).map(later),
      get: async (runId) => later(await factory.get(runId)),
    };
  }
}

/** The ports for which there is only this project, so that the sweep of one traveller leaves the others alone. */
export function onlyOf(project: string, ports: Ports): Ports {
  const { audit, register, projects } = ports;
  return {
    ...ports,
    // The sweep knows projects by their chains as well.
    audit: {
      ...audit,
      ends: async () => (await audit.ends()).filter(({ chain }) => chain === project || isOfSystem(chain)),
    },
    register: {
      ...register,
      projects: async function* () {
        yield project;
      },
      unfinished: async function* () {
        for await (const item of register.unfinished([project]))
          if ('operation' in item && item.operation.project === project) yield item;
      },
    },
    projects: {
      ...projects,
      list: async function* () {
        const stored = await projects.get(project);
        if (stored) yield stored;
      },
    },
  };
}

/** The port, whose every method throws the message while it is away. */
export function breakable<T extends object>(port: T, message: string, isAway: () => boolean): T {
  return new Proxy(port, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        if (isAway()) throw new Error(message);
        return Reflect.apply(member, target, given);
      };
    },
  });
}
