import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Door, doorFacts, doors } from '../../src/domain/base/door.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { asStored } from '../../src/domain/project/stored-definition.ts';
import { definition } from '../domain/sample.ts';
import { openEgress, quickIngress } from './flow-settings.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const rules = (singleFiles: 'refuse' | 'allow') => ({
  ingress: { ...quickIngress, singleFiles },
  egress: { ...openEgress, singleFiles },
});

async function drop(door: Door, path: string) {
  await world.put(doorFacts(door).container, path, 'a');
  const key = await world.open(door, path);
  return { key, ended: await world.run(door, key, { enough: async () => (await world.operation(key)).round === 1 }) };
}

describe('a file directly under the project', () => {
  test.each(doors)('is rejected at the door %s where only folders may pass, and a folder is not', async (door) => {
    await world.project(rules('refuse'));
    const { key } = await drop(door, `heart-study/loose-${door}.csv`);
    const { state, problems } = await world.operation(key);
    expect([state, problems.map(({ rule }) => rule)]).toEqual(['rejected', ['single-file']]);
    const folder = await drop(door, `heart-study/folder-${door}/a.csv`);
    expect((await world.operation(folder.key)).problems).toEqual([]);
  });

  test('is told to its owner by name, and of a package by name inside only', async () => {
    await world.project(rules('refuse'));
    await drop('ingress', 'heart-study/told-owner.csv');
    await drop('export', 'heart-study/told-inside.csv');
    const mails = (await world.mails()).map(({ subject, text }) => `${subject}\n${text}`);
    const rejected = mails.filter((mail) => mail.includes('was rejected'));
    const rule = 'Put the file into a folder';
    expect(rejected.some((mail) => mail.includes('told-owner.csv') && mail.includes(rule))).toBe(true);
    expect(mails.filter((mail) => mail.includes('told-inside'))).toEqual([]);
    const notices = Object.values(await world.contents('notices', 'heart-study/'));
    expect(notices.some((text) => text.includes('told-inside.csv') && text.includes(rule))).toBe(true);
  });

  test.each(doors)('passes at the door %s where the project allows it', async (door) => {
    await world.project(rules('allow'));
    const { key } = await drop(door, `heart-study/allowed-${door}.csv`);
    expect((await world.operation(key)).problems).toEqual([]);
  });
});

test('a new definition refuses single files at exports alone, and one that was stored before keeps them', () => {
  const asNew = projectSchema.parse(definition());
  expect([asNew.ingress.singleFiles, asNew.egress.singleFiles]).toEqual(['allow', 'refuse']);
  for (const egress of [undefined, { quietSeconds: 1 }])
    expect(projectSchema.parse(asStored({ ...definition(), egress })).egress.singleFiles).toBe('allow');
  expect(projectSchema.parse(asStored({ ...definition(), egress: { singleFiles: 'refuse' } })).egress.singleFiles).toBe(
    'refuse',
  );
});
