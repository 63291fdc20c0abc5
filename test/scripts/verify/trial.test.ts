import { expect, test } from 'vitest';
import type { Cli, Deployed } from '../../../scripts/deploy/cli.ts';
import { verify } from '../../../scripts/verify/run.ts';
import type { Answer, Subscription } from '../../../scripts/verify/step.ts';
import { subscriptionTrial } from '../../../scripts/verify/trial/trial.ts';
import { guid, outputs } from '../deploy/scripted-cli.ts';
import type { Refusals } from '../teardown/refusing-groups.ts';
import { subscriptionOf } from '../teardown/subscription.ts';
import { worldOf } from './scripted-world.ts';

const person = guid('7');
const group = guid('e');
const listing = '<Blob><Name>alpha/a.csv</Name><VersionId>2026-12-01T10:00:00.0000001Z</VersionId></Blob>';

/** What Resource Manager and the account of the trial answer: it is all there. */
const answers: Readonly<Record<string, Answer>> = {
  'comp=list': { status: 200, text: listing },
  '/roleAssignments?': { status: 200, text: '{"value":[]}' },
  '/factories/adf?': { status: 200, text: `{"identity":{"principalId":"${guid('f')}"}}` },
  '/factories/adf/': { status: 200, text: '{"properties":{"connect":"secure_storage at stsecx"}}' },
  'GET https://management.azure.com': { status: 200, text: '{"properties":{}}' },
};

interface Changes {
  readonly failing?: Readonly<Record<string, string>>;
  readonly refusals?: Refusals;
  readonly answers?: Readonly<Record<string, Answer>>;
}

function begin({ failing = {}, refusals = {}, answers: changed = {} }: Changes = {}) {
  const world = subscriptionOf(
    {
      'az ad signed-in-user show': { id: person },
      'az ad group create': { id: group },
      'az ad group list': [{ id: group }],
      'az deployment sub list': [{ name: 'research-1764583200' }, { name: 'somebody-else' }],
      'azd env get-values': { ...outputs, AZURE_ENV_NAME: 'research' },
    },
    refusals,
  );
  const lines: string[] = [];
  const cli: Cli = async (program, args) => {
    const line = [program, ...args].join(' ');
    const failure = Object.entries(failing).find(([start]) => line.startsWith(start))?.[1];
    if (failure !== undefined) {
      world.said.push(line);
      throw new Error(failure);
    }
    if (line.startsWith('az group list --tag'))
      return JSON.stringify([...world.groups.parts].map((part) => ({ name: `rg-research-${part}` })));
    return await world.cli(program, args);
  };
  const scripted = worldOf({ answers: { ...answers, ...changed } });
  const trial = subscriptionTrial(
    {
      ...{ cli, say: (line: string) => lines.push(line), now: () => new Date('2026-12-01T10:00:00Z') },
      pause: async () => {},
      world: (tools: Cli, deployed: Deployed, who: string): Subscription => ({
        ...scripted,
        ...{ cli: tools, deployed, person: who },
      }),
    },
    {
      ...{ name: 'research', subscription: guid('1'), region: 'westeurope' },
      ...{ contact: 'a@hospital.org', address: '20.50.2.7' },
    },
  );
  const around = {
    ...{ now: () => new Date('2026-12-01T10:00:00Z'), say: (line: string) => lines.push(line) },
    ...{ stop: new AbortController().signal, alarm: () => new Promise<void>(() => {}) },
  };
  return { ...world, lines, requests: scripted.asked, run: () => verify(around, trial, []) };
}

test('azd puts up the trial of the guide for one person, and the removal of environments takes it down', async () => {
  const { run, said, changes, groups, requests } = begin();
  const [up, down] = await run();
  expect(up).toMatchObject({ id: 'deployment', verdict: 'confirmed' });
  expect(down).toMatchObject({ id: 'teardown', verdict: 'confirmed' });
  expect(down?.seen).toMatch(/^It is gone\. .*kv-aaaaaaaaaaaaa keeps its name/);
  expect(groups.parts.size).toBe(0);
  const azd = said.filter((line) => line.startsWith('azd '));
  expect(azd[0]).toMatch(/^azd env new research --location westeurope --subscription \S+ --no-prompt$/);
  expect(azd).toContain('azd env set DATASET_DAYS 1 --environment research');
  expect(azd).toContain(`azd env set PROJECTS [{"id":"verify","owners":"${group}"}] --environment research`);
  expect(azd.at(-2)).toBe('azd up --environment research --no-prompt');
  expect(changes().at(-1)).toBe(`az ad group delete --group ${group}`);
  expect(requests.map(({ url }) => url).filter((url) => url.includes('/stverx/'))).toContainEqual(
    expect.stringContaining('/containers/datasets/immutabilityPolicies/default'),
  );
});

test('the account of the trial stands in the place of the secure one, and nothing is written to that', async () => {
  const { run, requests } = begin();
  await run();
  const put = requests.filter(({ method }) => method !== 'GET');
  expect(put.filter(({ url }) => url.includes('/stsecx/') || url.includes('//stsecx.'))).toEqual([]);
  const linked = put.find(({ url }) => url.includes('/linkedservices/verify_storage'));
  expect(linked?.body).toBe('{"properties":{"connect":"verify_storage at stverx"}}');
});

test('what a policy keeps is let go before its account is', async () => {
  const { run, requests } = begin();
  await run();
  const deletes = requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url.split('/').at(-1));
  expect(deletes).toEqual([
    'a.csv?comp=immutabilityPolicies&versionid=2026-12-01T10%3A00%3A00.0000001Z',
    'a.csv',
    'a.csv?versionid=2026-12-01T10%3A00%3A00.0000001Z',
    'datasets?api-version=2025-06-01',
  ]);
});

test.each([
  ['azd up', 'azd up failed: (QuotaExceeded)', 'deployment', 'It failed: azd up failed: (QuotaExceeded)'],
  ['az ad group create', 'Insufficient privileges', 'deployment', 'It failed: Insufficient privileges'],
  ['azd env get-values', 'azd failed', 'deployment', 'It failed: azd failed'],
])('after %s failed it is taken down as a whole', async (command, words, id, seen) => {
  const { run, groups, said } = begin({ failing: { [command]: words } });
  const findings = await run();
  expect(findings[0]).toMatchObject({ id, verdict: 'unchecked', seen });
  expect(findings.at(-1)).toMatchObject({ id: 'teardown', verdict: 'confirmed' });
  expect(groups.parts.size).toBe(0);
  expect(said).toContain('az deployment sub cancel --name research-1764583200');
  expect(said).not.toContain('az deployment sub cancel --name somebody-else');
});

test.each([
  ['what a policy keeps', { answers: { 'comp=list': { status: 403, code: 'AuthorizationFailure', text: '' } } }],
  ['the deployments', { failing: { 'az deployment sub list': 'az failed' } }],
  ['the group in Entra', { failing: { 'az ad group delete': 'az failed' } }],
] satisfies [string, Changes][])(
  'that nobody could clear away %s keeps nothing else from going',
  async (_, changes) => {
    const { run, groups } = begin(changes);
    const last = (await run()).at(-1);
    expect(last).toMatchObject({ verdict: 'confirmed' });
    expect(last?.seen).toMatch(/[Nn]obody could/);
    expect(groups.parts.size).toBe(0);
  },
);

test('groups that Azure does not let go are told, with the command that goes on', async () => {
  const stuck = { refuses: { secure: ['(AccountIsLocked) an immutable blob', '(AccountIsLocked) an immutable blob'] } };
  const { run } = begin({ refusals: stuck });
  const last = (await run()).at(-1);
  expect(last).toMatchObject({ verdict: 'refuted' });
  expect(last?.seen).toMatch(/^Not all of it is gone\. .*rg-research-secure.*AccountIsLocked/);
  expect(last?.seen).toMatch(/Run: npm run teardown -- --environment research --even-with-operations/);
});
