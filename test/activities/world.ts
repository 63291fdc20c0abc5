import { hasEnded } from '../../local/host/durable/instance.ts';
import { type Activities, createActivities } from '../../src/activities/index.ts';
import { writePendingLines } from '../../src/activities/operation/pending-lines.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import type { Table } from '../../src/azure/base/table.ts';
import type { Door, Flow } from '../../src/domain/base/door.ts';
import type { TableName } from '../../src/domain/base/stored-tables.ts';
import { pendingAfter } from '../../src/domain/notification/pending-work.ts';
import { parseUploadPath } from '../../src/domain/operation/blob-name.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { asStored } from '../../src/domain/project/stored-definition.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import { newOperation, openedEvent, startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { definition } from '../domain/sample.ts';
import { memoryGround } from '../memory/ground.ts';
import { PlayedRoom } from '../memory/reading-room.ts';
import { type ScriptedActivity, TestHub } from '../orchestrators/task-hub.ts';
import { flowSettings, forEver, openEgress, quickIngress } from './flow-settings.ts';
import type { Ground, ReleaseAccount, WorldContainer, WorldMail } from './ground.ts';

const accounts: Readonly<Record<Exclude<DataPlace, 'released'>, 'public' | 'secure'>> = {
  ingress: 'public',
  datasets: 'secure',
  exports: 'secure',
  review: 'secure',
  returned: 'secure',
};

/** How long the world goes on between two timers of a flow. */
const passMilliseconds = 50;

/** How long the world goes on before a step, so that no two steps happen at the same instant. */
const stepMilliseconds = 1;

/** Runs before an activity; what it does happens between two steps of a flow, as another person's act would. */
export type Before = (name: keyof Activities, input: unknown) => Promise<void> | void;

export { flowSettings, openEgress } from './flow-settings.ts';

/** The app's own activities over all its ports, wherever those stand, and one project. */
export class World {
  readonly ports: Ports;
  readonly knobs: Ground['knobs'];
  /** How long previous versions of datasets are kept. */
  readonly versions: Ground['versions'];
  readonly activities: Activities;
  readonly #ground: Ground;

  constructor(ground: Ground, ports = ground.ports) {
    this.#ground = ground;
    this.ports = ports;
    this.knobs = ground.knobs;
    this.versions = ground.versions;
    this.activities = createActivities(ports, flowSettings);
  }

  /** The same world as the control plane sees it with other ports. */
  withPorts(change: Partial<Ports>): World {
    return new World(this.#ground, { ...this.ports, ...change });
  }

  stop(): Promise<void> {
    return this.#ground.stop();
  }

  now(): Date {
    return this.ports.clock.now();
  }

  /** Lets so much time go by. */
  pass(milliseconds = passMilliseconds): Promise<void> {
    return this.#ground.pass(milliseconds);
  }

  /** Lets time go by until the condition holds. */
  async until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
    for (let looks = 0; !(await condition()); looks += 1) {
      if (looks === 2000) throw new Error(`in vain it was waited for this: ${what}`);
      await this.pass();
    }
  }

  #accountOf(place: DataPlace | 'transfers' | 'notices'): ReleaseAccount | 'secure' {
    if (place === 'transfers') return 'public';
    if (place === 'notices') return 'secure';
    return place === 'released' ? this.#ground.releaseAccount : accounts[place];
  }

  /** Where blobs of an account have their addresses. */
  blobUrl(account: 'public' | 'secure'): string {
    return this.#ground.blobUrl(account);
  }

  /** A data container as it is, without the gateway and its rights. */
  container(place: DataPlace | 'transfers' | 'notices', account = this.#accountOf(place)): WorldContainer {
    return this.#ground.container(account, place);
  }

  /** The reading room of the world, for deployments that have one. */
  get room(): PlayedRoom {
    return new PlayedRoom((name) => this.#ground.ofRoom(name));
  }

  /** A container of the control account, past every rule. */
  control(name: string): WorldContainer {
    return this.#ground.container('control', name);
  }

  /** A table of the control account, past every rule and every seal. */
  table(name: string): Table {
    return this.#ground.table(name);
  }

  /** The same with the key of the seals: what is written there the app believes. */
  sealed(name: TableName): Table {
    return this.#ground.sealed(name);
  }

  async put(place: DataPlace, path: string, content: string, metadata: Record<string, string> = {}): Promise<void> {
    await this.container(place).getBlockBlobClient(path).upload(content, Buffer.byteLength(content), { metadata });
  }

  /** Puts a blob under a name that URLs, and so the SDK, would repair: the path is sent as it is. */
  async putRaw(place: DataPlace, path: string, content: string, metadata: Record<string, string> = {}): Promise<void> {
    await this.#ground.putRaw({ account: this.#accountOf(place), container: place, path, content, metadata });
  }

  /** Takes a lease without end on a blob, as a person's tool may, and gives what ends it. */
  lease(place: DataPlace, path: string): Promise<() => Promise<unknown>> {
    return this.#ground.lease({ account: this.#accountOf(place), container: place, path });
  }

  /** Paths and contents of everything under a prefix. */
  async contents(place: DataPlace | 'notices', prefix: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of await this.names(place, prefix)) {
      const blob = this.container(place).getBlobClient(name);
      found[name] = (await readText(blob))?.text ?? '';
    }
    return found;
  }

  async names(place: DataPlace | 'notices', prefix: string): Promise<string[]> {
    const found: string[] = [];
    for await (const { name } of this.container(place).listBlobsFlat({ prefix })) found.push(name);
    return found;
  }

  async project(changes: Record<string, unknown> = {}): Promise<Project> {
    const parsed = projectSchema.parse(asStored({ ...definition(), ...forEver, ...changes }));
    const standing = await this.ports.projects.get(parsed.id);
    return (await this.ports.projects.put(parsed, standing?.etag ?? null)).value;
  }

  async operation(key: OperationKey): Promise<Operation> {
    const stored = await this.ports.register.get(key);
    if (!stored) throw new Error(`no operation ${key.id}`);
    return stored.value;
  }

  /**
   * Opens the operation of an uploaded path, also of one that a listing shows to break a rule: as what breaks one after it was taken up, and
   * what older versions took up. Throws when it leads to none.
   */
  async open(door: Door, path: string): Promise<OperationKey> {
    const started = await startOperation(this.ports, { door, path });
    if (started.kind === 'refused') return await openAnyway(this.ports, door, path);
    if (!('key' in started)) throw new Error(`${path} leads to no operation`);
    return started.key;
  }

  /** Runs an orchestration with the real activities until it has ended, or until `enough` says so. Timers do not wait; the time that passes between them is for Data Factory. */
  async run(
    flow: Flow,
    key: OperationKey,
    options: RunOptions = {},
  ): Promise<{ readonly state: string; readonly calls: readonly string[] }> {
    const crash = { happened: false };
    const hub = new TestHub(this.#guarded(options, crash));
    hub.start(flow, key.id, key);
    await hub.settle();
    for (let timers = 0; !hasEnded(hub.instance(key.id).status); timers += 1) {
      if (crash.happened || (await options.enough?.())) break;
      if (timers === 2000) throw new Error(`${key.id} has not ended: ${hub.calls.at(-1)?.name}`);
      await this.pass();
      await hub.elapse();
    }
    await hub.stop();
    if (hub.warnings.length > 0) throw new Error(hub.warnings.join('\n'));
    const calls = hub.calls.map(({ name, input }) => [name, Object(input).step ?? []].flat().join(' '));
    return { state: (await this.operation(key)).state, calls };
  }

  mails(): Promise<readonly WorldMail[]> {
    return this.#ground.mails();
  }

  #guarded(
    { before, times = 1, crashAfter, activities = this.activities }: RunOptions,
    crash: { happened: boolean },
  ): Record<string, ScriptedActivity> {
    const guarded: Record<string, ScriptedActivity> = {};
    for (const name of Object.keys(activities)) {
      guarded[name] = async (input) => {
        await this.pass(stepMilliseconds);
        if (isActivity(activities, name)) await before?.(name, input);
        let result: unknown;
        for (let time = 0; time < times; time += 1) {
          result = await Reflect.apply(Reflect.get(activities, name), undefined, [input]);
        }
        if (crashAfter?.([name, Object(input).step ?? []].flat().join(' '))) {
          crash.happened = true;
          throw new Error('the process died before it could say what it did');
        }
        return result;
      };
    }
    return guarded;
  }
}

/** Opens an operation for what a listing shows to be wrong, as earlier versions did. */
export async function openAnyway(ports: Ports, door: Door, path: string): Promise<OperationKey> {
  const upload = parseUploadPath(path);
  if (upload === undefined) throw new Error(`${path} is no upload`);
  const operation = newOperation(ports, door, upload);
  await ports.register.open(operation, pendingAfter(operation, openedEvent(operation)));
  await writePendingLines(ports, operation);
  return { project: operation.project, id: operation.id };
}

/** How a run is disturbed. `enough` ends it early; `times` runs each activity so often; after `crashAfter` the instance is lost; `activities` takes the place of the world's own. */
export interface RunOptions {
  readonly activities?: Activities;
  readonly before?: Before;
  readonly enough?: () => Promise<boolean> | boolean;
  readonly times?: number;
  readonly crashAfter?: (call: string) => boolean;
}

function isActivity(activities: Activities, name: string): name is keyof Activities {
  return Object.hasOwn(activities, name);
}

/** Starts a world of its own in memory, whose time goes by only where a test or a flow lets it, with the sample project in it: uploads are complete after one quiet second. */
export async function startWorld(releaseAccount: ReleaseAccount = 'public'): Promise<World> {
  return await worldOn(memoryGround(releaseAccount));
}

/** A world with the sample project, wherever it stands. */
export async function worldOn(ground: Ground): Promise<World> {
  const world = new World(ground);
  await world.project({ ingress: quickIngress, egress: openEgress });
  return world;
}
