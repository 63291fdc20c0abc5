/**
 * Of how many ordinary outputs of research the reading room alarms people for nothing: the built child finds something above a note in
 * them that the corpus does not expect. What it must find and does not is told beneath.
 */

import { readByChild } from '../../inspector/corpus/by-child.ts';
import { missedIn, unexpectedIn } from '../../inspector/corpus/judge.ts';
import { ordinary } from '../../inspector/corpus/ordinary/index.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';

/** Reads each once. */
export async function measure(): Promise<Measured> {
  const found = await readByChild(builtRoom, ordinary);
  const wrong = ordinary.flatMap((file, at) => {
    const result = found[at];
    if (result === undefined) throw new Error(`${file.name} was not read`);
    return [{ name: file.name, unexpected: unexpectedIn(file, result), missed: missedIn(file, result) }];
  });
  const alarmed = wrong.filter(({ unexpected }) => unexpected.length > 0);
  const missed = wrong.filter((file) => file.missed.length > 0);
  const expected = ordinary.reduce((sum, { must }) => sum + Object.keys(must).length, 0);
  const missing = missed.reduce((sum, file) => sum + file.missed.length, 0);
  return {
    value: alarmed.length,
    unit: `of ${ordinary.length} files`,
    lines: [
      `${expected - missing} of ${expected} findings that they must have were found, in ${ordinary.length} files`,
      ...alarmed.map(({ name, unexpected }) => `unexpected in ${name}: ${unexpected.join(', ')}`),
      ...missed.map((file) => `missed in ${file.name}: ${file.missed.join(', ')}`),
    ],
  };
}
