import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import type { Pack } from '../../src/features/releases/domain/incident-pack.ts';
import { growLog } from '../../src/features/witness/grow-log.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { type ReleasedWorld, startReleasedWorld } from '../features/releases/released-world.ts';
import { quietSurroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-pack-'));
const content = 'person,weight\nKim,71\n';
const reason = 'It was offered for sale';

let released: ReleasedWorld;
let id = '';
beforeAll(async () => {
  released = await startReleasedWorld();
  await released.world.put('exports', 'heart-study/table/people.csv', content);
  const key = await released.release('table');
  const packages = `${key.project}/${key.id}`;
  const opened = await type('otto', 'open', '--severity', 'high', '--packages', packages, '--reason', reason);
  id = /^(inc_\w+) is/.exec(opened.out)?.[1] ?? '';
  await type('olivia', 'confirm', id, '--reason', reason);
  await sign();
  // After this nothing is asked of the app any more.
  await type('otto', 'note', id, '--text', 'Kim called');
  await type('rita', 'pack', id, '--file', 'pack.json', '--names', 'names.json');
  const keys = await (await fetch(`${released.app.url}/api/receipts/keys`)).text();
  write('keys.json', keys);
});
afterAll(async () => {
  await released.app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

async function sign(): Promise<void> {
  const { ports, url } = released.app;
  const failures = new Failures();
  await growLog(ports, { publicBaseUrl: url }, { share: startTimeSlice(ports.clock, 600), failures });
  failures.throwAny();
}

async function type(person: string | undefined, ...words: string[]) {
  const of =
    person === undefined ? {} : { SALLYPORT_URL: released.app.url, SALLYPORT_TOKEN: await released.app.token(person) };
  const { surroundings, written } = quietSurroundings({ environment: of, folder });
  const code = await run(['incident', ...words], surroundings);
  return { code, ...written() };
}

const verify = async (file = 'pack.json', names = 'names.json') =>
  await type(undefined, 'verify', file, '--names', names, '--keys', 'keys.json');

test('a pack is verified without the app: its lines stand in the log, but for those that came after it was signed', async () => {
  const { code, out } = await verify();
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`${id} as it stood`) });
  const pack: Pack = JSON.parse(read('pack.json'));
  const open = pack.lines.filter(({ proof }) => proof === null).map(({ line }) => JSON.parse(line).kind);
  expect(open).toEqual(['incident.noted']);
  expect(pack.lines.map(({ line }) => JSON.parse(line).kind)).toEqual(
    expect.arrayContaining([
      'incident.opened',
      'incident.confirmed',
      'hold.set',
      'decision.recorded',
      'export.released',
    ]),
  );
  expect(pack.receipts.map(({ name }) => name)).toContain('release');
});

test('it holds no name and nothing of a file: names, notes and definitions stand apart', () => {
  const [pack, names] = [read('pack.json'), read('names.json')];
  for (const said of ['Otto', 'Olivia', '@example.org', 'Kim called', 'Kim,71', 'weight'])
    expect(pack).not.toContain(said);
  for (const said of ['Otto Operator', 'Olivia Operator', 'Kim called', 'approvers']) expect(names).toContain(said);
  expect(names).not.toContain('Kim,71');
});

test.each<readonly [string, (pack: Pack) => unknown]>([
  [
    'a line is another',
    (pack) => ({ ...pack, lines: pack.lines.map((one, at) => (at === 1 ? { ...one, line: '{}' } : one)) }),
  ],
  ['a line is missing', (pack) => ({ ...pack, lines: pack.lines.slice(1) })],
  ['a receipt is missing', (pack) => ({ ...pack, receipts: [] })],
  ['the note is of nobody', (pack) => ({ ...pack, note: (pack.note ?? '').replace('audit', 'other') })],
  ['the report is of nobody', (pack) => ({ ...pack, report: `${pack.report.slice(0, -4)}AAAA` })],
])('%s, and it does not verify', async (_what, change) => {
  write('changed.json', JSON.stringify(change(JSON.parse(read('pack.json')))));
  expect((await verify('changed.json')).code).toBe(1);
});

test('names that are others, and what is no pack, do not verify', async () => {
  write('other.json', read('names.json').replace('Otto Operator', 'Oscar Operator'));
  expect(await verify('pack.json', 'other.json')).toMatchObject({
    code: 1,
    out: expect.stringContaining('The names are not'),
  });
  expect(await verify('names.json')).toMatchObject({ code: 2, err: expect.stringContaining('is no pack') });
});
