import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { lazyRequires, withLazyRequire } from '../../scripts/lazy-requires.ts';

const folder = mkdtempSync(join(tmpdir(), 'lazy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package that requires another at its beginning and uses it in a function. */
function writePackages(): void {
  for (const name of ['owner', 'slow']) mkdirSync(join(folder, 'node_modules', name), { recursive: true });
  const put = (file: string, text: string) => writeFileSync(join(folder, 'node_modules', file), text);
  put(
    'owner/index.js',
    'const slow_1 = require("slow");\nexports.use = () => (0, slow_1.twice)(slow_1.default.start);',
  );
  put('slow/index.js', 'globalThis.loaded++; exports.twice = (n) => 2 * n; exports.default = { start: 21 };');
  writeFileSync(join(folder, 'main.mjs'), "import { use } from 'owner';\nexport default use;");
}

const bundled = (of: readonly string[]) =>
  build({
    ...{
      entryPoints: [join(folder, 'main.mjs')],
      absWorkingDir: folder,
      bundle: true,
      platform: 'node',
      format: 'esm',
    },
    ...{ outfile: join(folder, 'out.mjs'), logLevel: 'silent', plugins: [lazyRequires({ in: 'owner', of })] },
  });

test('a package is loaded where it is used, once', async () => {
  writePackages();
  await bundled(['slow']);
  Object.assign(globalThis, { loaded: 0 });
  const loaded = () => Reflect.get(globalThis, 'loaded');
  const { default: use } = z
    .object({ default: z.function({ output: z.number() }) })
    .parse(await import(join(folder, 'out.mjs')));
  expect(loaded()).toBe(0);
  expect([use(), use()]).toEqual([42, 42]);
  expect(loaded()).toBe(1);
});

test('the build fails when a package of the list is required nowhere', async () => {
  writePackages();
  await expect(bundled(['slow', 'gone'])).rejects.toThrow('owner no longer requires gone; take it from the list.');
});

test('a use that cannot be moved is refused, and comments are none', () => {
  expect(() => withLazyRequire('const a = require("b");\nmodule.exports = { a };', 'b')).toThrow('cannot be made lazy');
  expect(withLazyRequire('const a = require("b");\n// what a is\na.c(a(1));', 'b')).toBe(
    '\n// what a is\nrequire("b").c(require("b")(1));',
  );
  expect(withLazyRequire('const a = require("c");', 'b')).toBeUndefined();
});
