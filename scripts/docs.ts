import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readCommandLine } from './command-line.ts';
import { documents } from './documents.ts';

const usage = `npm run docs

Writes the generated documents from the code they are made of.

  --check            writes nothing, and ends with 1 when one differs`;
const { check: checking } = readCommandLine(usage, { check: { type: 'boolean', default: false } }).values;
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
