import { expect, test } from 'vitest';
import { runningCode } from '../../../scripts/deploy/running-code.ts';

const url = 'https://gate.example.org/api/health';
const saying = (health: unknown) => async () => ({ json: async () => health });

test('an app that runs what was built is told from one that runs something else', async () => {
  expect(await runningCode(url, 'aa', saying({ status: 'ok', bundle: 'aa' }))).toBe(
    'the app runs what was built here (aa)',
  );
  expect(await runningCode(url, 'aa', saying({ bundle: 'bb' }))).toMatch(/^The app runs bb, and built here is aa\./);
  expect(await runningCode(url, 'aa', saying({}))).toContain('code that does not say what it is');
  expect(await runningCode(url, undefined, saying({}))).toContain('built here is nothing');
});

test('an app that does not answer stops nothing, and the sentence says what to compare', async () => {
  const away = async () => {
    throw new Error('no route');
  };
  expect(await runningCode(url, 'aa', away)).toBe(
    `What the app runs is not known from here: ${url}: no route. Compare "bundle" there with aa.`,
  );
});
