import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { foundFiles } from '../../src/cli/work/found-files.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { mostFiles } from '../../src/features/releases/domain/trace.ts';
import { type ReleasedWorld, startReleasedWorld } from '../features/releases/released-world.ts';
import { auditOf } from '../functions/ask.ts';
import { zip } from '../inspector/hostile/make/zip.ts';
import { quietSurroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-trace-'));
const table = Array.from({ length: 800 }, (_, row) => `${row},${row * 7}\n`).join('');
const other = table.replaceAll('7', '8');
const reason = 'It was offered for sale';

let released: ReleasedWorld;
let key: OperationKey;
beforeAll(async () => {
  released = await startReleasedWorld();
  await released.world.put('exports', 'heart-study/table/large.csv', table);
  key = await released.release('table');
});
afterAll(async () => {
  await released.app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);

async function type(person: string, ...words: string[]) {
  const environment = { SALLYPORT_URL: released.app.url, SALLYPORT_TOKEN: await released.app.token(person) };
  const { surroundings, written } = quietSurroundings({ environment, folder });
  const code = await run([...words, '--reason', reason], surroundings);
  return { code, ...written() };
}

/** The first operator asks, the second brings what the first was given. */
async function traced(file: string, ...more: string[]) {
  const first = await type('otto', 'trace', file);
  expect(first).toMatchObject({ code: 4, err: expect.stringContaining('A second operator has to want it too') });
  write('wish.txt', first.out);
  return await type('olivia', 'trace', file, '--first', 'wish.txt', ...more);
}

async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  return await buffer(tar);
}

test('a file in a zip is traced in three commands, and the audit tells of each', async () => {
  write('found.zip', zip([{ name: 'a/renamed.dat', content: table, isStored: true }]));
  const { code, out } = await traced('found.zip', '--signed', 'trace.jws');
  expect(code).toBe(0);
  expect(out).toContain(`found.zip: a/renamed.dat: found in table (heart-study, ${key.id}) as large.csv; left `);
  expect(out).toContain('found.zip: not found among 1 release by MD5 and size, SHA-256, or lines of texts');
  const people = await type('otto', 'traced', 'trace.jws', key.id);
  expect(people.code).toBe(0);
  for (const said of ['Decided: Ada, approve', 'For: The registry of Bern', 'StorageBlobLogs'])
    expect(people.out).toContain(said);
  const system = (await auditOf(released.app, '_system')).map(({ kind }) => kind);
  expect(system.filter((kind) => kind.startsWith('trace.'))).toEqual(['trace.asked', 'trace.answered']);
  const named = (await auditOf(released.app, 'heart-study')).find(({ kind }) => kind === 'trace.named');
  expect(named).toMatchObject({ actor: released.oid('otto'), data: { export: key.id, reason } });
});

test.each([
  ['a tar', async () => await tarOf({ 'x/y.csv': table })],
  ['a tar in a gzip', async () => gzipSync(await tarOf({ 'x/y.csv': table }))],
  ['a gzip', async () => gzipSync(table)],
  ['another name', async () => Buffer.from(table)],
])('and so is one in %s', async (_what, make) => {
  write('found.bin', await make());
  expect((await traced('found.bin')).out).toContain(`found in table (heart-study, ${key.id})`);
});

test('what was never released is not found among so many releases, and never called somebody else’s', async () => {
  write('other.csv', other);
  expect(await traced('other.csv')).toMatchObject({
    code: 0,
    out: 'other.csv: not found among 1 release by MD5 and size, SHA-256, or lines of texts\n',
  });
});

test('a small file is not looked for, whatever it holds', async () => {
  for (const content of ['a', 'b', 'x'.repeat(4095)]) {
    write('small.csv', content);
    const { code, err } = await type('otto', 'trace', 'small.csv');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('are not looked for') });
  }
  write(
    'small.zip',
    zip([
      { name: 'small.csv', content: 'a' },
      { name: 'large.csv', content: other },
    ]),
  );
  expect((await traced('small.zip')).out).toContain('small.zip: small.csv: not looked for');
});

describe('a file of this machine', () => {
  const files = async (name: string, content: Buffer | string) => {
    write(name, content);
    return await foundFiles(join(folder, name), name);
  };

  test('that cannot be unpacked is asked about as it is, and says why', async () => {
    const whole = zip([{ name: 'a.csv', content: table }]);
    const { files: found, leftOut } = await files('torn.zip', whole.subarray(0, 200));
    expect(found.map(({ name, size }) => [name, size])).toEqual([['torn.zip', 200]]);
    expect(leftOut).toEqual([expect.stringMatching(/^torn\.zip cannot be unpacked: /)]);
  });

  test('holds encrypted files, which are named', async () => {
    const { leftOut } = await files('locked.zip', zip([{ name: 'a.csv', content: table, isEncrypted: true }]));
    expect(leftOut).toEqual(['a.csv is encrypted']);
  });

  test('holds more files than a question takes, of which the others are named', async () => {
    const parts = Array.from({ length: mostFiles + 5 }, (_, at) => ({ name: `${at}.csv`, content: `${at}` }));
    const { files: found, leftOut } = await files('many.zip', zip(parts));
    expect(found).toHaveLength(mostFiles);
    expect(leftOut).toEqual([expect.stringContaining(`more than ${mostFiles - 1} files`)]);
  });
});

test('a signed answer that was changed names nobody', async () => {
  const [head, body, signature] = readFileSync(join(folder, 'trace.jws'), 'utf8').trim().split('.');
  const stated = Buffer.from(body ?? '', 'base64url')
    .toString()
    .replace('large.csv', 'small.csv');
  write('changed.jws', [head, Buffer.from(stated).toString('base64url'), signature].join('.'));
  expect((await type('otto', 'traced', 'changed.jws', key.id)).code).toBe(1);
  expect(await type('otto', 'traced', 'trace.jws', 'exp_01K00000000000000000000XYZ')).toMatchObject({ code: 2 });
});
