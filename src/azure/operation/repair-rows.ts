import type { TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { doors } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { FollowingRow, RegisterRepair } from '../../ports/register-repair.ts';
import { serviceError, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import { type Table, writeRow } from '../base/table.ts';
import { hashedKey, rowsIn } from '../base/table-key.ts';
import { againKey, openKey, reopening } from './open-rows.ts';
import { operationRow, operationRowKey, storedOperation } from './operation-row.ts';
import { insertPending } from './pending-rows.ts';

const nameRow = z.object({ id: z.string(), name: z.string() });
const versionRow = z.object({ latest: z.int().nonnegative(), name: z.string() });

export function datasetKey(name: string): string {
  return `dataset:${hashedKey(name)}`;
}

/** Reads and writes rows of the register as they stand, for a restore. */
export function repairRows(table: Table): RegisterRepair {
  return {
    standing: (key) => standing(table, key),
    async restore(operation, etag) {
      const row = operationRow(operation);
      await changing(`write ${operation.id} ${etag === null ? 'anew' : 'again'}`, () => writeRow(table, row, etag));
    },
    following: (project) => following(table, project),
    async removeFollowing(project, { key, etag }) {
      await changing(`remove the row ${key} of ${project}`, () => table.deleteEntity(project, key, { etag }));
    },
    async holdName({ id, door, name, project }, etag) {
      const holding = { partitionKey: project, rowKey: openKey(door, name), id, name };
      await changing(`let ${id} hold its name`, () =>
        table.submitTransaction([['create', holding], unchanged(project, id, etag)]),
      );
    },
    async workAgain(operation, etag) {
      const { id, project } = operation;
      await changing(`let ${id} be worked on again`, () =>
        table.submitTransaction([reopening(operation), unchanged(project, id, etag)]),
      );
    },
    async setLatest(project, name, latest, etag) {
      const row = { partitionKey: project, rowKey: datasetKey(name), latest, name };
      await changing(`write the latest version of a dataset of ${project}`, () => writeRow(table, row, etag));
    },
    async oweAgain(telling) {
      await changing(`let ${telling.operation} owe a telling`, () => table.submitTransaction(insertPending([telling])));
    },
  };
}

async function standing(table: Table, { project, id }: OperationKey): ReturnType<RegisterRepair['standing']> {
  const rowKey = operationRowKey(id);
  if (rowKey === undefined) return undefined;
  const tried = `read the register row ${rowKey} of ${project}`;
  const row = await unlessMissing(tried, () => table.getEntity(project, rowKey));
  if (row === undefined) return undefined;
  try {
    return { operation: storedOperation(row).value, etag: row.etag };
  } catch (error) {
    return { problem: messageOf(error), etag: row.etag };
  }
}

async function* following(table: Table, project: string): AsyncGenerator<FollowingRow> {
  for (const prefix of ['open:', 'dataset:']) {
    try {
      for await (const row of rowsIn(table, project, prefix)) yield followingRow(row);
    } catch (error) {
      throw serviceError(`list the names and versions of ${project}`, error);
    }
  }
}

/** A merge of nothing leaves the row of the operation as it is, and fails when it was changed. */
function unchanged(project: string, id: string, etag: string): TransactionAction {
  return ['update', { partitionKey: project, rowKey: operationRowKey(id) ?? '' }, 'Merge', { etag }];
}

/** The names in a row must lead to its key: another one was put there by somebody else. */
function followingRow(row: Record<string, unknown> & { readonly etag: string }): FollowingRow {
  const { etag } = row;
  const key = String(row['rowKey']);
  const held = nameRow.safeParse(row);
  if (held.success && key === againKey(held.data.id)) return { kind: 'again', key, etag, id: held.data.id };
  const door = held.success ? doors.find((one) => openKey(one, held.data.name) === key) : undefined;
  if (held.success && door !== undefined) return { kind: 'name', key, etag, door, ...held.data };
  const latest = versionRow.safeParse(row);
  if (latest.success && datasetKey(latest.data.name) === key) return { kind: 'version', key, etag, ...latest.data };
  return { kind: 'unreadable', of: key.startsWith('open:') ? 'name' : 'version', key, etag };
}

async function changing(tried: string, change: () => Promise<unknown>): Promise<void> {
  await unlessOvertaken(tried, `Could not ${tried}: somebody else changed the row since it was read`, change);
}
