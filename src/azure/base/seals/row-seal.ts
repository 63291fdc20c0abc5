import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TableName } from '../../../domain/base/stored-tables.ts';
import type { SealKey, SealKeyring } from './seal-keys.ts';
import { type Parts, partsOf, sealColumn } from './sealed-parts.ts';

/** The columns of a row, without its keys. */
export type Columns = Readonly<Record<string, unknown>>;

/** Where a row stands: a seal is good for no other place. */
export interface RowPlace {
  readonly table: TableName;
  readonly partitionKey: string;
  readonly rowKey: string;
}

export function sealsOfWhole(key: SealKey, place: RowPlace, columns: Columns): Record<string, string> {
  const { whole, apart, beside } = partsOf(place.table);
  const seals: Record<string, string> = { [sealColumn()]: sealOf(key, place, '', entriesOf(columns, whole)) };
  for (const parts of [apart, beside])
    for (const [part, names] of Object.entries(parts)) {
      const entries = entriesOf(columns, (name) => names.includes(name));
      if (entries.length > 0) seals[sealColumn(part)] = sealOf(key, place, part, entries);
    }
  return seals;
}

/** Only columns that are sealed apart can be merged into a row: of others nobody knows what stands beside them. */
export function sealsOfMerge(key: SealKey, place: RowPlace, columns: Columns): Record<string, string> {
  const { apart } = partsOf(place.table);
  const seals: Record<string, string> = {};
  for (const name of Object.keys(columns)) {
    const part = Object.keys(apart).find((one) => apart[one]?.length === 1 && apart[one][0] === name);
    if (part === undefined)
      throw new Error(`The column ${name} of ${place.table} is sealed with others, so it cannot be merged into a row`);
    seals[sealColumn(part)] = sealOf(
      key,
      place,
      part,
      entriesOf(columns, (one) => one === name),
    );
  }
  return seals;
}

/** What is wrong with the seals of a row; undefined when they hold. `unknownKey`: the id of a key that the ring lacks. */
export interface Broken {
  readonly problem: string;
  readonly unknownKey?: string;
  /** It has no seal at all, as rows of versions before there were seals. */
  readonly isBare: boolean;
}

/** `selected`: the columns that were asked for; only seals among them can be looked at. */
export function brokenSeal(
  ring: SealKeyring,
  place: RowPlace,
  columns: Columns,
  selected?: readonly string[],
): Broken | undefined {
  const parts = partsOf(place.table);
  const isAsked = (part?: string) => selected === undefined || selected.includes(sealColumn(part));
  if (selected !== undefined && !parts.all.some(isAsked)) return undefined;
  if (!parts.all.some((part) => columns[sealColumn(part)] !== undefined))
    return { problem: 'it has no seal, so the app did not write it', isBare: true };
  for (const { part, entries } of sealedEntries(parts, columns)) {
    if (!isAsked(part)) continue;
    const broken = lookAt(ring, place, part ?? '', entries, columns[sealColumn(part)]);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** The columns behind each seal that the row must have: where one of them stands, or the seal itself. */
function sealedEntries({ whole, apart, beside }: Parts, columns: Columns) {
  const named = Object.entries({ ...apart, ...beside }).map(([part, names]) => ({
    part,
    entries: entriesOf(columns, (name) => names.includes(name)),
  }));
  const found: readonly { readonly part?: string; readonly entries: readonly Entry[] }[] = [
    { entries: entriesOf(columns, whole) },
    ...named,
  ];
  return found.filter(({ part, entries }) => entries.length > 0 || columns[sealColumn(part)] !== undefined);
}

function lookAt(
  ring: SealKeyring,
  place: RowPlace,
  part: string,
  entries: readonly Entry[],
  seal: unknown,
): Broken | undefined {
  if (typeof seal !== 'string') return { problem: 'a part of it has no seal', isBare: false };
  const id = seal.slice(0, seal.indexOf('.'));
  const key = ring.get(id);
  if (key === undefined) return { problem: 'the key of its seal is gone', unknownKey: id, isBare: false };
  const [is, should] = [Buffer.from(seal), Buffer.from(sealOf(key, place, part, entries))];
  if (is.length === should.length && timingSafeEqual(is, should)) return undefined;
  return { problem: 'its seal is wrong, so the app did not write it so', isBare: false };
}

type Entry = readonly [name: string, value: string | number | boolean];

/** Columns in the order of their names. What is undefined or null never reaches a row. */
function entriesOf(columns: Columns, takes: (name: string) => boolean): Entry[] {
  return Object.entries(columns)
    .flatMap(([name, value]): Entry[] => {
      if (value === undefined || value === null || !takes(name)) return [];
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
      throw new Error(`The column ${name} holds ${typeof value}, which no seal knows`);
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Lengths before texts, so that no two rows are the same to it. */
function sealOf(key: SealKey, place: RowPlace, part: string, entries: readonly Entry[]): string {
  const where = [place.table, place.partitionKey, place.rowKey, part].map((text) => `${text.length}:${text};`);
  const what = entries.map(([name, value]) => {
    const text = String(value);
    return `${name.length}:${name}${typeof value};${text.length}:${text}`;
  });
  const mac = createHmac('sha256', key.secret).update([...where, ...what].join(''));
  return `${key.id}.${mac.digest('base64url')}`;
}
