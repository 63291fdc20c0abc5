/**
 * Of how many recorded outputs of programs that hold something dangerous the reading room says that it looked and found nothing, in percent of
 * the half that the authors of the rules do not open. Beneath stand both halves: what was found of each kind, and what drew an alarm.
 */

import { judgeOutputs, type KindJudged } from '../../inspector/judge-outputs.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';

const harmless = ['harmless', 'rounded'];

/** Reads each once. */
export async function measure(): Promise<Measured> {
  const first = await judgeOutputs(builtRoom, 'first');
  const second = await judgeOutputs(builtRoom, 'second');
  const dangerous = second.filter(({ of }) => !of.includes(',') && !harmless.includes(of));
  const sum = (key: 'files' | 'quiet') => dangerous.reduce((all, one) => all + one[key], 0);
  return {
    value: (100 * sum('quiet')) / sum('files'),
    unit: '% of dangerous outputs',
    lines: [...first.map((one) => lineOf('first', one)), ...second.map((one) => lineOf('second', one))],
  };
}

function lineOf(half: string, { of, files, found, alarms, quiet }: KindJudged): string {
  return `${half.padEnd(7)} ${of.padEnd(32)} found ${found} of ${files}, alarms ${alarms}, nothing found ${quiet}`;
}
