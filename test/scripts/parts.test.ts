import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Part, runParts } from '../../scripts/parts.ts';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const node = (code: string): readonly string[] => [process.execPath, '-e', code];
const good: Part = { name: 'good', command: node('') };

test('each part is run, and at the end it stands what each took', async () => {
  expect(await runParts([good, { name: 'other', command: node('') }])).toBe(true);
  expect(said.at(-1)).toMatch(/^\ngood +\d+ s +\d+ processor seconds\nother .*\nall together .*$/);
});

test('what fails ends it, and is named with its command', async () => {
  const bad = { name: 'bad', command: node('process.exit(3)') };
  expect(await runParts([bad, good])).toBe(false);
  expect(said.join('\n')).toMatch(/Stopped: ".*process\.exit\(3\)" ended with 3\./);
  expect(said.join('\n')).not.toContain('── good');
});

test('side by side all are run, and each says what it says in one piece', async () => {
  const beside = ['one', 'two'].map((name) => ({ name, command: node(`console.log('${name} 1\\n${name} 2')`) }));
  expect(await runParts([{ name: 'both', command: [], beside }])).toBe(true);
  expect(said.join('')).toContain('one 1\none 2\ntwo 1\ntwo 2');
  const failing = { name: 'failing', command: node('process.exit(1)') };
  expect(await runParts([{ name: 'both', command: [], beside: [failing, good] }])).toBe(false);
});

test.each(['check', 'ci', 'test'])('scripts/%s.ts says what it does', (name) => {
  const script = join(resolve(import.meta.dirname, '../../scripts'), `${name}.ts`);
  const { status, stdout } = spawnSync(process.execPath, [script, '--help'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^(npm run|\.ci\/run)/);
});
