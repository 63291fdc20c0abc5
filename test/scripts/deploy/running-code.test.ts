import { expect, test } from 'vitest';
import { runningCode, tellSent } from '../../../scripts/deploy/running-code.ts';
import { deployed, script } from './scripted-cli.ts';

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

test('what is sent is told to the app and to later provisionings, and nothing of what was not built here', async () => {
  const { cli, said } = script({});
  await tellSent(cli, deployed(), undefined);
  expect(said).toEqual([]);
  await tellSent(cli, deployed(), 'aa');
  expect(said).toEqual([
    'azd env set SENT_BUNDLE aa',
    'az functionapp config appsettings set --resource-group rg-control --name func-x --settings SENT_BUNDLE=aa --output none',
  ]);
});
