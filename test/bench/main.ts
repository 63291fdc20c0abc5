import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readCommandLine } from '../../scripts/command-line.ts';
import { buildWhatChanged } from '../../scripts/up-to-date.ts';
import {
  chosenFigures,
  figureNames,
  isMissed,
  type Judged,
  judged,
  lineOf,
  longFigures,
  measured,
  readGoals,
} from './figure.ts';
import { largely } from './large.ts';

/**
 * `npm run bench [-- [--large] <figure> …]`: measures the figures of `figures`, each in a process of its own on a fresh bundle, and
 * prints each beside its goal, with what it has to say; with `--large` a large upload has a million files. Ends with 1 when one misses its goal, with the lines
 * of those once more, or when all took longer than it may without `--large`. The last line says how long.
 */

const begun = performance.now();
const mostMinutes = 6;
const names = figureNames();
const usage = `npm run bench -- [<figure> …]

Measures the figures, or those named, and prints each beside its goal: ${names.join(', ')}. The beginning of several names, such as
audit, names all of these. Measured only where they are named: ${longFigures.join(', ')}, which take minutes
or want a machine that does nothing else.

  --large            lists a million files where it lists 50,000 otherwise`;
const options = { large: { type: 'boolean', default: false } } as const;
const { values, positionals } = readCommandLine(usage, options, Number.POSITIVE_INFINITY);
const { chosen, unknown } = chosenFigures(positionals);
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}. Figures: ${names.join(', ')}`);
  process.exit(1);
}
const goals = readGoals();
await buildWhatChanged();
const missed: Judged[] = [];
for (const name of chosen) {
  const figure = judge(name);
  console.log(lineOf(figure));
  for (const line of figure.lines ?? []) console.log(`  ${line}`);
  if (isMissed(figure)) missed.push(figure);
}
for (const figure of missed) console.error(`missed: ${lineOf(figure)}`);
const minutes = (performance.now() - begun) / 60_000;
if (missed.length > 0 || (!values.large && minutes > mostMinutes)) process.exitCode = 1;
console.log(`all of it took ${minutes.toFixed(1)} minutes${values.large ? '' : `, goal ${mostMinutes}`}`);

function judge(name: string): Judged {
  const goal = goals[name] ?? 0;
  return judged(() => ({ name, goal, ...measure(name) }));
}

function measure(name: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'measure.ts'), name], {
    encoding: 'utf8',
    env: largely(values.large),
  });
  if (status !== 0) throw new Error(`The figure ${name} could not be measured: ${stderr}`);
  return measured.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
}
