import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import hostJson from '../../src/inspector/host.json' with { type: 'json' };
import { BusyRoom, type Drop } from './busy-room.ts';

const drop = (name: string, minute: number, seconds: readonly number[]): Drop => ({
  ...{ project: `${name}-study`, minute, seconds },
});
const files = (count: number, seconds: number): number[] => Array.from({ length: count }, () => seconds);
/** A package that takes all the time that one can have, and more. */
const slow = (project: string, minute: number) => drop(project, minute, files(30, 60));
const hostMinutes = Number(/^00:(\d\d):00$/.exec(hostJson.functionTimeout)?.[1]);

describe('packages are looked into', () => {
  test('the oldest first, whatever their projects are called', async () => {
    const room = new BusyRoom([drop('b', 0, [20]), drop('c', 0.1, [20]), drop('a', 0.2, [20])]);
    const dropped = await room.play(3);
    const stood = ({ minute, left = 0 }: (typeof dropped)[number]) => minute + 30 - left;
    expect(dropped.map(({ seen }) => seen)).toEqual([1, 1, 1]);
    expect(dropped.map(stood)).toEqual(dropped.map(stood).toSorted((one, other) => one - other));
  });

  test('each file once, in turns, until they are whole', async () => {
    const room = new BusyRoom([drop('a', 0, files(12, 50)), drop('b', 0, files(12, 50)), drop('c', 1, [5, 5])]);
    const dropped = await room.play(30);
    expect(dropped.map(({ seen, reasons }) => [seen, reasons])).toEqual([
      [12, []],
      [12, []],
      [2, []],
    ]);
    expect(room.opened).toBe(26);
    const [, , small] = dropped;
    expect(small?.left).toBeGreaterThan(22);
  });

  test('for fifteen minutes at most, and then told at once as far as they were seen', async () => {
    const [alone] = await new BusyRoom([slow('a', 0)]).play(20);
    expect(alone).toMatchObject({ seen: 15, reasons: ['budget'] });
    expect(alone?.left).toBeGreaterThan(13);
  });
});

describe('whoever drops many slow packages', () => {
  const flood = (project: string, count: number) => Array.from({ length: count }, () => slow(project, 0));

  test('keeps no other project from being looked into', async () => {
    const others = ['first', 'other', 'zebra'].map((project, at) => drop(project, 3 + 11 * at, files(4, 10)));
    const dropped = await new BusyRoom([...flood('middle', 30), ...others]).play(70);
    for (const { project, seen, left } of dropped.filter((one) => one.project !== 'middle-study')) {
      expect([project, seen]).toEqual([project, 4]);
      expect(left).toBeGreaterThan(20);
    }
  });

  test('has evidence for each of the own, too, in time, with the rest not looked at', async () => {
    const dropped = await new BusyRoom(flood('a', 30)).play(60);
    for (const { left, reasons } of dropped) {
      expect(left).toBeGreaterThan(0);
      expect(reasons).toEqual(['budget']);
    }
    expect(dropped.filter(({ seen }) => seen > 0).length).toBeGreaterThan(7);
  });

  test('in seven projects keeps an eighth from nothing', async () => {
    const floods = Array.from({ length: 7 }, (_, at) => flood(`p${at}`, 5)).flat();
    const dropped = await new BusyRoom([...floods, drop('zebra', 0.5, files(4, 10))]).play(60);
    expect(dropped.at(-1)).toMatchObject({ project: 'zebra-study', seen: 4, reasons: [] });
    expect(dropped.filter(({ left }) => left === undefined || left <= 0)).toEqual([]);
  });

  test('in small ones keeps a large one from being looked into whole', async () => {
    const small = Array.from({ length: 40 }, (_, at) => drop('many', at / 2, [10]));
    const dropped = await new BusyRoom([drop('large', 0, files(60, 8)), ...small]).play(60);
    expect(dropped[0]).toMatchObject({ project: 'large-study', seen: 60, reasons: [] });
  });
});

test('a package of which storage did not give a file is tried again a turn later, while others keep the room busy', async () => {
  const room = new BusyRoom([drop('a', 0, files(3, 10)), ...[0, 1, 2, 3].map((at) => slow(`b${at}`, 0))]);
  const { frozen } = room.parts();
  let isRefused = false;
  const refusing: typeof frozen = {
    open: (path, etag) => {
      if (isRefused || !path.startsWith('a-study/')) return frozen.open(path, etag);
      isRefused = true;
      throw new Error('Storage is busy');
    },
  };
  const [first] = await room.play(40, { frozen: refusing });
  expect(first).toMatchObject({ seen: 3, reasons: [] });
  expect(first?.left).toBeGreaterThan(12);
  expect(room.runs[0]).toBeGreaterThan(20);
});

test('what somebody else has answered meanwhile is not looked into again', async () => {
  const room = new BusyRoom([drop('a', 0, files(3, 60)), drop('b', 0, files(3, 10))]);
  const { frozen, inspections } = room.parts();
  const answering: typeof frozen = {
    async *open(path, etag) {
      for await (const key of inspections.open())
        if (key.project === 'b-study') await inspections.writeEvidence(key, room.nothingSeen(key));
      yield* frozen.open(path, etag);
    },
  };
  await room.play(10, { frozen: answering });
  expect(room.opened).toBe(3);
});

test('after the room was away, what people still wait for comes first, and what is late is looked into whole', async () => {
  const room = new BusyRoom([drop('a', 0, files(10, 60)), drop('b', 0, files(10, 60)), drop('c', 45, files(3, 10))]);
  await room.pass(45 * 60_000);
  const [one, other, fresh] = await room.play(100);
  expect(fresh).toMatchObject({ seen: 3, reasons: [] });
  expect(fresh?.left).toBeGreaterThan(28);
  for (const late of [one, other]) expect(late).toMatchObject({ seen: 10, reasons: [] });
});

test('whatever people drop, nobody is asked without evidence, and no run is ended by its host', async () => {
  const anyDrop = fc.record({
    project: fc.constantFrom(...'abcdefghijkl').map((name) => `${name}-study`),
    minute: fc.integer({ min: 0, max: 240 }).map((quarters) => quarters / 4),
    seconds: fc.array(fc.constantFrom(0, 1, 10, 60), { maxLength: 40, size: 'max' }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyDrop, { minLength: 1, maxLength: 60, size: 'max' }), async (drops) => {
      const room = new BusyRoom(drops);
      const dropped = await room.play(100);
      expect(dropped.filter(({ left }) => left === undefined || left <= 0)).toEqual([]);
      expect(dropped.filter(({ seen, seconds, reasons }) => seen < seconds.length && reasons.length === 0)).toEqual([]);
      expect(Math.max(...room.runs)).toBeLessThan(hostMinutes);
      expect(room.opened).toBe(dropped.reduce((sum, { seen }) => sum + seen, 0));
    }),
    { numRuns: 40, seed: 26_005, endOnFailure: true },
  );
});
