import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { SignedHours } from '../features/witness/signed-hours.ts';
import { type RunningApp, startApp } from '../functions/running-app.ts';
import { quietSurroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-verify-'));
const hours = new SignedHours();
let app: RunningApp;
let token: string;

beforeAll(async () => {
  app = await startApp(undefined, { appPorts: hours.world.ports });
  await hours.pass({ 'heart-study': ['a', 'b'], _system: ['c'] });
  token = await app.token('otto');
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function verify(...words: string[]) {
  const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: token };
  const { surroundings, written } = quietSurroundings({ folder, environment });
  const code = await run(['audit', 'verify', ...words], surroundings);
  return { code, ...written() };
}

const file = join(folder, 'verified.txt');
const kept = () => readFileSync(file, 'utf8');

test('the first time everything is verified, then what is new since the note that was kept', async () => {
  expect(await verify('--kept', 'verified.txt')).toMatchObject({ code: 0, out: expect.stringContaining('0 problems') });
  const first = kept();
  expect(first).toBe(await hours.note());
  await hours.pass({ 'heart-study': ['d'] });
  expect(await verify('--kept', 'verified.txt')).toMatchObject({ code: 0 });
  expect(kept()).toBe(await hours.note());
  expect(kept()).not.toBe(first);
});

test('a file that holds no note is refused, and one of another log is not taken for this one', async () => {
  const before = kept();
  writeFileSync(file, 'a text');
  expect(await verify('--kept', 'verified.txt')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no checkpoint'),
  });
  writeFileSync(file, before.replace(/^[^\n]+/, 'other.example.org/api/audit'));
  expect(await verify('--kept', 'verified.txt')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Nothing was signed'),
  });
  writeFileSync(file, before);
});

test('where something is wrong the note stays, so that the next time looks at the same again', async () => {
  const before = kept();
  await hours.pass({ 'heart-study': ['e'] });
  const audit = hours.world.storage.places().get('control/audit');
  for (const name of audit?.names().filter((one) => one.startsWith('heart-study/')) ?? []) {
    const blob = audit?.peek(name);
    const text = blob?.content.toString().replace('"text":"e"', '"text":"z"') ?? '';
    if (blob !== undefined) audit?.tamper(name, { ...blob, content: Buffer.from(text) });
  }
  expect(await verify('--kept', 'verified.txt')).toMatchObject({
    code: 1,
    out: expect.stringContaining('heart-study'),
  });
  expect(kept()).toBe(before);
  expect(await verify('--kept', 'none.txt')).toMatchObject({ code: 1 });
  expect(existsSync(join(folder, 'none.txt'))).toBe(false);
});
