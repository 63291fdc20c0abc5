/**
 * What a child of the reading room costs that reads a table of two rows, in milliseconds of processor time, as on a machine of the usual
 * speed. Each file of a package costs at least that. Linux tells what ended children took.
 */
import { readFileSync } from 'node:fs';
import { inspect } from '../../inspector/children.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';
import { slowness } from '../slowness.ts';

const children = 20;
/** Linux counts in hundredths of a second. */
const tickMilliseconds = 10;

/** The mean of twenty, after one that is not counted. */
export async function measure(): Promise<Measured> {
  const read = () => inspect(builtRoom, 'ward,patients\nA,120\nB,4\n');
  await read();
  const before = timeOfChildren();
  for (let child = 0; child < children; child += 1) await read();
  const each = (timeOfChildren() - before) / children;
  return { value: each / (await slowness()), unit: 'ms' };
}

/** What the ended children of this process have computed. The name of the program, which comes second, may hold spaces. */
function timeOfChildren(): number {
  const [, rest = ''] = /\) (.*)/.exec(readFileSync('/proc/self/stat', 'utf8')) ?? [];
  const [user = 0, system = 0] = rest.split(' ').slice(13, 15).map(Number);
  return (user + system) * tickMilliseconds;
}
