/**
 * Of how many recorded outputs of programs that hold something dangerous the reading room says that it looked and found nothing, in percent of
 * the half that the authors of the rules do not open. Beneath stand both halves: what was found of each kind, and what drew an alarm; they are
 * written to `recall.json` too, from which docs/checks.md is made.
 */

import { writeFileSync } from 'node:fs';
import { jsonText } from '../../../scripts/json-text.ts';
import { type Half, type Recall, readRecall, recallFile } from '../../../scripts/recall-table.ts';
import { rulesVersion } from '../../../src/inspector/rules/version.ts';
import { judgeOutputs, type KindJudged } from '../../inspector/judge-outputs.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';

const harmless = ['harmless', 'hidden', 'rounded'];

/** Reads each once. */
export async function measure(): Promise<Measured> {
  const first = await judgeOutputs(builtRoom, 'first');
  const second = await judgeOutputs(builtRoom, 'second');
  const recall: Recall = { ...readRecall(), rules: rulesVersion, first: halfOf(first), second: halfOf(second) };
  writeFileSync(recallFile, jsonText(recall));
  const dangerous = second.filter(({ of }) => !of.includes(',') && !harmless.includes(of));
  const sum = (key: 'files' | 'quiet') => dangerous.reduce((all, one) => all + one[key], 0);
  return {
    value: (100 * sum('quiet')) / sum('files'),
    unit: '% of dangerous outputs',
    lines: [...first.map((one) => lineOf('first', one)), ...second.map((one) => lineOf('second', one))],
  };
}

function halfOf(kinds: readonly KindJudged[]): Half {
  return Object.fromEntries(kinds.map(({ of, files, found, alarms, quiet }) => [of, [files, found, alarms, quiet]]));
}

function lineOf(half: string, { of, files, found, alarms, quiet }: KindJudged): string {
  return `${half.padEnd(7)} ${of.padEnd(32)} found ${found} of ${files}, alarms ${alarms}, nothing found ${quiet}`;
}
