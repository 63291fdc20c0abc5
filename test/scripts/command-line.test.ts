import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partOf } from '../shares.ts';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')));
const checked = 'node --import ./scripts/node-24.mjs ';
/** npm runs `postinstall` by itself, with whatever Node there is. */
const own = Object.entries(scripts).filter(([name, line]) => line.startsWith('node ') && name !== 'postinstall');
/** The command has many of its own, each with its help and refusals (`test/cli`). */
const single = own.filter(([name]) => name !== 'sallyport');

/** Runs a command of package.json as npm would. */
function run(line: string, word: string) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
    execFile(process.execPath, [...line.split(' ').slice(1), word], { cwd: root }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test('every command looks at its Node before anything else', () => {
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter(([, line]) => !line.startsWith(checked))).toEqual([]);
});

describe.each(partOf(single, 3))('npm run %s', (name, line) => {
  test('tells of itself with --help, and does nothing', async () => {
    const { code, stdout, stderr } = await run(line, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^npm ${name === 'start' ? '' : 'run '}${name}\\b`));
  });

  test('refuses an option that it does not know, with the same text', async () => {
    const { code, stdout, stderr } = await run(line, '--nonsense');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Unknown option '--nonsense'\.\n\nnpm /);
  });
});
