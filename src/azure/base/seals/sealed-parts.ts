import type { TableName } from '../../../domain/base/stored-tables.ts';

/** Columns that have a seal of their own, by the name of the part. */
type Named = Readonly<Record<string, readonly string[]>>;

/**
 * How the columns of a table are sealed: all that stand in no part `apart` together; those `apart` alone, since they are merged into rows
 * that nobody reads before; and those `beside` once more, since lists read them alone.
 */
export interface Parts {
  readonly apart: Named;
  readonly beside: Named;
  /** Whether the seal of the whole row is over the column. */
  whole(name: string): boolean;
  /** Every part; undefined is the whole. */
  readonly all: readonly (string | undefined)[];
}

const brief = [
  'id',
  'door',
  'state',
  'startedAt',
  'since',
  'waitsOn',
  'troubleSince',
  'people',
  'madeFrom',
  'told',
  'partly',
];

const parts: Readonly<Partial<Record<TableName, Parts>>> = {
  register: made({ Shown: ['shown'], Round: ['round'], Rests: ['rests'] }, { Brief: brief }),
  outbox: made({ Sent: ['sent'], Collected: ['collected'] }),
};
const plain = made({});

export function partsOf(table: TableName): Parts {
  return parts[table] ?? plain;
}

export function sealColumn(part = ''): string {
  return `seal${part}`;
}

function made(apart: Named, beside: Named = {}): Parts {
  const all = [undefined, ...Object.keys(apart), ...Object.keys(beside)];
  const left = new Set([...all.map(sealColumn), ...Object.values(apart).flat()]);
  return { apart, beside, all, whole: (name) => !left.has(name) };
}
