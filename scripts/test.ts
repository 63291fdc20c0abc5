import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const usage = `npm test

Runs every test whose imports, data, lock file or Node are others than in the last green run on this machine; what is unchanged is named.

  --all              runs all of them
  <files>            runs these files or folders, changed or not

docs/develop.md says what is played when, and how a run is repeated.`;

const words = process.argv.slice(2);
if (words.includes('--help') || words.includes('-h')) {
  console.log(usage);
  process.exit(0);
}
const isAll = words.includes('--all');
const rest = words.filter((word) => word !== '--all');
const isWhole = rest.length === 0;
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const since = isWhole && !isAll ? ['--changed', 'green', '--passWithNoTests'] : [];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...since, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, ...(isWhole ? { TEST_RUN: 'whole' } : {}) },
});
process.exitCode = status ?? 1;
