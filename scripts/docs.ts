import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { documents } from './documents.ts';
import { requireNode24 } from './node-version.ts';

requireNode24();

const checking = process.argv.includes('--check');
const stale: string[] = [];

for (const [path, text] of documents()) {
  if (standing(path) === text) continue;
  stale.push(path);
  if (checking) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (checking && stale.length > 0) {
  console.error(
    `These documents differ from the code they are made of: ${stale.join(', ')}. Run npm run docs and commit them.`,
  );
  process.exitCode = 1;
} else {
  console.log(
    checking ? 'docs: up to date' : `docs: ${stale.length === 0 ? 'nothing to change' : `wrote ${stale.join(', ')}`}`,
  );
}

function standing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
