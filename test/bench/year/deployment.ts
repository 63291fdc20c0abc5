import { DatabaseSync } from 'node:sqlite';
import { findPerson, readDirectory } from '../../../local/azure/directory.ts';
import type { Size } from '../../../scripts/scale.ts';
import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { powerTag } from '../../../src/compute/domain/power.ts';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { doors } from '../../../src/domain/base/door.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { computeDefinition, type PowerPlan } from '../../../src/domain/project/compute-definition.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { asStored } from '../../../src/domain/project/stored-definition.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { StoredProject } from '../../../src/ports/records.ts';
import { forEver, quickIngress } from '../../activities/flow-settings.ts';
import { anEntry, anOperation, stream } from '../../contract/samples.ts';
import { definition, person } from '../../domain/sample.ts';
import { noHook } from '../../memory/hook.ts';
import { AppProcess } from '../../memory/journeys/app-process.ts';
import { VirtualTime } from '../../memory/time.ts';
import { presentVersion } from '../../orchestrators/present-version.ts';
import { type Deployment, deploy } from '../../simulation/deployment.ts';
import { Draws } from '../../simulation/draws.ts';
import { godPorts } from '../../simulation/god.ts';
import { manyRecords } from '../many-records.ts';
import { Tally } from './tally.ts';

const directory = readDirectory();
const size = 'Standard_D4s_v5';
const timeZone = 'UTC';
const scheduled = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' } as const;
/** Each project has two machines that go off in the evening. */
export const scheduledOfEach = 2;

/** A generated deployment, and the process of the app that runs in it: a Tuesday at noon, and the day after when it is filled. */
export class YearDeployment {
  readonly time = new VirtualTime('2026-03-03T12:00:30Z');
  readonly tally = new Tally();
  readonly app: AppProcess;
  /** The stores as nobody counts. */
  readonly ports: Ports;
  readonly #deployment: Deployment;
  readonly #size: Size;

  constructor(of: Size) {
    this.#size = of;
    const { time } = this;
    this.#deployment = deploy(time, new Draws(1), { storageClock: time, factoryHook: noHook });
    this.ports = godPorts(this.#deployment, time);
    this.app = new AppProcess({
      ...{ time, deployment: this.#deployment, secondRelease: false, mailLimits: undefined, version: presentVersion },
      database: new DatabaseSync(':memory:'),
      faults: this.tally.before,
    });
  }

  /** Puts all of it there. */
  async fill(): Promise<this> {
    const { projects, ended, reviews } = this.#size;
    const { ports } = this;
    const { storage } = this.#deployment;
    const project = async ({ id = '' }: Partial<Project> = {}) => this.#define(id);
    await manyRecords({ storage, ports, project }, projects, ended / projects / 2);
    for (let at = 0; at < projects; at += 1) await this.#tell(`study-${at}`);
    // Reviews are of files that are younger than these definitions.
    await this.time.pass(DAY);
    for (let at = 0; at < reviews; at += 1) await this.#review(`study-${at % projects}`);
    return this;
  }

  /** A file at the door of datasets. */
  async upload(path: string): Promise<void> {
    await this.#deployment.storage.container('public', 'ingress').getBlockBlobClient(path).upload('x', 1);
  }

  async #define(id: string): Promise<void> {
    const at = Number(id.split('-')[1]);
    let stored = await this.ports.projects.put(this.#definition(id, at), null);
    for (let change = 1; change < this.#size.changes; change += 1)
      stored = await this.ports.projects.put({ ...stored.value, title: `Changed ${change} times` }, stored.etag);
  }

  #definition(id: string, at: number): Project {
    const { approvers: all, machines, projects } = this.#size;
    const virtualMachines = Array.from({ length: machines / projects }, (_, number) => this.#machine(id, at, number));
    const approvers = [0, 1, 2].map((number) => ({
      ...approverOf((at * 3 + number) % all),
      independent: number === 0,
    }));
    const people = {
      dataOwners: [at === 0 ? known('olga') : person(`Owner-${at}`, 5000 + at)],
      researchers: [at === 0 ? known('rui') : person(`Researcher-${at}`, 6000 + at)],
      approvers,
      operators: [known('otto'), known('olivia')],
    };
    const egress = { quietSeconds: 1, approval: { quorum: 2, independent: 0, deadlineDays: 90 } };
    const ingress = { ...quickIngress, maxOpen: 1000 };
    const compute = computeDefinition.parse({ timeZone, virtualMachines });
    return projectSchema.parse(asStored({ ...definition(), ...forEver, id, people, egress, ingress, compute }));
  }

  /** One that is as it is defined. */
  #machine(project: string, at: number, number: number) {
    const name = `vm-${at}-${number}`;
    const always: PowerPlan = { mode: number % 2 === 0 ? 'always-on' : 'off' };
    const power: PowerPlan = number < scheduledOfEach ? scheduled : always;
    const tags = { 'sallyport-project': project, 'sallyport-power': powerTag(power, timeZone) };
    const runs = power.mode === 'off' ? 'deallocated' : 'running';
    this.#deployment.machines.seed({ name, size, tags, power: runs });
    return { name, size, image: 'data-science', power };
  }

  /** The lines and rows that whoever put the definitions, and took what came, leaves behind. */
  async #tell(id: string): Promise<void> {
    const { projects, audit, register, clock } = this.ports;
    const found = await projects.get(id);
    const hashes = [...(found?.before ?? []).map(({ hash }) => hash), found?.hash ?? ''];
    const event = (hash: string, at: number) => {
      const put = { id: `put-${id}-${at}`, at: clock.now(), kind: 'project.changed' as const };
      return note(id, { ...put, data: { definition: hash, against: hashes[at - 1] ?? null } });
    };
    await audit.append(id, hashes.map(event));
    for (const door of doors) {
      const { value, etag } = await register.rememberedDoor(door, id);
      await register.rememberDoor({ value: { ...value, checked: true }, etag });
    }
  }

  async #review(id: string): Promise<void> {
    const { manifests, register, decisions, clock } = this.ports;
    const { value: project, hash } = await this.#standing(id);
    const [now, at] = [clock.now(), clock.now().toISOString()];
    const state = { state: 'in-review', round: 1, startedAt: at, since: at } as const;
    const operation = anOperation({ ...state, project: id, door: 'export' });
    const entries = Array.from({ length: 5 }, (_, number) => anEntry(`table-${number}.csv`, { size: 20_000 }));
    const summary = await manifests.write(packageManifest(operation.id), stream(entries));
    const about = { exportId: operation.id, project, definition: hash, researchers: [], filesSince: at };
    await decisions.openRound(newRound({ ...about, number: 1, digest: summary.digest, now }));
    await register.open({ ...operation, package: summary }, []);
  }

  async #standing(id: string): Promise<StoredProject> {
    const stored = await this.ports.projects.get(id);
    if (stored === undefined) throw new Error(`There is no project ${id}`);
    return stored;
  }
}

function known(word: string) {
  const { name, email, oid } = findPerson(directory, word);
  return { name, email, oid };
}

/** The first three are people of the laptop's directory, who can sign in. */
function approverOf(number: number) {
  const word = ['ada', 'ben', 'cleo'][number];
  return word === undefined ? person(`Approver-${number}`, 1000 + number) : known(word);
}
