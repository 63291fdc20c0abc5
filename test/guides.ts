import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The pages that people read first, by their path: not the decisions, which may go stale. */
export const guides: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(resolve(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

/** The fenced blocks of a page in a language, in order. */
export function blocksOf(page: string, language: 'sh' | 'console' | 'text'): string[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, block = '']) =>
    found === language ? [block] : [],
  );
}

/** Everything that a page sets as code: its fenced blocks, and what stands in backticks. */
export function codeOf(page: string): string[] {
  return [...page.matchAll(/^```\w*\n[\s\S]*?^```$|`[^`\n]+`/gm)].map(([code]) => code);
}
