import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')));

/** Where each command of the README is executed. */
const executedBy: Readonly<Record<string, string>> = {
  install: '.ci/run',
  check: '.ci/run',
  'infra:check': '.ci/run',
  oracle: '.ci/run',
  test: 'scripts/check.ts',
  build: 'test/build-once.ts',
  demo: 'test/journeys/demo.test.ts',
  start: 'test/journeys/by-hand.test.ts',
  drop: 'test/journeys/by-hand.test.ts',
  look: 'test/journeys/by-hand.test.ts',
  token: 'test/journeys/by-hand.test.ts',
};

test('every command of the README exists and is executed by a test or by CI', () => {
  const commands = new Set([...readme.matchAll(/\bnpm (?:run )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name));
  expect(commands.size).toBeGreaterThan(5);
  for (const command of commands) {
    const place = executedBy[command];
    expect(place, `nothing executes npm run ${command}`).toBeDefined();
    expect(existsSync(resolve(root, place ?? ''))).toBe(true);
    if (!['install', 'ci'].includes(command)) expect(scripts).toHaveProperty([command]);
  }
});

test('every link of the README leads to a file', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect(existsSync(resolve(root, link)), link).toBe(true);
});
