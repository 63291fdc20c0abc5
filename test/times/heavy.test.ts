import { expect, test } from 'vitest';
import { heavyIn } from './heavy.ts';

const goal = {
  'processor seconds of a file': 20,
  'percent of a folder': { 'test/journeys': 60, 'any other': 10 },
} as const;
const took = (file: string, seconds: number) => ({ file, seconds, wall: seconds, pid: 1, process: seconds });
const times = [
  took('test/journeys/by-hand.test.ts', 50),
  took('test/web/a.test.ts', 9),
  took('test/web/b/c.test.ts', 8),
  took('test/domain/d.test.ts', 3),
  took('test/journeys/kills.test.ts', 30),
];

test('files above their goal are named, and the folder that outgrew its share', () => {
  expect(heavyIn(times, goal, true)).toEqual([
    '    50.0 test/journeys/by-hand.test.ts',
    '    30.0 test/journeys/kills.test.ts',
    '    80.0 % of all in test/journeys, and its share is 60 %',
    '    17.0 % of all in test/web, and its share is 10 %',
  ]);
});

test('of a run of what is changed only files are named: a part of the files says nothing of shares', () => {
  expect(heavyIn(times, goal, false)).toHaveLength(2);
});
