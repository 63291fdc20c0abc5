import { tables } from '../../src/domain/base/stored-tables.ts';
import type { PlacedStore } from '../../src/domain/overview/store.ts';
import { stores } from '../../src/domain/overview/stores.ts';
import { WrongUse } from './arguments.ts';

/** All stores of the control account at once: an empty one stands in its place. */
export const account: PlacedStore = {
  place: 'account',
  from: 'copy',
  back: 'restore puts it back from the second copy',
  lost: 'what happened since the copy was last whole',
  meanwhile: 'everything stands still',
  unreadable: 'no door opens',
  toldBy: 'sweep',
};
export const ofAccount: readonly string[] = [
  ...tables.map((table) => `table:${table}`),
  ...stores.map(({ place }) => place).filter((place) => place.startsWith('container:control/')),
];

/** Whatever a drill can lose. */
export const drilled: readonly PlacedStore[] = [...stores, account];

/** The stores that a word names: one of docs/stores.md, a table with all its kinds of rows, `account` or `all`. Throws WrongUse for another word. */
export function storesNamed(word: string): readonly PlacedStore[] {
  if (word === 'all') return drilled;
  const ofTable = stores.filter(({ place }) => place.startsWith(`row:${word} `)).slice(0, 1);
  if (ofTable.length > 0) return ofTable.map((store) => ({ ...store, place: `table:${word}` }));
  const found = drilled.filter(({ place }) => place === word || place.replace(/^\w+:/, '') === word);
  if (found.length > 0) return found;
  throw new WrongUse(`There is no store '${word}'. docs/stores.md names all: for instance 'register op'.`);
}
