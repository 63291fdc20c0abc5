import { spawnSync } from 'node:child_process';

import { readCommandLine } from './command-line.ts';

readCommandLine(
  'npm run check\n\nTypes, lint, import rules, dead code, then every test; stops at the first that fails.',
  {},
);

const steps = ['types', 'lint', 'imports', 'unused', 'test'];
for (const step of steps) {
  const started = performance.now();
  console.log(`\n── ${step}`);
  const run = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
  if (run.status !== 0) {
    console.error(`\nnpm run check stopped: "npm run ${step}" ended with ${run.status ?? run.signal}.`);
    process.exit(1);
  }
  console.log(`── ${step} done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
