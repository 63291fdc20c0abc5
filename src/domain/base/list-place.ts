import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refused } from './errors.ts';

/** Where a list goes on: behind the item with this value of what the list is sorted by, and this id. */
export interface ListPlace {
  readonly value: string;
  readonly id: string;
}

const tokenSchema = z.strictObject({ of: z.string(), value: z.string().max(200), id: z.string().max(200) });

/** The continuation of a list whose last item that is; `asked` are its filters, under which alone it is taken back. */
function continuationAt({ value, id }: ListPlace, asked: unknown): string {
  return Buffer.from(JSON.stringify({ of: digestOf(asked), value, id })).toString('base64url');
}

/** Where a continuation leads. Throws Refused for one that no list gave, or a list with other filters. */
export function placeOf(continuation: string, asked: unknown): ListPlace {
  const { of, ...place } = read(continuation);
  if (of === digestOf(asked)) return place;
  throw new Refused(
    'The continuation belongs to a list with other filters: send the same ones, or start again without it',
  );
}

function read(continuation: string): z.infer<typeof tokenSchema> {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(continuation, 'base64url').toString('utf8')));
  } catch {
    throw new Refused('The continuation token is none that this list gave: start again without it');
  }
}

function digestOf(asked: unknown): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}

/** Whether a list goes from the smallest value to the largest, or back. */
export type Direction = 'up' | 'down';

/** Sorts places; those of one value by their ids. */
export function inDirection(direction: Direction): (one: ListPlace, other: ListPlace) => number {
  const [less, more] = direction === 'up' ? [-1, 1] : [1, -1];
  return (one, other) => {
    if (one.value !== other.value) return one.value < other.value ? less : more;
    if (one.id === other.id) return 0;
    return one.id < other.id ? less : more;
  };
}

export interface Part<T> {
  readonly items: readonly T[];
  readonly continuation: string | null;
}

interface PartAsked<T> {
  readonly placeOfItem: (item: T) => ListPlace;
  readonly direction: Direction;
  readonly limit: number;
  readonly asked: unknown;
  readonly continuation: string | undefined;
}

export function partOf<T>(all: readonly T[], part: PartAsked<T>): Part<T> {
  const { placeOfItem, direction, limit, asked, continuation } = part;
  const compare = inDirection(direction);
  const place = continuation === undefined ? undefined : placeOf(continuation, asked);
  const rest = all
    .map((item) => ({ item, at: placeOfItem(item) }))
    .filter(({ at }) => place === undefined || compare(at, place) > 0)
    .sort((one, other) => compare(one.at, other.at));
  const taken = rest.slice(0, limit);
  const last = taken.at(-1);
  const continues = last !== undefined && rest.length > limit;
  return {
    items: taken.map(({ item }) => item),
    continuation: continues ? continuationAt(last.at, asked) : null,
  };
}
