import type { TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import type { Door } from '../../domain/base/door.ts';
import { isUnderWay } from '../../domain/lifecycle/capacity.ts';
import type { PendingWork } from '../../domain/notification/pending-work.ts';
import { foldCase } from '../../domain/operation/blob-name.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { HeldName, OpenOperation } from '../../ports/records.ts';
import { isUnsealed, requireSeal } from '../base/seals/unsealed.ts';
import { attempt, isOvertaken, unlessMissing } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { hashedKey, rowsIn } from '../base/table-key.ts';

/** A row that says which operation is open. `rests`: it takes no room; rows of earlier versions, and restored ones, do not say. */
export const openRow = z.object({ id: z.string(), name: z.string(), rests: z.boolean().exactOptional() });

type Named = Pick<Operation, 'id' | 'door' | 'project' | 'name'>;

/** Key of the row that stands while an operation holds the name, in whatever case it is spelt. */
export function openKey(door: Door, name: string): string {
  return `open:${door}:${hashedKey(foldCase(name))}`;
}

/** Key of the row that stands while an operation is worked on that gave up its name before. */
export function againKey(id: string): string {
  return `open:again:${id}`;
}

/** Action of a transaction by which an operation that gave up its name is worked on again. */
export function reopening({ id, project, name }: Named): TransactionAction {
  return ['create', { partitionKey: project, rowKey: againKey(id), id, name }];
}

/** What the row of a name says besides, once its operation rests or works again; nothing where it stands under another key. */
export function restingOf(operation: Operation, standing: string): TransactionAction[] {
  return standing === openKey(operation.door, operation.name) ? [restingNow(operation)] : [];
}

/** The same of the row with that ETag. */
export function restingNow({ project, door, name, state }: Operation, etag = '*'): TransactionAction {
  const row = { partitionKey: project, rowKey: openKey(door, name), rests: !isUnderWay({ door, state }) };
  return ['update', row, 'Merge', { etag }];
}

/** Whether a move changes that. A move that does not say where it comes from may. */
export function changesRest({ door, state }: Operation, due: readonly PendingWork[]): boolean {
  const from = due.flatMap((one) => (one.kind === 'line' ? [one.event.data['from']] : []))[0];
  return typeof from !== 'string' || isUnderWay({ door, state: from }) !== isUnderWay({ door, state });
}

/** Rows beside the operations of a project that say which of them are open: `open:{door}:…` for each name that is taken, `open:again:{id}` for what is worked on without a name. */
export class OpenRows {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async openOf(door: Door, project: string, name: string): Promise<OpenOperation | undefined> {
    return await this.#read(project, openKey(door, name));
  }

  async openId(door: Door, project: string, name: string): Promise<string | undefined> {
    const standing = await this.openOf(door, project, name);
    return standing?.name === name ? standing.id : undefined;
  }

  /** Key of the row by which the operation is open: that of its name, or its own. */
  async keyOf({ id, door, project, name }: Named): Promise<string | undefined> {
    if ((await this.openId(door, project, name)) === id) return openKey(door, name);
    return (await this.#read(project, againKey(id))) === undefined ? undefined : againKey(id);
  }

  async openNames(door: Door, project: string): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.heldNames(door, project)).map(({ name, id }) => [name, id]));
  }

  async heldNames(door: Door, project: string): Promise<readonly HeldName[]> {
    const names: HeldName[] = [];
    await attempt(`list the open names of ${project}`, async () => {
      for await (const row of rowsIn(this.#table, project, `open:${door}:`)) {
        // Nobody knows which name that is; whoever opens it is told.
        if (!isUnsealed(row)) names.push(openRow.parse(row));
      }
    });
    return names;
  }

  /** A move writes both rows at once, so somebody else changed one of them, or it was moved between the two looks. */
  async mendRest({ rowKey: standing = '' }: TableRow, found: TableRow, operation: Operation): Promise<void> {
    const { partitionKey = '', rowKey = '', etag } = found;
    await unlessOther(`note whether ${operation.id} rests`, () =>
      this.#table.submitTransaction([
        ['update', { partitionKey, rowKey }, 'Merge', { etag }],
        ...restingOf(operation, standing),
      ]),
    );
  }

  /** What nobody can read does not go on, so it takes no room; once it is back, its own row says whether it does. */
  async unsayRest({ partitionKey = '', rowKey = '', etag }: TableRow, { id, name }: OpenOperation): Promise<void> {
    await unlessOther(`leave open whether ${id} rests`, () =>
      this.#table.updateEntity({ partitionKey, rowKey, id, name }, 'Replace', { etag }),
    );
  }

  #read(project: string, rowKey: string): Promise<OpenOperation | undefined> {
    return unlessMissing(`read the register row ${rowKey} of ${project}`, async () => {
      const { id, name } = openRow.parse(requireSeal(await this.#table.getEntity(project, rowKey)));
      return { id, name };
    });
  }
}

/** Mends a row, unless somebody else wrote it meanwhile: the next look finds what is left to mend. */
async function unlessOther(tried: string, mend: () => Promise<unknown>): Promise<void> {
  await attempt(tried, async () => {
    try {
      await mend();
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  });
}
