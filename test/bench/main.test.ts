import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { chosenFigures, figureNames, isMissed, judged, lineOf, readGoals } from './figure.ts';

function bench(...figures: readonly string[]) {
  const root = resolve(import.meta.dirname, '../..');
  return spawnSync('npm', ['run', '--silent', 'bench', '--', ...figures], { cwd: root, encoding: 'utf8' });
}

test('each figure has a goal, and each goal a figure', () => {
  expect(Object.keys(readGoals()).sort()).toEqual(figureNames());
});

test('a name stands for all figures that begin with it, and figures that take minutes have to be named', () => {
  expect(chosenFigures(['list-time', 'audit-query'])).toEqual({
    chosen: ['audit-query-memory', 'audit-query-time', 'list-time'],
    unknown: [],
  });
  expect(chosenFigures(['list', 'tim'])).toEqual({ chosen: ['list-requests', 'list-time'], unknown: ['tim'] });
  expect(chosenFigures([]).chosen).not.toContain('inspector-corpus');
  expect(chosenFigures(['inspector']).chosen).toContain('inspector-corpus');
});

test('npm run bench for a figure that there is not says which there are, and measures nothing', () => {
  const { status, stdout, stderr } = bench('speed');
  expect(stderr).toContain(`There is no figure speed. Figures: ${figureNames().join(', ')}`);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('the package that is deployed is as small as its goal says', () => {
  const { status, stdout, stderr } = bench('package-size');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^package-size +0\.\d\d of its goal: \d\.\d\d MB, goal 2\.10\nall of it took \d+\.\d minutes, goal 6\n$/,
  );
});

test('a figure that misses its goal once is measured again, and the middle one of five counts', () => {
  const times = (...values: number[]) => {
    const left = values.values();
    const counted = judged(() => ({ name: 'x', goal: 10, unit: 'ms', value: left.next().value ?? Number.NaN }));
    return [counted.value, [...left].length];
  };
  expect(times(10, 11, 11, 11, 11)).toEqual([10, 4]);
  expect(times(30, 9, 12, 8, 11)).toEqual([11, 0]);
  expect(times(30, 9, 12, 8, 7)).toEqual([9, 0]);
});

test('a figure that is worse than its goal is missed, one that meets it is not', () => {
  expect(isMissed({ value: 2.01, goal: 2 })).toBe(true);
  expect(isMissed({ value: 2, goal: 2 })).toBe(false);
  expect(lineOf({ name: 'x', value: 30, unit: 'ms', goal: 20 })).toMatch(/^x +1\.50 of its goal: 30 ms, goal 20$/);
  expect(isMissed({ value: 0, goal: 0 })).toBe(false);
  expect(lineOf({ name: 'x', value: 0, unit: 'cases', goal: 0 })).toMatch(/^x +0\.00 cases, goal 0\.00$/);
});
