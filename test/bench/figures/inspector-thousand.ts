/**
 * How long the reading room takes for a package of 1,000 small files, in seconds, with two children at once. The files are tables of
 * random numbers: none may be called identifiers.
 */
import { readByChild } from '../../inspector/corpus/by-child.ts';
import { randomTable } from '../../inspector/corpus/random-tables.ts';
import { builtRoom } from '../built-room.ts';
import { timed } from '../clock.ts';
import type { Measured } from '../figure.ts';

/** Reads them once. Throws when the budget of the package was used up, or when a file is called identifiers. */
export async function measure(): Promise<Measured> {
  const tables = Array.from({ length: 1000 }, (_, seed) => randomTable(seed));
  let found: Awaited<ReturnType<typeof readByChild>> = [];
  const milliseconds = await timed(async () => {
    found = await readByChild(builtRoom, tables);
  });
  const unread = found.filter(({ notChecked }) => notChecked.length > 0).length;
  const blocked = found.filter(({ findings }) => findings.some(({ severity }) => severity === 'block')).length;
  if (found.length !== tables.length || unread > 0) throw new Error(`${unread} of ${found.length} files were not read`);
  if (blocked > 0) throw new Error(`${blocked} tables of random numbers are called identifiers`);
  return { value: milliseconds / 1000, unit: 's', lines: [`0 of ${tables.length} are called identifiers`] };
}
