import { odata, type TableClient, type TableEntity, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { foldCase } from '../domain/blob-name.ts';
import type { DoorNote } from '../domain/capacity.ts';
import type { Door } from '../domain/door.ts';
import { ConflictError, type RememberedDoor } from '../ports/records.ts';
import { attempt, isConflict, isMissing, serviceError } from './service-error.ts';
import { hashedKey, startsWith } from './table-key.ts';

const openName = z.object({ id: z.string(), name: z.string() });
const noteRow = z.object({
  etag: z.string(),
  waiting: z.number(),
  why: z.enum(['not-begun', 'ended', 'full']).exactOptional(),
  toldAt: z.string().exactOptional(),
});

/** Key of the row that stands while an operation holds the name, in whatever case it is spelt. */
export function openKey(door: Door, name: string): string {
  return `open:${door}:${hashedKey(foldCase(name))}`;
}

/** Rows of the doors beside the operations of a project: `open:{door}:…` for each name that is taken, and `door:{door}` for what is remembered. */
export class DoorRows {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async openNames(door: Door, project: string): Promise<ReadonlyMap<string, string>> {
    const filter = `${odata`PartitionKey eq ${project}`} and ${startsWith(`open:${door}:`)}`;
    const names = new Map<string, string>();
    await attempt(`list the open names of ${project}`, async () => {
      for await (const row of this.#table.listEntities({ queryOptions: { filter } })) {
        const { id, name } = openName.parse(row);
        names.set(name, id);
      }
    });
    return names;
  }

  async remembered(door: Door, project: string): Promise<RememberedDoor> {
    try {
      const { etag, ...known } = noteRow.parse(await this.#table.getEntity(project, noteKey(door)));
      return { value: { door, project, ...known }, etag };
    } catch (error) {
      if (isMissing(error)) return { value: { door, project, waiting: 0 }, etag: null };
      throw serviceError(`read what is remembered of the ${door} door of ${project}`, error);
    }
  }

  async remember({ value, etag }: RememberedDoor): Promise<void> {
    try {
      if (etag === null) await this.#table.createEntity(rowOf(value));
      else await this.#table.updateEntity(rowOf(value), 'Replace', { etag });
    } catch (error) {
      if (!isConflict(error) && !isMissing(error))
        throw serviceError(`remember how the ${value.door} door of ${value.project} stands`, error);
      throw new ConflictError(`The ${value.door} door of ${value.project} was changed by somebody else`, {
        cause: error,
      });
    }
  }
}

/** Action of a transaction that fails when anything was opened at the door, or remembered of it, since it was read. */
export function unchangedDoor({ value, etag }: RememberedDoor): TransactionAction {
  return etag === null ? ['create', rowOf(value)] : ['update', rowOf(value), 'Replace', { etag }];
}

function rowOf({ project, door, ...known }: DoorNote): TableEntity {
  return { partitionKey: project, rowKey: noteKey(door), ...known };
}

function noteKey(door: Door): string {
  return `door:${door}`;
}
