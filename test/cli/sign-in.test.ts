import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { signIn } from '../../src/cli/sign-in.ts';
import { quietSurroundings } from './surroundings.ts';

const people = {
  url: async () => 'http://localhost:7071',
  tokenOf: async (person: string) => `token of ${person}`,
  drill: () => Promise.reject(new Error('nobody drills here')),
};
const clientId = '00000000-0000-4000-8000-000000000001';

/** A clone in which azd knows a deployment. */
function deployedClone(): string {
  const clone = mkdtempSync(join(tmpdir(), 'sallyport-clone-'));
  onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
  mkdirSync(join(clone, '.azure/research'), { recursive: true });
  writeFileSync(join(clone, '.azure/config.json'), JSON.stringify({ version: 1, defaultEnvironment: 'research' }));
  const lines = ['PUBLIC_URL="https://control.example.net"', `ENTRA_CLIENT_ID="${clientId}"`];
  writeFileSync(join(clone, '.azure/research/.env'), `${lines.join('\n')}\n`);
  return clone;
}

test('--as is a person of the stack on this machine, also in a clone that is deployed', async () => {
  const { surroundings } = quietSurroundings({ people, clone: deployedClone() });
  expect(await signIn(surroundings, { as: 'operator' })).toEqual({
    url: 'http://localhost:7071',
    token: 'token of operator',
  });
});

test('without it the deployment is asked, with the token that the Azure CLI gives for its application', async () => {
  const asked: string[] = [];
  const program = async (name: string, words: readonly string[]) => {
    asked.push([name, ...words].join(' '));
    return 'a token\n';
  };
  const { surroundings } = quietSurroundings({ people, clone: deployedClone(), program });
  expect(await signIn(surroundings, {})).toEqual({ url: 'https://control.example.net', token: 'a token' });
  expect(asked).toEqual([
    `az account get-access-token --scope api://${clientId}/.default --query accessToken --output tsv`,
  ]);
});

test('a token of the environment comes before the Azure CLI, and an address that was typed before all others', async () => {
  const environment = { SALLYPORT_TOKEN: 'mine', SALLYPORT_URL: 'https://other.example.net/api/' };
  const { surroundings } = quietSurroundings({ people, clone: deployedClone(), environment });
  expect(await signIn(surroundings, {})).toEqual({ url: 'https://other.example.net', token: 'mine' });
  const typed = { url: 'https://typed.example.net' };
  expect(await signIn(surroundings, typed)).toEqual({ ...typed, token: 'mine' });
});

test.each(['http://control.example.net', 'ftp://localhost', 'control.example.net'])(
  'no token goes to %s, where others could read it',
  async (url) => {
    const { surroundings } = quietSurroundings({ environment: { SALLYPORT_TOKEN: 'mine' } });
    await expect(signIn(surroundings, { url })).rejects.toMatchObject({ name: 'Complaint', code: 2 });
  },
);

test('whoever cannot be recognised is told the three ways to sign in', async () => {
  const { surroundings } = quietSurroundings();
  const complaint = signIn(surroundings, { url: 'https://control.example.net' });
  await expect(complaint).rejects.toMatchObject({ code: 3 });
  await expect(complaint).rejects.toThrow(/--as operator.*SALLYPORT_CLIENT_ID.*az login.*SALLYPORT_TOKEN/);
});

test.each([
  [{ code: 'ENOENT' }, 'The Azure CLI gave no token: it is not installed here. Run az login'],
  [{ code: 1, stderr: "ERROR: Please run 'az login'.\nmore" }, "gave no token: ERROR: Please run 'az login'. "],
])('what keeps the Azure CLI from giving a token is told: %j', async (failure, words) => {
  const { surroundings } = quietSurroundings({
    clone: deployedClone(),
    program: () => Promise.reject(Object.assign(new Error('failed'), failure)),
  });
  await expect(signIn(surroundings, {})).rejects.toThrow(words);
});
