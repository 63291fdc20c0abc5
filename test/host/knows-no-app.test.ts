import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const { name } = z.object({ name: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Relative imports of a file, as paths from the root of the project. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => path ?? '');
  return found.map((path) => join(file, '..', path));
}

describe('the host knows no app', () => {
  const host = globSync('local/host/**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const app = globSync('test/host/app/*.ts', { cwd: root });

  test('its files import nothing of the project from outside local/host', () => {
    expect(host.length).toBeGreaterThan(50);
    const outside = host.flatMap(imports).filter((path) => !path.startsWith('local/host/'));
    expect(outside).toEqual([]);
  });

  test('the project is nowhere mentioned in them', () => {
    const mentions = host.filter((file) => readFileSync(join(root, file), 'utf8').toLowerCase().includes(name));
    expect(mentions).toEqual([]);
  });

  test('the app of its tests is one of its own', () => {
    const outside = app.flatMap(imports).filter((path) => !path.startsWith('test/host/app/'));
    expect(outside).toEqual([]);
  });
});
