import type { TableEntity, TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import type { Door } from '../../domain/base/door.ts';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import { type DoorNote, whysWaiting } from '../../domain/lifecycle/capacity.ts';
import { correctionSchema } from '../../domain/lifecycle/corrections.ts';
import { expectedSchema } from '../../domain/transfer/expected.ts';
import type { RememberedDoor } from '../../ports/records.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import { type Table, writeRow } from '../base/table.ts';

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
  corrections: z.string().transform(jsonOf).pipe(z.array(correctionSchema)).exactOptional(),
  expected: z.string().transform(jsonOf).pipe(z.array(expectedSchema)).exactOptional(),
});

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
export function unchangedDoor({ value, etag }: RememberedDoor): TransactionAction {
  return etag === null ? ['create', rowOf(value)] : ['update', rowOf(value), 'Replace', { etag }];
}

function rowOf({ project, door, toldEnds, corrections, expected, ...known }: DoorNote): TableEntity {
  const told = toldEnds === undefined ? {} : { toldEndsDay: toldEnds.day, toldEnds: toldEnds.keys.join(' ') };
  const awaited = corrections === undefined ? {} : { corrections: JSON.stringify(corrections) };
  const said = expected === undefined ? {} : { expected: JSON.stringify(expected) };
  return { partitionKey: project, rowKey: noteKey(door), ...known, ...told, ...awaited, ...said };
}

function noteKey(door: Door): string {
  return `door:${door}`;
}
