import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ruleById } from '../../src/inspector/rules/index.ts';
import { rulesVersion } from '../../src/inspector/rules/version.ts';

const root = resolve(import.meta.dirname, '../..');
const child = join(root, 'src/inspector/child');
const hashes = z.record(z.string(), z.string());
const packages = z.object({ dependencies: hashes, devDependencies: hashes });

/** What decides about findings: how types are told, every reader and check, the weight of each rule, and the packages that they use. */
async function hashOfRules(): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['checks/index.ts', 'detect.ts', 'ending.ts', 'readers/index.ts'].map((name) => join(child, name)),
    // Comments and where lines break do not count.
    ...{ bundle: true, packages: 'external', format: 'esm', minifyWhitespace: true, legalComments: 'none' },
    ...{ absWorkingDir: root, platform: 'node', outdir: '/', write: false, metafile: true },
  });
  const { dependencies, devDependencies } = packages.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const all = new Map(Object.entries({ ...devDependencies, ...dependencies }));
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const used = [...all].filter(([name]) => imported.some((path) => path === name || path.startsWith(`${name}/`)));
  const weights = [...ruleById.values()].map(({ id, severity }) => [id, severity]);
  const code = outputFiles.map(({ text }) => text);
  return createHash('sha256')
    .update(JSON.stringify([code, used, weights]))
    .digest('hex');
}

test('whoever changes the rules raises their version', async () => {
  const recorded = hashes.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'rules-version.json'), 'utf8')));
  const hash = await hashOfRules();
  expect(Object.keys(recorded).at(-1), 'the version of the rules is the last line of rules-version.json').toBe(
    rulesVersion,
  );
  const advice = `the code of the rules is no longer that of version ${rulesVersion}: raise rulesVersion (src/inspector/rules/version.ts), and add that version with the hash ${hash} to test/inspector/rules-version.json`;
  expect(recorded[rulesVersion], advice).toBe(hash);
});
