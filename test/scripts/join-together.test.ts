import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinTogether } from '../../scripts/join-together.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-joined-'));
const outdir = join(folder, 'out');

/** Two parts that are loaded later need `both`, one of them `alone`; what is loaded by that one later needs `both` and what the start has. */
const sources = {
  'main.js': `import { seen } from './common.js';
    seen.push('main');
    export const first = async () => (await import('./first.js')).name;
    export const second = async () => (await import('./second.js')).name;
    export const late = async () => (await import('./late.js')).name;
    export { seen };`,
  'common.js': 'export const seen = [];',
  'both.js': `import { seen } from './common.js'; seen.push('both'); export const both = 'b';`,
  'alone.js': `import { seen } from './common.js'; seen.push('alone'); export const alone = 'a';`,
  'first.js': `import { both } from './both.js'; import { alone } from './alone.js';
    export const name = both + alone; export const late = () => import('./late.js');`,
  'second.js': `import { both } from './both.js'; export const name = both;`,
  'late.js': `import { both } from './both.js'; import { seen } from './common.js';
    export const name = both + seen.length;`,
};

beforeAll(async () => {
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  const options = {
    ...{ absWorkingDir: folder, outdir, outExtension: { '.js': '.mjs' }, write: false, metafile: true },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node' },
  } satisfies BuildOptions;
  const split = await build({ ...options, entryPoints: { main: 'main.js' } });
  const { outputFiles } = await joinTogether({ ...split, outputs: split.metafile.outputs }, 'out/main.mjs', options);
  mkdirSync(outdir);
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const atOnce = (file: string) =>
  Array.from(
    readFileSync(join(outdir, file), 'utf8').matchAll(/^(?:import|\} from|export).*"\.\/([^"]+)"/gm),
    ([, name]) => name,
  );

test('a start loads one file, and what two later parts need is another', () => {
  expect(atOnce('main.mjs')).toEqual([]);
  expect(atOnce('shared.mjs')).toEqual(['main.mjs']);
  const later = readdirSync(outdir).filter((file) => !['main.mjs', 'shared.mjs'].includes(file));
  expect(later.map((file) => file.replace(/-.*/, '')).toSorted()).toEqual(['first', 'late', 'second']);
});

test('each part stands once, however many need it', async () => {
  const main: unknown = await import(pathToFileURL(join(outdir, 'main.mjs')).href);
  expect(main).toMatchObject({ seen: ['main'] });
  const { first, second, late } = main as Record<'first' | 'second' | 'late', () => Promise<string>>;
  expect([await second(), await first(), await late()]).toEqual(['b', 'ba', 'b3']);
  expect(main).toMatchObject({ seen: ['main', 'both', 'alone'] });
});
