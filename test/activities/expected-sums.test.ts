import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { type ExpectedAsked, expectDataset } from '../../src/use-cases/operation/expect-dataset.ts';
import { collect } from '../contract/samples.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const by = '00000000-0000-4000-8000-000000000001';
const sum = (content: string) => createHash('md5').update(content).digest('hex');
const expects = (name: string, change: Partial<ExpectedAsked>) =>
  expectDataset(world.ports, { project: 'heart-study', name, sums: '', by, ...change });

/** An upload of these files, as far as it comes by itself. */
async function sent(name: string, files: Record<string, string>) {
  for (const [path, content] of Object.entries(files))
    await world.put('ingress', `heart-study/${name}/${path}`, content);
  await world.put('ingress', `heart-study/${name}/_COMPLETE`, '');
  const key = await world.open('ingress', `heart-study/${name}/_COMPLETE`);
  const { state } = await world.run('ingress', key);
  const { problems } = await world.operation(key);
  return { key, state, told: problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`) };
}

describe('an upload of which an owner said what it will be', () => {
  test('is rejected with everything that differs, and nothing of it is copied or deleted', async () => {
    const sums = [`${sum('a')}  ./a.csv`, `${sum('b')} *deep/b.csv`, `${sum('gone')}  gone.csv`].join('\r\n');
    await expects('wrong', { files: 4, bytes: 2, sums });
    const { key, state, told } = await sent('wrong', { 'a.csv': 'a', 'deep/b.csv': 'B', 'more.csv': 'm' });
    expect(state).toBe('rejected');
    expect(told).toEqual([
      `deep/b.csv: Its MD5 is another than was expected: ${sum('B')}, where ${sum('b')} was expected`,
      'more.csv: No MD5 was given for it',
      'gone.csv: It was expected and is not there',
      'all: 3 files came, and 4 were expected',
      'all: 3 bytes came, and 2 were expected',
    ]);
    expect((await world.operation(key)).transfers).toEqual([]);
    expect(await world.names('ingress', 'heart-study/wrong/')).toContain('heart-study/wrong/deep/b.csv');
    expect(await world.names('datasets', 'heart-study/wrong/')).toEqual([]);
  });

  test('is taken in where all is as expected, and its next version is held to nothing', async () => {
    await expects('right', { files: 1, bytes: 1, sums: `${sum('a')}  a.csv\n` });
    expect(await sent('right', { 'a.csv': 'a' })).toMatchObject({ state: 'available', told: [] });
    expect(await sent('right', { 'b.csv': 'other' })).toMatchObject({ state: 'available', told: [] });
  });

  test('is held to the newest word, which the audit keeps', async () => {
    await expects('said', { files: 9 });
    await world.pass();
    await expects('said', { files: 1 });
    expect((await sent('said', { 'a.csv': 'a' })).state).toBe('available');
    const lines = (await collect(world.ports.audit.lines('heart-study'))).filter((line) =>
      line.includes('door.expected'),
    );
    expect(lines.filter((line) => line.includes('"name":"said"')).map((line) => JSON.parse(line))).toMatchObject([
      { actor: by, data: { files: 9, version: 1, sums: 0 } },
      { actor: by, data: { files: 1, version: 1, sums: 0 } },
    ]);
  });
});

test("an upload is held to nobody's sums where two owners gave theirs at once", async () => {
  const { audit } = world.ports;
  const theirs = { name: 'raced', project: 'heart-study', by: by.replace(/1$/, '2') };
  const append: typeof audit.append = async (...line) => {
    await expectDataset(world.ports, { ...theirs, sums: `${sum('theirs')}  a.csv` });
    return await audit.append(...line);
  };
  const mine = { project: 'heart-study', name: 'raced', sums: `${sum('mine')}  a.csv`, by };
  await expectDataset({ ...world.ports, audit: { ...audit, append } }, mine);
  const { state, told } = await sent('raced', { 'a.csv': 'theirs' });
  expect({ state, told }).toEqual({
    state: 'rejected',
    told: [expect.stringContaining('Its sums were given twice at once')],
  });
  await expects('raced', { sums: mine.sums });
});

test('of many names the newest are remembered', async () => {
  for (let number = 0; number < 60; number += 1) {
    await world.pass();
    await expects(`many-${number}`, { files: 1 });
  }
  const { expected = [] } = (await world.ports.register.rememberedDoor('ingress', 'heart-study')).value;
  expect(expected).toHaveLength(50);
  expect(expected.at(-1)).toMatchObject({ name: 'many-59' });
});

describe('what cannot be expected', () => {
  test.each([
    ['a..', { files: 1 }, 'Rename the dataset'],
    ['nothing', {}, 'Say how many files come'],
    ['lines', { sums: 'a.csv d41d8' }, "'a.csv d41d8' is none"],
    ['twice', { sums: `${sum('a')}  a.csv\n${sum('b')}  a.csv` }, 'or comes twice'],
  ])('%s', async (name, change, message) => {
    await expect(expects(name, change)).rejects.toThrow(message);
  });

  test('of an upload that is under way', async () => {
    await world.put('ingress', 'heart-study/late/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/late/a.csv');
    await expects('late', { files: 1 });
    await world.pass();
    await moveOperation(world.ports, { key, from: 'receiving', event: 'complete' });
    await expect(expects('late', { files: 2 })).rejects.toThrow('is checking already');
  });
});
