import type { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import { hasEnded } from '../../local/host/durable/instance.ts';
import { type Activities, createActivities } from '../../src/activities/index.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import { vaultSecrets } from '../../src/azure/base/secrets.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import type { Door, Flow } from '../../src/domain/base/door.ts';
import type { Ticks } from '../../src/domain/notification/tick.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { asStored } from '../../src/domain/project/stored-definition.ts';
import type { Clock, Ports } from '../../src/ports/ports.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import type { Telemetry } from '../../src/ports/telemetry.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { flowSettings, forEver, openEgress, quickIngress } from '../activities/flow-settings.ts';
import { definition } from '../domain/sample.ts';
import { type ScriptedActivity, TestHub } from '../orchestrators/task-hub.ts';
import { Chance, chanceRandom, receiptKey } from './chance.ts';
import { MemoryChat } from './chat.ts';
import { memoryDataFactory } from './data-factory.ts';
import { type Hook, noHook, throughHook } from './hook.ts';
import { MemoryInbox } from './inbox.ts';
import { PlayedRoom } from './reading-room.ts';
import { MemoryStorage, type StorageWorld } from './storage.ts';
import { settled, VirtualTime } from './time.ts';
import { MemoryVault } from './vault.ts';

/** How a world in memory differs from one that releases results to the public account. */
interface MemoryWorldOptions {
  readonly beginning?: string;
  readonly releaseAccount?: StorageWorld['releaseAccount'];
  readonly hasSecondCopy?: boolean;
  /** The wait between two tries of the audit; without it a drawn one in the time of the world. */
  readonly auditWait?: StorageWorld['auditWait'];
  readonly telemetry?: (clock: Clock) => Telemetry;
  /** When mails about packages leave before their approval; without it at once. */
  readonly ticks?: Ticks;
  /** What becomes of the JSON of each pipeline, where a test puts a fault into it. */
  readonly pipelines?: (json: string) => string;
  /** Whether it has a reading room; `room` answers for it. */
  readonly hasRoom?: boolean;
  /** The digest of the code that runs; without it none is known. */
  readonly bundle?: string;
}

/** Where approvers of a world would look into files. */
const readingRoomUrl = 'https://read.example.org';

/** A whole deployment in memory: every port, in time that only moves when asked, with all chance from one seed. */
export class MemoryWorld {
  readonly time: VirtualTime;
  readonly storage: MemoryStorage;
  readonly room: PlayedRoom;
  readonly inbox = new MemoryInbox();
  readonly chat = new MemoryChat();
  readonly vault: MemoryVault;
  readonly knobs: FactoryKnobs;
  readonly ports: Ports;
  readonly activities: Activities;

  constructor(seed: number, hook: Hook = noHook, options: MemoryWorldOptions = {}) {
    const {
      releaseAccount = 'public',
      hasSecondCopy = false,
      auditWait,
      telemetry,
      hasRoom,
      ticks,
      pipelines,
      bundle,
      beginning = '2026-03-01T10:00:00Z',
    } = options;
    const time = new VirtualTime(beginning);
    this.time = time;
    this.vault = new MemoryVault(time);
    const chance = new Chance(seed);
    this.vault.add('receipt-key', receiptKey(chance));
    // Drawn apart, so that nothing else is drawn otherwise for it.
    this.vault.add('checkpoint-key', receiptKey(new Chance(seed + 1)));
    this.vault.add('session-key', chance.bytes(32).toString('base64url'));
    this.storage = new MemoryStorage({
      clock: time,
      hook,
      releaseAccount,
      hasSecondCopy,
      ...(telemetry === undefined ? {} : { telemetry: telemetry(time) }),
      auditWait: auditWait ?? ((tries) => time.sleep(15 * tries * chance.next())),
    });
    this.room = new PlayedRoom((name) => this.storage.container('secure', name));
    const factory = memoryDataFactory({ time, storage: this.storage, releaseAccount, pipelines });
    this.knobs = factory.knobs;
    this.ports = {
      ...storagePorts(this.storage.ofApp()),
      dataFactory: throughHook('control-plane', 'data-factory', factory.port, hook),
      mailer: throughHook('control-plane', 'mail', this.inbox, hook),
      messenger: throughHook('control-plane', 'chat', this.chat, hook),
      secrets: this.secretsOf(hook),
      clock: time,
      code: { bundle: async () => bundle },
      random: chanceRandom(chance, time),
    };
    const settings = { ...flowSettings, ...(ticks === undefined ? {} : { ticks }) };
    this.activities = createActivities(this.ports, hasRoom ? { ...settings, readingRoomUrl } : settings);
  }

  /** The vault as one process reads it, which remembers what it read. */
  secretsOf(hook: Hook): Ports['secrets'] {
    return vaultSecrets(
      async () => this.vault.through(hook),
      () => this.time.now().getTime(),
    );
  }

  /** Puts the sample project in force, with the changes to its definition. */
  async project(change: Partial<Project> = {}): Promise<void> {
    const rules = { ingress: quickIngress, egress: openEgress };
    const project = projectSchema.parse(asStored({ ...definition(), ...forEver, ...rules, ...change }));
    await this.ports.projects.put(project, null);
  }

  container(place: DataPlace) {
    return this.storage.container(place === 'ingress' || place === 'released' ? 'public' : 'secure', place);
  }

  async put(place: DataPlace, path: string, text: string, metadata: Record<string, string> = {}): Promise<void> {
    await this.container(place).getBlockBlobClient(path).upload(text, Buffer.byteLength(text), { metadata });
  }

  /** Paths and contents of everything under a prefix. */
  async contents(place: DataPlace, prefix: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for await (const { name } of this.container(place).listBlobsFlat({ prefix }))
      found[name] = (await readText(this.container(place).getBlobClient(name)))?.text ?? '';
    return found;
  }

  /** Opens the operation of an uploaded path. Throws when it leads to none. */
  async open(door: Door, path: string): Promise<OperationKey> {
    const started = await startOperation(this.ports, { door, path });
    if (!('key' in started)) throw new Error(`${path} leads to no operation`);
    return started.key;
  }

  async operation(key: OperationKey): Promise<Operation> {
    const stored = await this.ports.register.get(key);
    if (!stored) throw new Error(`no operation ${key.id}`);
    return stored.value;
  }

  /** A task hub with the real activities, in the time of the world. */
  hub(): TestHub {
    return new TestHub(this.#scripted(), this.#hostClock());
  }

  /**
   * Runs an orchestration with the real activities until it has ended, or until `enough` says so, which may wake it, and moves time from
   * one wait to the next.
   */
  async run(
    flow: Flow,
    key: OperationKey,
    enough: (wake: () => Promise<void>) => Promise<boolean> = async () => false,
  ): Promise<string> {
    const hub = this.hub();
    hub.start(flow, key.id, key);
    await hub.settle();
    const wake = async () => {
      hub.raise(key.id, 'wake');
      await hub.settle();
    };
    while (!hasEnded(hub.instance(key.id).status) && !(await enough(wake))) {
      if (hasEnded(hub.instance(key.id).status)) break;
      if (!this.time.wakeNext()) throw new Error(`${key.id} waits for nothing: ${hub.calls.at(-1)?.name}`);
      await hub.settle();
    }
    await hub.stop();
    await settled();
    if (hub.warnings.length > 0) throw new Error(hub.warnings.join('\n'));
    return (await this.operation(key)).state;
  }

  #scripted(): Record<string, ScriptedActivity> {
    const names = Object.keys(this.activities);
    return Object.fromEntries(
      names.map((name) => [
        name,
        (input: unknown) => Reflect.apply(Reflect.get(this.activities, name), undefined, [input]),
      ]),
    );
  }

  #hostClock(): NonNullable<ConstructorParameters<typeof TestHub>[1]> {
    const { time } = this;
    return {
      now: () => time.now().getTime(),
      setTimer(at, run) {
        const cancelled = new AbortController();
        time.sleep(at - time.now().getTime(), cancelled.signal).then(run, () => undefined);
        return () => cancelled.abort();
      },
    };
  }
}
