import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { noteKeyText } from '../../src/domain/witness/signed-note.ts';
import { checkpointKeys } from '../../src/use-cases/audit/checkpoint-keys.ts';
import { SignedHours } from '../features/witness/signed-hours.ts';
import { type RunningApp, startApp } from '../functions/running-app.ts';
import { quietSurroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-witness-'));
const hours = new SignedHours();
let app: RunningApp;
let keys: string[];

beforeAll(async () => {
  app = await startApp(undefined, { appPorts: hours.world.ports });
  hours.publicBaseUrl = app.url;
  await hours.pass({ 'heart-study': ['a', 'b'], _system: ['c'] });
  keys = (await checkpointKeys(hours.world.ports, hours)).map(noteKeyText);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Types words as somebody of another institution: without a token. */
async function type(...words: string[]) {
  const { surroundings, written } = quietSurroundings({ folder, environment: { SALLYPORT_URL: app.url } });
  const code = await run(words, surroundings);
  return { code, ...written() };
}

const kept = () => readFileSync(join(folder, 'tre.json'), 'utf8');

test('a witness never begins by itself', async () => {
  expect(await type('witness', 'once', 'tre.json')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is lost, or it never began'),
  });
});

test('a witness begins by keys that a person gave it, and goes on hour by hour', async () => {
  expect(await type('witness', 'begin', 'tre.json', 'other.example.org+00000000+AA==')).toMatchObject({ code: 1 });
  expect(await type('witness', 'begin', 'tre.json', ...keys)).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 leaves'),
  });
  expect(await type('witness', 'once', 'tre.json')).toMatchObject({
    code: 0,
    out: expect.stringContaining('nothing is new'),
  });
  await hours.pass();
  await hours.pass({ 'heart-study': ['d'] });
  expect(await type('witness', 'once', 'tre.json')).toMatchObject({
    code: 0,
    out: expect.stringContaining('6 leaves, signed by'),
  });
  expect(await type('witness', 'begin', 'tre.json', ...keys)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is there already'),
  });
});

test('a note that somebody kept is compared with what stands', async () => {
  writeFileSync(join(folder, 'note.txt'), (await hours.note()).replaceAll('\n', '\r\n'));
  await hours.pass();
  expect(await type('audit', 'check', 'note.txt')).toMatchObject({
    code: 0,
    out: expect.stringContaining('since it had 6'),
  });
});

test('a witness says that something was taken back, and keeps what it saw', async () => {
  const before = kept();
  const forged = new SignedHours();
  forged.publicBaseUrl = app.url;
  await forged.pass({ 'heart-study': ['other', 'b'], _system: ['c'] });
  for (let hour = 0; hour < 5; hour += 1) await forged.pass();
  const other = await startApp(undefined, { appPorts: forged.world.ports });
  const { surroundings, written } = quietSurroundings({ folder, environment: { SALLYPORT_URL: other.url } });
  expect(await run(['witness', 'once', 'tre.json'], surroundings)).toBe(1);
  expect(written().err).toContain('something that was signed was taken back');
  expect(kept()).toBe(before);
  await other.stop();
});

test('a witness whose file was cut stops, and so does one beside another', async () => {
  const whole = kept();
  writeFileSync(join(folder, 'tre.json'), whole.slice(0, 40));
  expect(await type('witness', 'once', 'tre.json')).toMatchObject({
    code: 1,
    err: expect.stringContaining('cut or changed'),
  });
  writeFileSync(join(folder, 'tre.json'), whole);
  writeFileSync(join(folder, 'tre.json.lock'), '');
  expect(await type('witness', 'once', 'tre.json')).toMatchObject({
    code: 2,
    err: expect.stringContaining('is in use'),
  });
});

test('no proof is made of sizes that were never signed, or in the wrong order', async () => {
  const asked = async (query: string) => await fetch(`${app.url}/api/audit/consistency?${query}`);
  const reversed = await asked('from=2&to=1');
  expect({ status: reversed.status, body: await reversed.text() }).toMatchObject({
    status: 400,
    body: expect.stringContaining('The earlier checkpoint has 2 leaves'),
  });
  const unsigned = await asked('from=1&to=9007199254740991');
  expect({ status: unsigned.status, body: await unsigned.text() }).toMatchObject({
    status: 404,
    body: expect.stringContaining('No checkpoint with 9007199254740991 leaves was signed'),
  });
});
