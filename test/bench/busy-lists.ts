import { operations } from '../../src/api/operations.ts';
import { projects } from '../../src/api/projects.ts';
import type { Door } from '../../src/domain/base/door.ts';
import { doors } from '../../src/domain/base/door.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { listOperations } from '../../src/functions/operation/operations.ts';
import { listProjects } from '../../src/functions/project/list-projects.ts';
import type { Orchestrations } from '../../src/ports/workflows.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { reading } from '../../src/web/reading.ts';
import { anEvent, anOperation } from '../contract/samples.ts';
import { aReader, groupsOff } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

interface Size {
  readonly projects: number;
  readonly ofEach: Readonly<Record<Door, number>>;
  /** In so many days all of them began, one after the other; without it one of each project on a day. */
  readonly days?: number;
}

const usual: Size = { projects: 50, ofEach: { ingress: 20, export: 10 } };
const states: Readonly<Record<Door, readonly string[]>> = {
  ingress: ['available', 'available', 'available', 'rejected', 'copying', 'available', 'failed', 'withdrawn'],
  export: ['released', 'released', 'in-review', 'returned', 'in-review', 'rejected', 'releasing', 'revoked'],
};
const workflows: Orchestrations = {
  start: async () => undefined,
  wake: async () => undefined,
  newerVersion: async () => undefined,
};

/** A deployment of 50 projects with 1,000 datasets and 500 packages, or of another size, most of them ended, and its lists. */
export class BusyLists {
  readonly requests = new Requests();
  readonly #size: Size;
  readonly #world = new MemoryWorld(4, this.requests);

  constructor(size: Size = usual) {
    this.#size = size;
  }

  async start(): Promise<this> {
    const { projects, ofEach, days } = this.#size;
    for (let number = 0; number < projects; number += 1) {
      const project = `study-${number}`;
      await this.#world.project({ id: project });
      await this.#world.ports.audit.append(project, [anEvent('begun', { project })]);
      for (const door of doors)
        for (let at = 0; at < ofEach[door]; at += 1) {
          const before =
            days === undefined ? at + number : (days * (at * projects + number)) / (projects * ofEach[door]);
          await this.#world.ports.register.restore(anEarlier({ project, door, at: at + number, before }), null);
        }
    }
    return this;
  }

  /** One list, asked for by a reader through its route. Gives how many items it has. */
  async show(path: string): Promise<number> {
    const { ports } = this.#world;
    const identity = { ...aReader, name: 'Rita', roles: ['Ops.Reader'], groups: [], contexts: [] };
    const services = {
      ...ports,
      sealer: createCookieCipher(ports.secrets, ports.clock),
      tokens: { verify: async () => ({ ok: true as const, identity }) },
      outageHours: 24,
      groupsClaim: groupsOff,
    };
    const url = `http://localhost/api/ops/${path}`;
    const headers = new Headers({ authorization: 'Bearer token' });
    const handler = url.includes('/datasets')
      ? reading(services, operations.listDatasets, listOperations('ingress'))
      : url.includes('/exports')
        ? reading(services, operations.listExports, listOperations('export'))
        : reading(services, projects.listProjects, listProjects);
    const { body } = await handler({ method: 'GET', url, headers, params: {}, body: null }, workflows);
    return JSON.parse(String(body)).items.length;
  }
}

interface Earlier extends Pick<Operation, 'project' | 'door'> {
  /** The number of its state. */
  readonly at: number;
  /** So many days before the newest it began. */
  readonly before: number;
}

/** One that ended, or rests, with the runs that it took. */
function anEarlier({ project, door, at, before }: Earlier): Operation {
  const startedAt = new Date(Date.UTC(2026, 1, 28) - before * 86_400_000).toISOString();
  const steps =
    door === 'ingress' ? (['ingress-copy', 'ingress-delete'] as const) : (['export-freeze', 'export-delete'] as const);
  const digest = 'd'.repeat(64);
  return anOperation({
    ...{ project, door, startedAt, since: startedAt },
    state: states[door][at % states[door].length] ?? 'receiving',
    source: { digest, count: 120, bytes: 1_000_000, listedAt: startedAt },
    transfers: steps.map((step, attempt) => ({
      ...{ step, attempt, status: 'succeeded', intendedAt: startedAt, startedAt, closedAt: startedAt, runId: digest },
      parameters: {
        operationId: digest,
        folder: `${project}/folder`,
        listPath: `${digest}/${step}.txt`,
        endTime: startedAt,
      },
    })),
  });
}
