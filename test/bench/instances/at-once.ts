import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { StoragePerson } from '../../../local/people/storage-person.ts';
import { appSettings } from '../../../local/stack/app-settings.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { asStored } from '../../../src/domain/project/stored-definition.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { StoredProject } from '../../../src/ports/records.ts';
import { forEver, quickIngress } from '../../activities/flow-settings.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';
import { anOperation } from '../../contract/samples.ts';
import { definition, person } from '../../domain/sample.ts';
import { timed } from '../clock.ts';
import { type Ends, ends, type Part, type Work } from './work.ts';

const project = 'heart-study';
const many: Readonly<Record<Work, number>> = { openings: 20, decisions: 20, windows: 40 };
/** Of one kind to one person in an hour. */
const mailsAlone = 3;

/** How several processes did a work on one storage: requests of each thing, wall time, and how many things were not done once. */
export interface Done {
  readonly requests: number;
  readonly milliseconds: number;
  readonly wrong: number;
  /** Openings that are left to the sweep, since others were faster, or since the process that opened it failed before it began. */
  readonly left: number;
  /** Attempts that failed since others were faster. */
  readonly again: number;
}

/** One storage, and processes of the app that come and go. */
export class OneStorage {
  readonly #running: RunningPorts;
  #made = 0;

  static async start(): Promise<OneStorage> {
    const running = await startPorts();
    await running.ports.projects.put(definedProject(), null);
    return new OneStorage(running);
  }

  private constructor(running: RunningPorts) {
    this.#running = running;
  }

  /** Lets so many processes do a work: each opens the same names, and decisions and mails are shared among them. */
  async work(work: Work, processes: number): Promise<Done> {
    const { azure } = this.#running;
    const told = await this.#prepare(work);
    const parts = Array.from({ length: processes }, (_, at) => ({
      ...told,
      of: work === 'openings' ? told.of : told.of.filter((_one, number) => number % processes === at),
    }));
    const children = await Promise.all(parts.map((one) => born(azure, one)));
    azure.ledger.clear();
    let ended: Ends = {};
    const milliseconds = await timed(async () => {
      ended = sumOf(await Promise.all(children.map(doneBy)));
    });
    const requests = azure.ledger.entries().reduce((sum, { count }) => sum + count, 0) / many[work];
    return { requests, milliseconds, again: ended['again'] ?? 0, ...(await this.#held(told, ended)) };
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }

  async #prepare(work: Work): Promise<Part> {
    const { ports, azure } = this.#running;
    this.#made += 1;
    const stored = await ports.projects.get(project);
    if (stored === undefined) throw new Error('there is no project');
    const names = Array.from({ length: many[work] }, (_, at) => `${work}-${this.#made}-${at}`);
    const oids = stored.value.people.approvers.slice(0, many.decisions).map(({ oid }) => oid);
    const ingress = new StoragePerson(azure, 'owner').container('public', 'ingress');
    if (work === 'openings')
      await Promise.all(names.map((name) => ingress.getBlockBlobClient(`${project}/${name}/a.csv`).upload('x', 1)));
    const to = person('Rita', 9000 + this.#made).oid;
    return { work, project, of: work === 'decisions' ? oids : names, to, ...(await inReview(ports, stored)) };
  }

  /** What came of it, by what is stored. */
  async #held({ work, of, exportId }: Part, ended: Ends): Promise<Pick<Done, 'wrong' | 'left'>> {
    const { decisions, register } = this.#running.ports;
    if (work === 'windows') return { wrong: Math.abs((ended['alone'] ?? 0) - mailsAlone), left: 0 };
    if (work === 'decisions') {
      const { rounds, decisions: recorded } = await decisions.read(exportId);
      const isClosed = rounds.every(({ value }) => value.status === 'approved');
      return { wrong: of.length - recorded.length + (isClosed ? 0 : 1), left: 0 };
    }
    const open = await Promise.all(of.map((name) => register.openId('ingress', project, name)));
    const opened = open.filter((id) => id !== undefined).length;
    const started = ended['started'] ?? 0;
    return { wrong: Math.max(0, started - opened), left: of.length - Math.min(started, opened) };
  }
}

function definedProject(): Project {
  const approvers = Array.from({ length: 2 * many.decisions }, (_, at) => ({
    ...person(`Approver-${at}`, 1000 + at),
    independent: false,
  }));
  const approval = { quorum: many.decisions, independent: 0, deadlineDays: 15 };
  const rules = { ingress: { ...quickIngress, maxOpen: 1000 }, egress: { quietSeconds: 1, approval } };
  const people = { ...definition().people, approvers };
  return projectSchema.parse(asStored({ ...definition(), ...forEver, ...rules, id: project, people }));
}

async function inReview(ports: Ports, { value, hash }: StoredProject): Promise<Pick<Part, 'exportId' | 'digest'>> {
  const digest = 'd'.repeat(64);
  const now = ports.clock.now();
  const at = now.toISOString();
  const operation = anOperation({ project, door: 'export', state: 'in-review', round: 1, startedAt: at, since: at });
  const about = { exportId: operation.id, project: value, definition: hash, researchers: [], filesSince: at };
  await ports.decisions.openRound(newRound({ ...about, number: 1, digest, now }));
  await ports.register.open({ ...operation, package: { digest, count: 1, bytes: 1 } }, []);
  return { exportId: operation.id, digest };
}

async function born(azure: RunningAzure, told: Part): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'instance.ts'), {
    env: { ...process.env, ...appSettings(azure, 'http://localhost'), NODE_EXTRA_CA_CERTS: azure.caFile },
  });
  child.send(told);
  await once(child, 'message');
  return child;
}

async function doneBy(child: ChildProcess): Promise<Ends> {
  const answered = once(child, 'message');
  const ended = once(child, 'exit');
  child.send('begin');
  const [said] = await Promise.race([answered, ended.then(([code]) => Promise.reject(new Error(`It ended: ${code}`)))]);
  await ended;
  return ends.parse(said);
}

function sumOf(all: readonly Ends[]): Ends {
  const sum: Ends = {};
  for (const one of all) for (const [end, count] of Object.entries(one)) sum[end] = (sum[end] ?? 0) + count;
  return sum;
}
