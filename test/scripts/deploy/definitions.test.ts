import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { definitionsProblems } from '../../../scripts/deploy/definitions.ts';
import { requireReadiness } from '../../../scripts/deploy/requirements.ts';
import { copyTooLong, mostBytesOfCopy } from '../../../src/domain/transfer/copy-bounds.ts';
import { readyCli, readySettings } from './ready-azure.ts';

const example = (name: string) =>
  z
    .looseObject({ id: z.string(), ingress: z.looseObject({}).optional(), egress: z.looseObject({}).optional() })
    .parse(JSON.parse(readFileSync(`docs/examples/${name}.json`, 'utf8')));
const small = example('small-study');

function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-definitions-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

const problemsOf = (files: Readonly<Record<string, unknown>>, settings: Record<string, string> = {}) =>
  definitionsProblems({ DEFINITIONS: folderWith(files), ...settings });

test('definitions that the deployment can keep stop nothing, and nobody has to name any', async () => {
  expect(await problemsOf({ 'small.json': { $etag: '"1"', ...small }, 'README.md': 'no definition' })).toEqual([]);
  expect(await definitionsProblems({})).toEqual([]);
});

test.each(['ingress', 'egress'] as const)(
  'a limit at %s that no copy passes is refused with the number, as putting it would be',
  async (door) => {
    const files = { 'small.json': { ...small, [door]: { ...small[door], maxBytes: mostBytesOfCopy + 1 } } };
    const settings = { ...readySettings, DEFINITIONS: folderWith(files) };
    const { cli, said } = readyCli();
    await expect(requireReadiness(cli, settings)).rejects.toThrow(
      new RegExp(`1\\. .*small\\.json: ${door}\\.maxBytes is ${mostBytesOfCopy + 1}: ${copyTooLong}$`),
    );
    expect(said.filter((line) => line.startsWith('azd'))).toEqual([]);
    expect(copyTooLong).toContain(String(mostBytesOfCopy));
  },
);

test.each<[string, Record<string, unknown>, Record<string, string>, RegExp]>([
  [
    'a scan that nobody makes',
    { ingress: { ...small.ingress, malwareScan: 'required' } },
    { SCANNED_GIGABYTES: '0' },
    /ingress\.malwareScan is required: .*SCANNED_DOORS/,
  ],
  [
    'an image of another base',
    { compute: machine('ubuntu-data-science') },
    {},
    /image of this deployment: ubuntu-24-04 or ubuntu-data-science-24-04/,
  ],
  [
    'an image that was not chosen',
    { compute: machine('ubuntu-24-04') },
    { BASE_IMAGE: 'data-science-22.04' },
    /image of this deployment: ubuntu-data-science$/,
  ],
  ['a field that nobody knows', { ingres: {} }, {}, /small\.json: .*ingres/],
])('it refuses %s', async (_, fields, settings, text) => {
  expect(await problemsOf({ 'small.json': { ...small, ...fields } }, settings)).toEqual([expect.stringMatching(text)]);
});

test('one name of a machine in two definitions is told of both', async () => {
  const one = { ...small, compute: machine('ubuntu-24-04') };
  const found = await problemsOf({ 'a.json': one, 'b.json': { ...one, id: 'other-study' } });
  expect(found).toEqual([
    expect.stringMatching(/a\.json: .*other-study/),
    expect.stringMatching(/b\.json: .*small-study/),
  ]);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['holds no JSON', { 'small.json': '{' }, /small\.json: it holds no definition/],
  ['holds a list', { 'small.json': [] }, /small\.json: it holds no definition/],
])('a file that %s is named', async (_, files, text) => {
  expect(await problemsOf(files)).toEqual([expect.stringMatching(text)]);
});

test('a folder that is empty or not there is no folder of definitions', async () => {
  expect(await problemsOf({})).toEqual([expect.stringMatching(/\(DEFINITIONS\) has no definition/)]);
  const gone = join(folderWith({}), 'gone');
  expect(await definitionsProblems({ DEFINITIONS: gone })).toEqual([expect.stringMatching(/could read .*gone/)]);
});

function machine(image: string) {
  return { virtualMachines: [{ name: 'work-1', size: 'Standard_D4s_v5', image, power: { mode: 'manual' } }] };
}
