import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import type { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import { laptopResources } from '../../local/azure/laptop-resources.ts';
import { type InboxMail, listMails } from '../../local/azure/mail.ts';
import type { RunningAzure } from '../../local/azure/stack.ts';
import { hasEnded } from '../../local/host/durable/instance.ts';
import { type Activities, createActivities } from '../../src/activities/index.ts';
import type { Door, Flow } from '../../src/domain/door.ts';
import type { Operation, OperationKey } from '../../src/domain/operation.ts';
import { type Project, projectSchema } from '../../src/domain/project.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import { startOperation } from '../../src/use-cases/start-operation.ts';
import { buildPorts } from '../azure/build-ports.ts';
import { definition } from '../domain/sample.ts';
import { startTestAzure } from '../local/azure/running-azure.ts';
import { type ScriptedActivity, TestHub } from '../orchestrators/task-hub.ts';
import { flowSettings, forEver, openEgress, quickIngress } from './flow-settings.ts';

const accounts: Readonly<Record<Exclude<DataPlace, 'released'>, 'public' | 'secure'>> = {
  ingress: 'public',
  datasets: 'secure',
  exports: 'secure',
  review: 'secure',
  returned: 'secure',
};

/** Runs before an activity; what it does happens between two steps of a flow, as another person's act would. */
export type Before = (name: keyof Activities, input: unknown) => Promise<void> | void;

export { flowSettings, openEgress } from './flow-settings.ts';

/** Where results are released to: the public account, or a second one outside. */
export type ReleaseAccount = 'public' | 'release';

interface WorldParts {
  readonly azure: RunningAzure;
  readonly ports: Ports;
  readonly knobs: FactoryKnobs;
  readonly stop: () => Promise<void>;
  readonly releaseAccount: ReleaseAccount;
}

/** The laptop's Azure with Data Factory, the app's real adapters and activities on it, and one project. */
export class World {
  readonly azure: RunningAzure;
  readonly ports: Ports;
  readonly knobs: FactoryKnobs;
  readonly activities: Activities;
  readonly stop: () => Promise<void>;
  readonly #releaseAccount: ReleaseAccount;

  constructor(parts: WorldParts) {
    this.azure = parts.azure;
    this.ports = parts.ports;
    this.knobs = parts.knobs;
    this.stop = parts.stop;
    this.#releaseAccount = parts.releaseAccount;
    this.activities = createActivities(parts.ports, flowSettings);
  }

  #accountOf(place: DataPlace | 'transfers' | 'notices'): ReleaseAccount | 'secure' {
    if (place === 'transfers') return 'public';
    if (place === 'notices') return 'secure';
    return place === 'released' ? this.#releaseAccount : accounts[place];
  }

  /** A data container as it is, without the gateway and its rights. */
  container(place: DataPlace | 'transfers' | 'notices', account = this.#accountOf(place)): ContainerClient {
    const { azurite, credential } = this.azure.storage;
    return new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(place);
  }

  async put(place: DataPlace, path: string, content: string, metadata: Record<string, string> = {}): Promise<void> {
    await this.container(place).getBlockBlobClient(path).upload(content, Buffer.byteLength(content), { metadata });
  }

  /** Puts a blob under a name that URLs, and so the SDK, would mend: the path is sent as it is. */
  async putRaw(place: DataPlace, path: string, content: string, metadata: Record<string, string> = {}): Promise<void> {
    const { azurite, credential } = this.azure.storage;
    const { hostname, port } = new URL(azurite.blob);
    const encoded = encodeURIComponent(path).replaceAll('%2F', '/').replaceAll('.', '%2E');
    const status = await new Promise<number>((resolve, reject) => {
      void credential.getToken().then(({ token }) => {
        const headers = {
          authorization: `Bearer ${token}`,
          'x-ms-version': '2021-12-02',
          'x-ms-blob-type': 'BlockBlob',
          'content-length': Buffer.byteLength(content),
          ...Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-ms-meta-${key}`, value])),
        };
        const options = {
          hostname,
          port,
          method: 'PUT',
          path: `/${this.#accountOf(place)}/${place}/${encoded}`,
          headers,
        };
        const put = request(options, (response) => resolve(response.resume().statusCode ?? 0));
        put.once('error', reject).end(content);
      }, reject);
    });
    if (status !== 201) throw new Error(`storage answered ${status} to ${JSON.stringify(path)}`);
  }

  /** Paths and contents of everything under a prefix. */
  async contents(place: DataPlace | 'notices', prefix: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    const container = this.container(place);
    for await (const { name } of container.listBlobsFlat({ prefix })) {
      found[name] = (await container.getBlobClient(name).downloadToBuffer()).toString('utf8');
    }
    return found;
  }

  async names(place: DataPlace | 'notices', prefix: string): Promise<string[]> {
    const found: string[] = [];
    for await (const { name } of this.container(place).listBlobsFlat({ prefix })) found.push(name);
    return found;
  }

  async project(changes: Record<string, unknown> = {}): Promise<Project> {
    const parsed = projectSchema.parse({ ...definition(), ...forEver, ...changes });
    const standing = await this.ports.projects.get(parsed.id);
    return (await this.ports.projects.put(parsed, standing?.etag ?? null)).value;
  }

  async operation(key: OperationKey): Promise<Operation> {
    const stored = await this.ports.register.get(key);
    if (!stored) throw new Error(`no operation ${key.id}`);
    return stored.value;
  }

  /** Opens the operation of an uploaded path. Throws when it leads to none. */
  async open(door: Door, path: string): Promise<OperationKey> {
    const started = await startOperation(this.ports, { door, path });
    if (!('key' in started)) throw new Error(`${path} leads to no operation`);
    return started.key;
  }

  /** Runs an orchestration with the real activities until it has ended, or until `enough` says so. Timers do not wait; the pauses between them are for Data Factory. */
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
      await pause(50);
      await hub.elapse();
    }
    await hub.stop();
    if (hub.warnings.length > 0) throw new Error(hub.warnings.join('\n'));
    const calls = hub.calls.map(({ name, input }) => [name, Object(input).step ?? []].flat().join(' '));
    return { state: (await this.operation(key)).state, calls };
  }

  mails(): Promise<InboxMail[]> {
    return listMails(this.azure.mailUrl);
  }

  #guarded(
    { before, times = 1, crashAfter, activities = this.activities }: RunOptions,
    crash: { happened: boolean },
  ): Record<string, ScriptedActivity> {
    const guarded: Record<string, ScriptedActivity> = {};
    for (const name of Object.keys(activities)) {
      guarded[name] = async (input) => {
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

/** Starts a world of its own with the sample project in it: uploads are complete after one quiet second. */
export async function startWorld(releaseAccount: ReleaseAccount = 'public'): Promise<World> {
  let knobs: FactoryKnobs | undefined;
  const { azure, stop } = await startTestAzure({
    providers: (context) => {
      const resources = laptopResources(context, releaseAccount);
      knobs = resources.factoryKnobs;
      return resources.providers;
    },
  });
  if (!knobs) throw new Error('the laptop built no data factory');
  const ports = buildPorts(azure, releaseAccount);
  const world = new World({ azure, ports, knobs, stop, releaseAccount });
  await world.project({ ingress: quickIngress, egress: openEgress });
  return world;
}

/** What a sweep needs to know of the deployment. */
export const sweepSettings = { ...flowSettings, outageHours: 24 };
