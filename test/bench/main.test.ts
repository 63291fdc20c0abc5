import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { chosenFigures, figureNames, isMissed, lineOf, readGoals } from './figure.ts';

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
  expect(chosenFigures(['list', 'tim'])).toEqual({ chosen: ['list-time'], unknown: ['tim'] });
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
    /^package-size +0\.\d\d of its goal: \d\.\d\d MB, goal 2\.00\nall of it took \d+\.\d minutes, goal 6\n$/,
  );
});

test('a figure that is worse than its goal is missed, one that meets it is not', () => {
  expect(isMissed({ value: 2.01, goal: 2 })).toBe(true);
  expect(isMissed({ value: 2, goal: 2 })).toBe(false);
  expect(lineOf({ name: 'x', value: 30, unit: 'ms', goal: 20 })).toMatch(/^x +1\.50 of its goal: 30 ms, goal 20$/);
  expect(isMissed({ value: 0, goal: 0 })).toBe(false);
  expect(lineOf({ name: 'x', value: 0, unit: 'cases', goal: 0 })).toMatch(/^x +0\.00 cases, goal 0\.00$/);
});
