import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { englishZod, requiredBuiltins } from '../../scripts/cheap-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a bundle of this code prints. */
async function printed(code: string): Promise<string> {
  const outfile = join(folder, 'out.mjs');
  writeFileSync(join(folder, 'main.mjs'), code);
  await build({
    ...{ entryPoints: [join(folder, 'main.mjs')], outfile, bundle: true, platform: 'node', format: 'esm' },
    ...{
      nodePaths: [join(import.meta.dirname, '../../node_modules')],
      plugins: [requiredBuiltins('http'), englishZod()],
    },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const { stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8' });
  return stdout + stderr;
}

const usesHttp = "import http, { Agent } from 'node:http';\nconst same = http.Agent === Agent;\n";
const fetchIsLoaded = "process.moduleLoadList.some((name) => name.includes('undici'))";

test("what needs node:http does not load Node's fetch", async () => {
  expect(await printed(`${usesHttp}console.log(same, ${fetchIsLoaded});`)).toBe('true false\n');
});

test('a module that is not listed is imported as ever, which loads it', async () => {
  expect(await printed(`import * as all from 'node:http2';\nconsole.log(typeof all.connect);`)).toBe('function\n');
});

test('zod speaks English and has no other language', async () => {
  const refusal = 'z.string().safeParse(1).error.issues[0].message, Object.keys(z.locales).join()';
  expect(await printed(`import { z } from 'zod';\nconsole.log(${refusal});`)).toBe(
    'Invalid input: expected string, received number en\n',
  );
});
