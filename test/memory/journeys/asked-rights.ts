import {
  allows,
  type BlobOperation,
  type Permission,
  type Principal,
  type RoleMatrix,
  type RowOperation,
  readRoleMatrix,
} from '../../../local/azure/roles.ts';
import type { Caller, ServiceCall } from '../hook.ts';
import type { MemoryStorage } from '../storage.ts';

const matrix = readRoleMatrix(new URL('../../../infra/roles.json', import.meta.url));

/** What the parts of a deployment act as. */
const actsAs = { 'control-plane': 'id-control', 'data-factory': 'data-factory' } as const satisfies Record<
  Caller,
  Principal['identity']
>;

/** What a request to a container of blobs needs, as the laptop's gateway says. */
const ofBlobs: ReadonlyMap<string, BlobOperation> = new Map([
  ['list', 'list'],
  ['get', 'read'],
  ['getRange', 'read'],
  ['getProperties', 'read'],
  ['put', 'write'],
  ['putBlock', 'write'],
  ['putBlockList', 'write'],
  ['createAppendBlob', 'write'],
  ['appendBlock', 'write'],
  ['remove', 'delete'],
]);

const ofTables: ReadonlyMap<string, RowOperation> = new Map([
  ['read', 'read'],
  ['query', 'read'],
  ['remove', 'delete'],
]);

const ofSecrets: ReadonlyMap<string, Extract<Permission, { service: 'secret' }>['operation']> = new Map([
  ['read', 'read'],
  ['versions', 'list-versions'],
]);

/** A right that somebody needed: one of these permissions. */
interface Right {
  readonly identity: Principal['identity'];
  readonly oneOf: readonly Permission[];
}

/** The rights that the requests of a deployment in memory need. It has no roles of its own: the gateway of the laptop and Azure have them. */
export class AskedRights {
  readonly #storage: Pick<MemoryStorage, 'peek'>;
  readonly #rights = new Map<string, Right>();

  constructor(storage: Pick<MemoryStorage, 'peek'>) {
    this.#storage = storage;
  }

  note(call: ServiceCall): void {
    const oneOf = this.#needsOf(call);
    if (oneOf.length === 0) return;
    const right = { identity: actsAs[call.caller], oneOf };
    this.#rights.set(JSON.stringify(right), right);
  }

  /** What the table of roles, or another one, does not give of it. */
  missingIn(table: RoleMatrix = matrix): readonly Right[] {
    return [...this.#rights.values()].filter(
      ({ identity, oneOf }) => !oneOf.some((permission) => allows(table, [{ identity }], permission)),
    );
  }

  /** Roles of these identities have no path, so which file it was about is nothing to them. */
  #needsOf({ service, operation, args: [first, , , conditions] }: ServiceCall): readonly Permission[] {
    const [, account, container] = /^([a-z]+)\/([a-z]+)$/.exec(service) ?? [];
    if (account !== undefined && container !== undefined) {
      const wanted = ofBlobs.get(operation);
      if (wanted === undefined) throw new Error(`Which right is needed for ${operation} of ${service}?`);
      const blob = { service: 'blob', account, container, path: '', operation: wanted } as const;
      // The right to create is enough where nothing stands yet, or nothing is to be written over.
      const isOther = this.#storage.peek(service, String(first)) === undefined;
      const isCreating =
        operation === 'createAppendBlob' || (operation === 'put' && (isOther || isNeverOver(conditions)));
      return isCreating ? [blob, { ...blob, operation: 'create' }] : [blob];
    }
    const [, name] = /^table (\w+)$/.exec(service) ?? [];
    if (name !== undefined)
      return [{ service: 'table', account: 'control', name, operation: ofTables.get(operation) ?? 'write' }];
    const ofSecret = service === 'vault' ? ofSecrets.get(operation) : undefined;
    return ofSecret === undefined ? [] : [{ service: 'secret', name: String(first), operation: ofSecret }];
  }
}

function isNeverOver(conditions: unknown): boolean {
  return Reflect.get(Object(conditions), 'ifNoneMatch') === '*';
}

/** Without a reading room nobody asks for these; its own journey does. */
const ofReadingRoom: ReadonlySet<string> = new Set(['inspections', 'evidence', 'views']);

/** Each role that these parts have on data and secrets, in words, and the table without it. */
export function tablesWithoutOne(): { readonly role: string; readonly without: RoleMatrix }[] {
  const actors: readonly string[] = Object.values(actsAs);
  return (['blobs', 'tables', 'secrets'] as const).flatMap((list) => {
    const rows: readonly RoleMatrix[typeof list][number][] = matrix[list];
    return rows
      .filter((row) => actors.includes(row.identity) && !ofReadingRoom.has('container' in row ? row.container : ''))
      .map((row) => {
        const role = Object.values(row).join(' ');
        return { role, without: { ...matrix, [list]: rows.filter((other) => other !== row) } };
      });
  });
}
