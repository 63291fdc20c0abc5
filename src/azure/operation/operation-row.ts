import type { TableEntity } from '@azure/data-tables';
import { type Door, doorFacts, parseOperationId } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { operationSchema } from '../../domain/operation/operation-schema.ts';
import { summaryRowOf } from '../../domain/overview/summary-row.ts';
import type { BrokenRow, Stored, Unfinished } from '../../ports/records.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { mirroredKey } from '../base/operation-key.ts';
import { saidBy } from '../base/service-error.ts';
import type { TableRow } from '../base/table.ts';
import { summaryColumns } from './summary-columns.ts';

/** Row keys of the operations of one door start with this. */
export function operationsOf(door: Door): string {
  return `op:${doorFacts(door).idPrefix}:`;
}

/** Newest first in the table's ascending order. Undefined when the text is no operation id. */
export function operationRowKey(id: string): string | undefined {
  const parsed = parseOperationId(id);
  if (parsed === undefined) return undefined;
  return `${operationsOf(parsed.door)}${mirroredKey(parsed.ulid)}`;
}

/** The row of an operation: the whole as JSON, and columns for lists and for people who look into the table. Throws for an id that is no ULID with its door's prefix. */
export function operationRow(operation: Operation): TableEntity {
  const { id, door, project, name } = operation;
  const rowKey = operationRowKey(id);
  if (!rowKey?.startsWith(operationsOf(door))) {
    throw new Error(
      `${id} is no id of an operation at the ${door} door: it must be ${doorFacts(door).idPrefix}_ and a ULID`,
    );
  }
  const row = toColumns(`of operation ${id}`, operation);
  return { partitionKey: project, rowKey, id, door, name, ...summaryColumns(summaryRowOf(operation)), ...row };
}

/** Throws an Error that names the row and the first thing that is wrong with it; one that stands under the key of another is none. */
export function storedOperation(entity: TableRow): Stored<Operation> {
  const { partitionKey, rowKey, etag } = entity;
  try {
    const value = operationSchema.parse(fromColumns(entity));
    if (operationRowKey(value.id) !== rowKey) throw new Error(`${value.id} has another key`);
    return { value, etag };
  } catch (error) {
    throw new Error(`The register row ${rowKey} of ${partitionKey} holds no operation: ${saidBy(error)}`, {
      cause: error,
    });
  }
}

/** The same as an item of a list, in which a row that cannot be read must not hide the others. */
export function readRow(
  entity: TableRow,
  read: (row: TableRow) => Stored<Operation>,
): { readonly operation: Operation } | { readonly broken: BrokenRow } {
  try {
    return { operation: read(entity).value };
  } catch (error) {
    const { partitionKey = '', rowKey = '' } = entity;
    return { broken: { project: partitionKey, key: rowKey, problem: messageOf(error) } };
  }
}

/** What is told of an operation whose row is gone, though its name's row stands. */
export function lostOf(project: string, id: string): Unfinished {
  const problem = 'The register says that it is open, but has no row of it';
  return { broken: { project, key: id, problem, lost: true } };
}
