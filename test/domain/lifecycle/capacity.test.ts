import { describe, expect, test } from 'vitest';
import {
  capacityAt,
  inTurnByAge,
  isNotifiedNow,
  isUnderWay,
  keptForWaiting,
  lookedAt,
  someInTurn,
  whysWaiting,
} from '../../../src/domain/lifecycle/capacity.ts';
import { datasetFacts } from '../../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { definition } from '../sample.ts';

const project = projectSchema.parse({
  ...definition(),
  starts: '2026-02-01',
  ends: '2026-11-30',
  ingress: { maxOpen: 2 },
  egress: { maxOpen: 1, approval: { quorum: 2, independent: 0 } },
});
const at = (day: string) => new Date(`${day}T12:00:00Z`);
const inside = at('2026-06-01');

describe('what counts towards the most of open operations', () => {
  test('is every state from receiving to the end of deleting, and nothing that rests or has ended', () => {
    const counted = Object.keys(datasetFacts).filter((state) => isUnderWay({ door: 'ingress', state }));
    expect(counted).toEqual(['receiving', 'checking', 'scanning', 'copying', 'verifying', 'deleting']);
  });

  test('is every state of a package to the end of the freeze, and its review', () => {
    const counted = Object.keys(exportFacts).filter((state) => isUnderWay({ door: 'export', state }));
    expect(counted).toEqual(['receiving', 'checking', 'freezing', 'scanning', 'inspecting', 'in-review']);
  });
});

describe('the room at a door', () => {
  const datasets = (...states: string[]) => states.map((state) => ({ door: 'ingress' as const, state }));

  test.each([
    ['nothing is under way', [], { kind: 'room', free: 2 }],
    ['one is, and others rest or have ended', ['copying', 'failed', 'rejected'], { kind: 'room', free: 1 }],
    ['as many are as the project allows', ['copying', 'receiving'], { kind: 'wait', why: 'full' }],
    ['more are, since the project lowered it', ['copying', 'copying', 'deleting'], { kind: 'wait', why: 'full' }],
  ] as const)('when %s', (_when, states, expected) => {
    expect(capacityAt('ingress', project, datasets(...states), inside)).toEqual(expected);
  });

  test('is counted for each door by its own rule', () => {
    const packages = [{ door: 'export' as const, state: 'in-review' }];
    expect(capacityAt('export', project, packages, inside)).toEqual({ kind: 'wait', why: 'full' });
  });

  test.each([
    ['2026-01-31', { kind: 'wait', why: 'not-begun' }],
    ['2026-02-01', { kind: 'room', free: 2 }],
    ['2026-11-30', { kind: 'room', free: 2 }],
    ['2026-12-01', { kind: 'wait', why: 'ended' }],
  ])('on %s follows the days of the project', (day, expected) => {
    expect(capacityAt('ingress', project, [], at(day))).toEqual(expected);
  });

  test('is for nothing once the project is closed, whatever the day', () => {
    const closed = { ...project, closed: { releases: 'keep' as const } };
    expect(capacityAt('export', closed, [], inside)).toEqual({ kind: 'wait', why: 'closed' });
  });

  test('is for 50 unless the project says otherwise', () => {
    const plain = projectSchema.parse({ ...definition(), starts: '2026-02-01', ends: '2026-11-30' });
    expect(capacityAt('ingress', plain, [], inside)).toEqual({ kind: 'room', free: 50 });
    expect(capacityAt('export', plain, [], inside)).toEqual({ kind: 'room', free: 50 });
  });
});

describe('telling that names wait', () => {
  test.each(whysWaiting)('is due at once where nobody was told yet (%s)', (why) => {
    expect(isNotifiedNow({ ...note, why }, inside)).toBe(true);
  });

  const note = { door: 'ingress' as const, project: 'heart-study', waiting: 3, why: 'full' as const };

  test.each([
    ['nobody was told yet', note, true],
    ['the last mail is of 23 hours ago', { ...note, toldAt: '2026-05-31T13:00:00Z' }, false],
    ['the last mail is of a day ago', { ...note, toldAt: '2026-05-31T12:00:00Z' }, true],
    ['nothing waits any more', { ...note, waiting: 0 }, false],
    [
      'it has ended, and they were told of as many yesterday',
      { ...note, why: 'ended' as const, toldAt: '2026-05-31T12:00:00Z', toldOf: 3, toldWhy: 'ended' as const },
      false,
    ],
    [
      'it has ended, and one more has come since yesterday',
      { ...note, why: 'ended' as const, toldAt: '2026-05-31T12:00:00Z', toldOf: 2, toldWhy: 'ended' as const },
      true,
    ],
    [
      'it has ended, and yesterday they waited for room',
      { ...note, why: 'ended' as const, toldAt: '2026-05-31T12:00:00Z', toldOf: 3, toldWhy: 'full' as const },
      true,
    ],
    ['the project is closed, and nobody was told', { ...note, why: 'closed' as const }, true],
    [
      'it is closed, and they were told yesterday',
      { ...note, why: 'closed' as const, toldAt: '2026-05-31T12:00:00Z' },
      false,
    ],
    [
      'it is closed, and they were told a week ago',
      { ...note, why: 'closed' as const, toldAt: '2026-05-25T12:00:00Z' },
      true,
    ],
  ])('when %s: %s', (_when, known, told) => {
    expect(isNotifiedNow(known, inside)).toBe(told);
  });
});

test('a look remembers what waits and why, and of a telling only what there was', () => {
  const door = { door: 'ingress' as const, project: 'heart-study' };
  const before = { ...door, waiting: 3, why: 'full' as const };
  expect(lookedAt(before, { waiting: 1, why: 'ended' })).toStrictEqual({ ...door, waiting: 1, why: 'ended' });
  expect(lookedAt(before, { waiting: 0, why: 'ended' })).toStrictEqual({ ...door, waiting: 0 });
  expect(lookedAt(before, { waiting: 2 })).toStrictEqual({ ...door, waiting: 2 });
});

test('who was told of names that were taken away is told of the next one', () => {
  const note = { door: 'ingress' as const, project: 'heart-study', waiting: 3, why: 'ended' as const };
  const told = { ...note, toldAt: '2026-05-31T12:00:00Z', toldOf: 3, toldWhy: 'ended' as const };
  const emptied = lookedAt(told, { waiting: 0 });
  expect(emptied).not.toHaveProperty('why');
  expect(isNotifiedNow(lookedAt(emptied, { waiting: 1, why: 'ended' }), inside)).toBe(true);
});

test.each([0, 1, 3])('%i names of at most three are all taken, in their order', (count) => {
  const names = ['a', 'b', 'c'].slice(0, count);
  for (let minute = 0; minute < 10; minute += 1)
    expect(someInTurn(names, 3, new Date(inside.getTime() + minute * 60_000))).toEqual(names);
});

test('of more names than are looked at in one sweep each has its turn', () => {
  const names = Array.from({ length: 2500 }, (_, index) => index);
  const seen = new Set<number>();
  for (let minute = 0; minute < 60; minute += 5) {
    const turn = someInTurn(names, 1000, new Date(inside.getTime() + minute * 60_000));
    expect(turn).toHaveLength(1000);
    for (const name of turn) seen.add(name);
  }
  expect(seen.size).toBe(2500);
});

test('names are taken from both ends of their age in turn, whichever comes first', () => {
  expect(inTurnByAge([1, 2, 3, 4, 5], false)).toEqual([1, 5, 2, 4, 3]);
  expect(inTurnByAge([1, 2, 3, 4, 5], true)).toEqual([5, 1, 4, 2, 3]);
  expect(inTurnByAge([], true)).toEqual([]);
});

test('half of the room is kept for names that wait, and none where nothing waits', () => {
  expect(['ingress', 'export'].map((door) => keptForWaiting(door as 'ingress' | 'export', project, 1))).toEqual([1, 1]);
  expect(keptForWaiting('ingress', project, 0)).toBe(0);
});
