import { beforeAll, describe, expect, test } from 'vitest';
import { factsOf } from '../../../src/domain/lifecycle/advance.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { anEntry, stream } from '../../contract/samples.ts';
import { type FinishedWorld, finishedWorld, type Otherwise } from './finished-world.ts';
import { about, foundInRow, secondTakeBack } from './found-in-row.ts';

let world: FinishedWorld;

beforeAll(async () => {
  world = await finishedWorld();
});

const found = (row: Operation, otherwise?: Otherwise) => foundInRow(world, row, otherwise);

const another = 'e'.repeat(64);
const failedIn = (state: string) => ({ state, message: 'a', publicMessage: 'b', at: '2026-03-01T11:00:00.000Z' });

test('nothing is wrong with what ended well', async () => {
  expect(await found(world.dataset)).toEqual([]);
  expect(await found(world.released)).toEqual([]);
});

describe('the manifest', () => {
  test.each<[string, Partial<Operation>, number]>([
    ['of what is still listed may be newer than the row', { state: 'copying' }, 0],
    ['of what failed while it was listed may be newer', { state: 'failed', failure: failedIn('copying') }, 0],
    ['of what failed later is that of the row', { state: 'failed', failure: failedIn('deleting') }, 1],
    ['of what failed and does not say where is that of the row', { state: 'failed' }, 1],
    ['of what failed while it was listed and went on is that of the row', { failure: failedIn('copying') }, 1],
    ['of what is available is that of the row', {}, 1],
  ])('%s', async (_, change, times) => {
    const { source } = world.dataset;
    if (source === undefined) throw new Error('there is no source');
    const lines = await found({ ...world.dataset, ...change, source: { ...source, digest: another } });
    expect(about('manifest', lines)).toEqual(
      Array(times).fill(expect.stringContaining(`: Its digest is ${source.digest}`)),
    );
  });

  test('of what was never listed is not asked for', async () => {
    const { source: _, ...row } = world.dataset;
    expect(about('manifest', await found(row))).toEqual([]);
  });

  test('of a package, and of what was outside, are those of the row', async () => {
    const { released } = world;
    const outside = { count: 1, bytes: 1, digest: another, since: '', until: '' };
    const takeBack = { number: 1, from: 'released', outside } as const;
    const { package: frozen } = released;
    if (frozen === undefined) throw new Error('nothing was frozen');
    const row = { ...released, package: { ...frozen, digest: another }, takeBack: { ...secondTakeBack, ...takeBack } };
    const lists: Otherwise['manifests'] = {
      read: (name) => (name.endsWith('outside-1') ? stream([anEntry('a.csv')]) : world.ports.manifests.read(name)),
    };
    expect(about('manifest', await found(row, { manifests: lists }))).toEqual([
      expect.stringContaining(`${released.id}-outside-1: Its digest is`),
      expect.stringContaining(`${released.id}-package: Its digest is`),
    ]);
  });
});

describe('the rows beside it', () => {
  test('its name is held while it is open, and then no more', async () => {
    const register = (held: boolean) => ({ register: { isUnfinished: async () => held } });
    const { dataset } = world;
    expect(await found(dataset, register(true))).toEqual([
      `register row ${dataset.id}: It is available and still holds its name`,
    ]);
    const open = { ...dataset, state: 'copying' };
    expect(factsOf(open).open).toBe(true);
    expect(await found(open, register(false))).toContain(
      `register row ${dataset.id}: It is copying, and its name is not held`,
    );
  });

  test('the latest version is none before its own, where it keeps its number', async () => {
    const register = { latestVersion: async () => 0 };
    const { dataset } = world;
    expect(await found(dataset, { register })).toEqual([
      `register row ${dataset.id}: It is version 1, and the latest version known is an earlier one`,
    ]);
    const lines = await found({ ...dataset, state: 'copying' }, { register });
    expect(lines.filter((line) => line.includes('version'))).toEqual([]);
  });

  test('reviews are those of packages alone', async () => {
    const decisions = {
      read: async () => {
        throw new Error('a review was read');
      },
    };
    expect(await found(world.dataset, { decisions })).toEqual([]);
    expect(await found(world.released, { decisions })).toEqual([expect.stringContaining('a review was read')]);
  });
});
