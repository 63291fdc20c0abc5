import type { TableEntity, TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import type { Door } from '../../domain/base/door.ts';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import { type DoorNote, whysWaiting } from '../../domain/lifecycle/capacity.ts';
import { correctionSchema } from '../../domain/lifecycle/corrections.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { expectedSchema } from '../../domain/transfer/expected.ts';
import type { RememberedDoor } from '../../ports/records.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import { type Table, writeRow } from '../base/table.ts';
import { openKey } from './open-rows.ts';

const openedSchema = z.object({ id: z.string(), key: z.string() });
/** So many of what was opened last are remembered, in some 4 kB. */
const openedKept = 32;

const noteRow = z.object({
  etag: z.string(),
  waiting: z.number(),
  why: z.enum(whysWaiting).exactOptional(),
  toldAt: z.string().exactOptional(),
  toldOf: z.number().exactOptional(),
  toldWhy: z.enum(whysWaiting).exactOptional(),
  newestNext: z.boolean().exactOptional(),
  checked: z.boolean().exactOptional(),
  toldEndsDay: z.string().exactOptional(),
  toldEnds: z.string().exactOptional(),
  opened: z.string().transform(jsonOf).pipe(z.array(openedSchema)).exactOptional(),
  corrections: z.string().transform(jsonOf).pipe(z.array(correctionSchema)).exactOptional(),
  expected: z.string().transform(jsonOf).pipe(z.array(expectedSchema)).exactOptional(),
});

type Named = Pick<Operation, 'id' | 'door' | 'name'>;

/** Rows `door:{door}` beside the operations of a project: what is remembered of its doors. */
export class DoorRows {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async remembered(door: Door, project: string): Promise<RememberedDoor> {
    const found = await unlessMissing(`read what is remembered of the ${door} door of ${project}`, async () => {
      const row = await this.#table.getEntity(project, noteKey(door));
      if (isUnsealed(row)) return { value: { door, project, waiting: 0 }, etag: row.etag };
      const { etag, toldEndsDay: day, toldEnds, ...known } = noteRow.parse(row);
      const told = day === undefined || toldEnds === undefined ? {} : { toldEnds: { day, keys: toldEnds.split(' ') } };
      return { value: { door, project, ...known, ...told }, etag };
    });
    return found ?? { value: { door, project, waiting: 0 }, etag: null };
  }

  async remember({ value, etag }: RememberedDoor): Promise<void> {
    const place = `${value.door} door of ${value.project}`;
    await unlessOvertaken(`remember how the ${place} stands`, `The ${place} was changed by somebody else`, () =>
      writeRow(this.#table, rowOf(value), etag),
    );
  }
}

/** Action of a transaction that fails when anything was opened at the door, or remembered of it, since it was read. */
export function openingAt({ value, etag }: RememberedDoor, { id, door, name }: Named): TransactionAction {
  const key = openKey(door, name);
  const others = (value.opened ?? []).filter((one) => one.key !== key);
  const row = rowOf({ ...value, opened: [...others, { id, key }].slice(-openedKept) });
  return etag === null ? ['create', row] : ['update', row, 'Replace', { etag }];
}

/** Who was opened under the name last, as far as the door remembers: the row of the name may be lost. */
export function openedBefore({ value }: RememberedDoor, { id, door, name }: Named): string | undefined {
  const key = openKey(door, name);
  return value.opened?.find((one) => one.key === key && one.id !== id)?.id;
}

function rowOf({ project, door, toldEnds, opened, corrections, expected, ...known }: DoorNote): TableEntity {
  const told = toldEnds === undefined ? {} : { toldEndsDay: toldEnds.day, toldEnds: toldEnds.keys.join(' ') };
  const named = opened === undefined ? {} : { opened: JSON.stringify(opened) };
  const awaited = corrections === undefined ? {} : { corrections: JSON.stringify(corrections) };
  const said = expected === undefined ? {} : { expected: JSON.stringify(expected) };
  return { partitionKey: project, rowKey: noteKey(door), ...known, ...told, ...named, ...awaited, ...said };
}

function noteKey(door: Door): string {
  return `door:${door}`;
}
