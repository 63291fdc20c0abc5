/**
 * Of how many recorded outputs of programs that hold something dangerous the reading room says that it looked and found nothing, in percent of
 * the set that the authors of the rules do not open. Beneath stand all sets: what was found of each kind, and what drew an alarm; they are
 * written to `recall.json` too, from which docs/checks.md is made.
 */

import { writeFileSync } from 'node:fs';
import { jsonText } from '../../../scripts/json-text.ts';
import {
  type RecordedSet,
  readRecall,
  recallFile,
  recordedSets,
  type SetCounts,
} from '../../../scripts/recall-table.ts';
import { rulesVersion } from '../../../src/inspector/rules/version.ts';
import { judgeOutputs, type KindJudged } from '../../inspector/judge-outputs.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';

const unopened: ReadonlySet<RecordedSet> = new Set(['second']);
const harmless = ['harmless', 'hidden', 'rounded'];

/** Reads each once. */
export async function measure(): Promise<Measured> {
  const judged: (readonly [RecordedSet, KindJudged[]])[] = [];
  for (const set of recordedSets) judged.push([set, await judgeOutputs(builtRoom, set)]);
  const counted = Object.fromEntries(judged.map(([set, kinds]) => [set, countsOf(kinds)]));
  writeFileSync(recallFile, jsonText({ ...readRecall(), rules: rulesVersion, now: counted }));
  const dangerous = judged.flatMap(([set, kinds]) =>
    unopened.has(set) ? kinds.filter(({ of }) => !of.includes(',') && !harmless.includes(of)) : [],
  );
  const sum = (key: 'files' | 'quiet') => dangerous.reduce((all, one) => all + one[key], 0);
  return {
    value: (100 * sum('quiet')) / sum('files'),
    unit: '% of dangerous outputs',
    lines: judged.flatMap(([set, kinds]) => kinds.map((one) => lineOf(set, one))),
  };
}

function countsOf(kinds: readonly KindJudged[]): SetCounts {
  return Object.fromEntries(kinds.map(({ of, files, found, alarms, quiet }) => [of, [files, found, alarms, quiet]]));
}

function lineOf(set: string, { of, files, found, alarms, quiet }: KindJudged): string {
  return `${set.padEnd(7)} ${of.padEnd(32)} found ${found} of ${files}, alarms ${alarms}, nothing found ${quiet}`;
}
