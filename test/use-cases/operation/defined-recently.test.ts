import { expect, test } from 'vitest';
import { definedRecently } from '../../../src/use-cases/operation/defined-recently.ts';

/** Projects that a test defines, counted by how often somebody asked. */
function registry() {
  const defined = new Set(['heart-study']);
  const asked: string[] = [];
  let time = Date.parse('2026-11-25T12:00:00Z');
  const isDefined = definedRecently(
    async (project) => {
      asked.push(project);
      if (project === 'broken') throw new Error('The definition of broken cannot be read');
      return defined.has(project);
    },
    { now: () => new Date(time) },
  );
  const pass = (seconds: number): void => {
    time += seconds * 1000;
  };
  return { isDefined, asked, defined, pass };
}

test('a thousand pieces of news within ten seconds read the definition once, those that come together too', async () => {
  const { isDefined, asked, pass } = registry();
  await Promise.all(Array.from({ length: 1000 }, () => isDefined('heart-study')));
  pass(9);
  expect(await isDefined('heart-study')).toBe(true);
  expect(asked).toEqual(['heart-study']);
  pass(1);
  await isDefined('heart-study');
  expect(asked).toHaveLength(2);
});

test('a project that is not defined is asked for each time, so that its first upload is not taken for a stray', async () => {
  const { isDefined, defined } = registry();
  expect(await isDefined('lung-study')).toBe(false);
  defined.add('lung-study');
  expect(await isDefined('lung-study')).toBe(true);
});

test('a definition that cannot be read is an error each time', async () => {
  const { isDefined, asked } = registry();
  for (const time of [1, 2]) {
    await expect(isDefined('broken')).rejects.toThrow('cannot be read');
    expect(asked).toHaveLength(time);
  }
});
