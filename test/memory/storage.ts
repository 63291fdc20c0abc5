import type { AuditPlace } from '../../src/azure/audit/audit-log.ts';
import { keyringOf, type SealKeys } from '../../src/azure/base/seals/seal-keys.ts';
import { sealedTable } from '../../src/azure/base/seals/sealed-table.ts';
import type { Table } from '../../src/azure/base/table.ts';
import type { Storage } from '../../src/azure/storage-ports.ts';
import { noTelemetry } from '../../src/azure/telemetry/no-telemetry.ts';
import type { TableName } from '../../src/domain/base/stored-tables.ts';
import type { Clock } from '../../src/ports/ports.ts';
import type { Telemetry } from '../../src/ports/telemetry.ts';
import { BlobService } from './blob-service.ts';
import type { BlobState } from './blob-state.ts';
import { BlobVersions } from './blob-versions.ts';
import { MemoryContainer } from './container.ts';
import { type Caller, type Hook, throughHook } from './hook.ts';
import { ofKnownKinds } from './known-kinds.ts';
import { memoryTable } from './table.ts';
import { TableService } from './table-service.ts';

const memoryRing = keyringOf([Buffer.alloc(32, 'rows of a memory').toString('base64url')]);

/** The storage accounts that the flows use. `release` is the second one outside, `safe` that of the second copy, for deployments that have them. */
export type Account = 'public' | 'secure' | 'control' | 'release' | 'safe';

const writeOnce = ['control/audit', 'control/tree', 'safe/copy'];

/** What a storage in memory needs from the world that it stands in. */
export interface StorageWorld {
  readonly clock: Clock;
  readonly hook: Hook;
  readonly releaseAccount?: 'public' | 'release';
  readonly hasSecondCopy?: boolean;
  readonly telemetry?: Telemetry;
  readonly auditWait?: NonNullable<AuditPlace['wait']>;
}

/** All accounts of a deployment in memory: made when they are first asked for, as they need no more than a name. */
export class MemoryStorage {
  /** Versions of the container of datasets, with the days of the deployment's defaults. */
  readonly versions: BlobVersions;
  readonly #world: StorageWorld;
  readonly #containers = new Map<string, BlobService>();
  readonly #tables = new Map<string, TableService>();

  constructor(world: StorageWorld) {
    this.#world = world;
    const days = { retentionDays: 30, softDeleteDays: 7, deleteOfRetained: 'makes-version' } as const;
    this.versions = new BlobVersions(world.clock, days);
  }

  /** A container as people and tests reach it, at once and without faults. */
  container(account: Account, name: string): MemoryContainer {
    return new MemoryContainer(this.#service(account, name), name);
  }

  /** A container as a part of the deployment reaches it. */
  openAs(caller: Caller, account: Account, name: string, hook: Hook = this.#world.hook): MemoryContainer {
    const service = throughHook(caller, `${account}/${name}`, this.#service(account, name), hook);
    return new MemoryContainer(service, name);
  }

  /** What stands under a name now, for those who watch a world: no request of anybody. */
  peek(place: string, name: string): BlobState | undefined {
    return this.#containers.get(place)?.peek(name);
  }

  /** Each container that anything stands in, such as `control/audit`, for those who tamper with a world. */
  places(): ReadonlyMap<string, Pick<BlobService, 'names' | 'peek' | 'tamper'>> {
    return new Map([...this.#containers].filter(([, service]) => service.names().length > 0));
  }

  /** By what the app's tables are sealed, for whoever forges rows with the key. */
  readonly rowKeys: SealKeys = { ring: () => memoryRing, ringWith: () => memoryRing };

  /** A table as whoever has its rights reaches it, past its seals. */
  table(name: string, hook: Hook = this.#world.hook): Table {
    return memoryTable(throughHook('control-plane', `table ${name}`, this.#tableService(name), hook));
  }

  /** Removes rows of a table at one instant, and gives how many there were. */
  loseRows(table: string, takes: (partition: string, rowKey: string) => boolean): number {
    return this.#tableService(table).lose(takes);
  }

  /** What the app's own stores are built on. One of several instances of the app brings a clock and a hook of its own. */
  ofApp({ clock, hook }: Pick<StorageWorld, 'clock' | 'hook'> = this.#world): Storage {
    const { releaseAccount = 'public', hasSecondCopy, telemetry = noTelemetry, auditWait } = this.#world;
    const account = (name: Account) => ({
      getContainerClient: (container: string) => this.openAs('control-plane', name, container, hook),
    });
    return {
      public: account('public'),
      secure: account('secure'),
      release: account(releaseAccount),
      control: account('control'),
      ...(hasSecondCopy ? { safe: account('safe') } : {}),
      table: (name) => ofKnownKinds(this.table(name, hook), name),
      rowKeys: this.rowKeys,
      clock,
      telemetry,
      ...(auditWait === undefined ? {} : { auditWait }),
    };
  }

  /** A table as the control plane's own stores reach it. */
  sealed(name: TableName, hook: Hook = this.#world.hook): Table {
    return sealedTable(this.table(name, hook), name, { keys: this.rowKeys, found: () => undefined });
  }

  #service(account: Account, name: string): BlobService {
    const place = `${account}/${name}`;
    const standing = this.#containers.get(place);
    if (standing !== undefined) return standing;
    const policy = {
      ...(writeOnce.includes(place) ? { writeOnce: true } : {}),
      ...(place === 'secure/datasets' ? { versions: this.versions } : {}),
    };
    const made = new BlobService(this.#world.clock, policy);
    this.#containers.set(place, made);
    return made;
  }

  #tableService(name: string): TableService {
    const made = this.#tables.get(name) ?? new TableService(this.#world.clock);
    this.#tables.set(name, made);
    return made;
  }
}
