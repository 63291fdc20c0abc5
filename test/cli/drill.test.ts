import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { quietSurroundings } from './surroundings.ts';

/** Types a drill, and gives the stores that were lost by it. */
async function type(words: readonly string[], change: Partial<Surroundings> = {}) {
  const lost: string[] = [];
  const drill = async (store: string, tell: (line: string) => void) => {
    lost.push(store);
    tell(`${store} is lost.`);
  };
  const { surroundings, written } = quietSurroundings(change);
  const people = { ...surroundings.people, drill };
  const code = await run(['restore', 'drill', ...words], { ...surroundings, people });
  return { code, lost, ...written() };
}

test('a drill is played on a stack of its own, and told while it goes on', async () => {
  const { code, lost, out, err } = await type(['register op']);
  expect({ code, lost, out, err }).toEqual({
    code: 0,
    lost: ['register op'],
    out: 'The drill is over.\n',
    err: 'register op is lost.\n',
  });
});

test.each([
  ['--url', ['--url', 'https://gate.example.org', 'heads'], {}],
  ['the environment', ['heads'], { environment: { SALLYPORT_URL: 'https://gate.example.org' } }],
])('a deployment that %s names loses nothing', async (_, words, change) => {
  const { code, lost, err } = await type(words, change);
  expect({ code, lost }).toEqual({ code: 2, lost: [] });
  expect(err).toContain('not at https://gate.example.org');
});

test('what stops a drill is told in a sentence', async () => {
  const { surroundings, written } = quietSurroundings();
  expect(await run(['restore', 'drill', 'heads'], surroundings)).toBe(1);
  expect(written().err).toBe('No stack runs here.\n');
});
