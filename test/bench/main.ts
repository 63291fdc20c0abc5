import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from '../../scripts/build.ts';
import { requireNode24 } from '../../scripts/node-version.ts';
import { figureNames, isMissed, type Judged, lineOf, measured, readGoals } from './figure.ts';

/**
 * `npm run bench [-- <figure> …]`: measures the figures of `figures`, each in a process of its own on a fresh bundle, and prints each
 * beside its goal. Ends with 1 when one misses its goal, with the lines of those once more at the end.
 */
requireNode24();

const names = figureNames();
const chosen = process.argv.length > 2 ? process.argv.slice(2) : names;
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}. Figures: ${names.join(', ')}`);
  process.exit(1);
}
const goals = readGoals();
await bundle(join(import.meta.dirname, '../../dist'));
const missed: Judged[] = [];
for (const name of chosen) {
  const judged = { name, goal: goals[name] ?? 0, ...measure(name) };
  console.log(lineOf(judged));
  if (isMissed(judged)) missed.push(judged);
}
for (const judged of missed) console.error(`missed: ${lineOf(judged)}`);
if (missed.length > 0) process.exitCode = 1;

function measure(name: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'measure.ts'), name], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The figure ${name} could not be measured: ${stderr}`);
  return measured.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
}
