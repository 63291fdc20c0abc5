import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './inputs.ts';

const imported = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** The files of the project that a bundle with these entries is made of, by their relative imports. */
export function reachedFrom(...entries: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const next = [...entries];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (reached.has(file) || !existsSync(join(root, file))) continue;
    reached.add(file);
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(imported))
      next.push(join(dirname(file), path).replaceAll('\\', '/'));
  }
  return [...reached].sort();
}
