import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { inspect } from './children.ts';
import { bundleWithReader } from './taken-over/bundle.ts';
import { aboveTheBundle, escapes } from './taken-over/escapes.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-child-'));
beforeAll(() => bundleWithReader(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a reader that a file took over finds no way out of its child', async () => {
  const found = await inspect(folder, 'escape\n');
  const open = found.places.flatMap(({ places }) => places.map(({ row = 0 }) => escapes[row - 1]?.[0]));
  expect(open).toEqual([]);
  expect(found).toMatchObject({ type: 'text', notChecked: [], findings: [{ rule: 'ragged-rows', count: 99 }] });
});

const run = (name: string, ...words: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'taken-over', name), ...words], { encoding: 'utf8' }),
  );

test('each of these ways is open where nothing was taken away', () => {
  const open = z.array(z.string()).parse(run('open-ways.ts'));
  expect(escapes.map(([name]) => name).filter((name) => !open.includes(name))).toEqual([aboveTheBundle]);
});

test('whoever holds the modules of the network has no network all the same', () => {
  const report = z.object({ tried: z.array(z.string()), left: z.array(z.string()) });
  const { tried, left } = report.parse(run('network.ts'));
  expect(left).toEqual(tried);
  expect(report.parse(run('network.ts', '--locked'))).toEqual({ tried, left: [] });
});
