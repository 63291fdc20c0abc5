import type { TableEntity } from '@azure/data-tables';
import type { TableName } from '../domain/base/stored-tables.ts';
import { pendingChangeSchema } from '../domain/definition/pending-change.ts';
import { pendingSchema } from '../domain/notification/pending-work.ts';
import { holdSchema } from '../domain/operation/hold.ts';
import { roundSchema } from '../domain/review/round-schema.ts';
import { fromColumns } from './base/json-columns.ts';
import type { TableRow } from './base/table.ts';
import { holdRow } from './operation/hold-store.ts';
import { operationRow, storedOperation } from './operation/operation-row.ts';
import { pendingRow } from './operation/pending-rows.ts';
import { changeRow } from './project/change-store.ts';
import { roundRow } from './review/decision-store.ts';

/** Rows that have columns beside their JSON, by table and the beginning of their keys: each as the app would write it now. */
const made: Partial<Record<TableName, Readonly<Record<string, (row: TableRow) => TableEntity>>>> = {
  register: {
    'op:': (row) => operationRow(storedOperation(row).value),
    'owed:': (row) => pendingRow(pendingSchema.parse(fromColumns(row))),
  },
  decisions: { 'round:': (row) => roundRow(roundSchema.parse(fromColumns(row))) },
  holds: { hold: (row) => holdRow(holdSchema.parse(fromColumns(row))) },
  changes: { pending: (row) => changeRow(pendingChangeSchema.parse(fromColumns(row))) },
};

/** Columns that follow from the JSON in every version. Earlier ones made some of the others otherwise, or not at all. */
const compared = [
  'id',
  'door',
  'name',
  'state',
  'told',
  'startedAt',
  'since',
  'by',
  'askedAt',
  'status',
  'kind',
  'operation',
];

/** Why a column beside the JSON of a row does not say what the JSON says; undefined where all do, or where it cannot be read. */
export function columnsDisagree(table: TableName, row: TableRow): string | undefined {
  const { rowKey = '' } = row;
  const make = Object.entries(made[table] ?? {}).find(([beginning]) => rowKey.startsWith(beginning))?.[1];
  const should = make && asMade(make, row);
  if (should === undefined) return undefined;
  const wrong = compared.find((name) => row[name] !== undefined && row[name] !== should[name]);
  return wrong && `Its column ${wrong} says ${String(row[wrong])}, and its JSON ${String(should[wrong])}`;
}

/** A row that cannot be read is named by whoever reads it. */
function asMade(make: (row: TableRow) => TableEntity, row: TableRow): TableEntity | undefined {
  try {
    return make(row);
  } catch {
    return undefined;
  }
}
