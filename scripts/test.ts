import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readCommandLine } from './command-line.ts';

const { values, positionals } = readCommandLine(
  `npm run test, or npm test

Runs every test whose imports, data, lock file or Node are others than in the last green run on this machine; what is unchanged is named.

  --all              runs all of them
  <files>            runs these files or folders, changed or not

docs/develop.md says what is played when, and how a run is repeated.`,
  { all: { type: 'boolean', default: false } },
  1000,
);
const isWhole = positionals.length === 0;
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const since = isWhole && !values.all ? ['--changed', 'green', '--passWithNoTests'] : [];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...since, ...positionals], {
  stdio: 'inherit',
  env: { ...process.env, ...(isWhole ? { TEST_RUN: 'whole' } : {}) },
});
process.exitCode = status ?? 1;
