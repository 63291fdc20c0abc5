import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judgeVersions, type KeptVersion } from '../../../scripts/teardown/judge.ts';
import { tearDown, type Wishes } from '../../../scripts/teardown/run.ts';
import { guid, outputs } from '../deploy/scripted-cli.ts';
import type { Refusals } from './refusing-groups.ts';
import { subscriptionOf } from './subscription.ts';

const now = new Date('2026-11-26T10:00:00Z');
const app = 'az rest --method GET --url https://func-aaaaaaaaaaaaa.azurewebsites.net/api/ops';

interface Begun extends Refusals {
  readonly wishes?: Partial<Wishes>;
  readonly typed?: string;
  readonly datasets?: readonly (readonly KeptVersion[])[];
  /** Why a version is not removed. */
  readonly notRemoved?: string;
}

function start(changed: Readonly<Record<string, unknown>> = {}, begun: Begun = {}) {
  const { wishes = {}, typed = 'research', datasets = [], notRemoved, ...refusals } = begun;
  const world = subscriptionOf(changed, refusals);
  const removed: string[] = [];
  const pauses = { count: 0 };
  const records = mkdtempSync(join(tmpdir(), 'sallyport-records-'));
  onTestFinished(() => rmSync(records, { recursive: true }));
  const lines: string[] = [];
  const around = {
    cli: world.cli,
    now,
    say: (line: string) => lines.push(line),
    confirm: async (name: string) => name === typed,
    pause: async () => {
      pauses.count += 1;
    },
    datasets: () => ({
      pages: async function* () {
        const left = (page: readonly KeptVersion[]) => page.filter(({ name }) => !removed.includes(name));
        yield* datasets.map(left);
      },
      remove: async ({ name }: KeptVersion) => {
        if (notRemoved !== undefined && name.endsWith(notRemoved)) throw new Error('BlobImmutableDueToPolicy');
        removed.push(name);
      },
    }),
  };
  const all = { planOnly: false, evenWithOperations: false, evenWithoutRecords: false, records, linkMinutes: 60 };
  const run = () => tearDown(around, { environment: world.environment, ...all, ...wishes });
  return { ...world, lines, records, removed, pauses, run };
}

test('an environment goes as a whole, and nothing of another one, of strangers or of the subscription', async () => {
  const { run, changes, lines, records } = start();
  const stays = await run();
  expect(changes().map((line) => line.replace(/00000000-0000-4000-8000-/g, ''))).toMatchInlineSnapshot(`
    [
      "az rest --method DELETE --url https://management.azure.com/subscriptions/111111111111/resourceGroups/rg-research-control/providers/Microsoft.Web/sites/func-aaaaaaaaaaaaa/networkConfig/virtualNetwork?api-version=2025-03-01 --output none",
      "az group delete --name rg-research-access --yes",
      "az group delete --name rg-research-compute --yes",
      "az group delete --name rg-research-machine-learning --yes",
      "az group delete --name rg-research-control --yes",
      "az group delete --name rg-research-secure --yes",
      "az group delete --name rg-research-network --yes",
      "az policy assignment delete --name sallyport-research-nist --scope /subscriptions/111111111111",
      "az policy definition delete --name sallyport-research-deny-shared-keys",
      "az role assignment delete --ids /subscriptions/111111111111/providers/Microsoft.Authorization/roleAssignments/ours",
      "az role definition delete --name 555555555555 --custom-role-only true",
      "az rest --method DELETE --url https://management.azure.com/subscriptions/111111111111/providers/Microsoft.Consumption/budgets/budget-research?api-version=2024-08-01",
      "az rest --method DELETE --url https://management.azure.com/subscriptions/111111111111/providers/Microsoft.Consumption/budgets/budget-research_heart?api-version=2024-08-01",
      "az ad app delete --id 888888888888",
      "az ad app delete --id aaaaaaaaaaaa",
      "az rest --method DELETE --url https://graph.microsoft.com/v1.0/devices/daaaaaaa-1-0",
    ]
  `);
  expect(lines).toContain(`audit and receipts lie in ${records}, and the copy is intact`);
  expect(readdirSync(records).toSorted()).toEqual(['audit', 'heads.json', 'keys.json', 'manifests']);
  expect(stays).toEqual([
    expect.stringContaining('kv-aaaaaaaaaaaaa keeps its name and keys until 2027-02-24'),
    expect.stringContaining('another environment stands here'),
  ]);
});

test('a second run finds nothing more to remove but what failed, and knows the devices by the deleted vault', async () => {
  const failing = { 'az ad app delete': new Error('az ad app delete failed: Insufficient privileges') };
  const { run, changes } = start(failing);
  expect(await run()).toContainEqual(
    expect.stringMatching(/^the app registration 'Sallyport research 00000000' is still there: .*Insufficient/),
  );
  const before = changes().length;
  await run();
  const again = changes().slice(before);
  expect(again.filter((line) => /^azd|workspaces|group delete|networkConfig/.test(line))).toEqual([]);
  expect(again).toContain('az rest --method DELETE --url https://graph.microsoft.com/v1.0/devices/daaaaaaa-1-0');
});

test('a plan says what would be lost and changes nothing', async () => {
  const released = { id: 'exp_1', project: 'heart', state: 'released' };
  const { run, changes, lines } = start(
    { [`${app}/exports?limit`]: { items: [released], continuation: null } },
    { wishes: { planOnly: true } },
  );
  await run();
  expect(changes()).toEqual([]);
  expect(lines).toContain('- 1 released results, and every link to them');
  expect(lines).toContain('- the vaults kv-aaaaaaaaaaaaa and their keys');
  expect(lines).toContain('- 1 machines and session hosts, with what lies on their disks');
});

test('another name than that of the environment removes nothing', async () => {
  const { run, changes } = start({}, { typed: 'research-nist' });
  await expect(run()).rejects.toThrow("what was typed is not 'research'");
  expect(changes()).toEqual([]);
});

test('an operation on its way and a hold stop it, by name, unless somebody says so', async () => {
  const moving = {
    [`${app}/datasets?kind=open`]: { items: [{ id: 'ds_1', project: 'heart', state: 'copying' }], continuation: null },
    [`${app}/holds`]: { items: [{ project: '_all', since: '2026-11-01', reason: 'a leak' }], continuation: null },
  };
  const { run, changes, lines } = start(moving);
  await expect(run()).rejects.toThrow('Nothing was removed');
  expect(changes()).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^! heart\/ds_1 \(copying\) is on its way\./));
  expect(lines).toContainEqual(expect.stringMatching(/^! A hold of all projects is on since 2026-11-01 \(a leak\)/));
  const anyway = start(moving, { wishes: { evenWithOperations: true } });
  await anyway.run();
  expect(anyway.groups.parts).toEqual(new Set());
});

test('a control plane that does not answer stops it, since nobody knows what is on its way', async () => {
  const { run, changes } = start({ [app]: new Error('az rest failed: 403') });
  await expect(run()).rejects.toThrow(/does not say what is on its way.*403/);
  expect(changes()).toEqual([]);
});

test('without an intact copy of audit and receipts nothing goes, unless somebody says so', async () => {
  const cut = { 'az storage entity query': { items: [{ PartitionKey: 'heart', count: 3, hash: 'abc' }] } };
  const { run, changes, lines } = start(cut);
  await expect(run()).rejects.toThrow('no intact copy');
  expect(lines).toContainEqual(expect.stringMatching(/^! The chain heart: /));
  expect(changes()).toEqual([]);
  const closed = start({ 'az storage blob download-batch': new Error('the request may be blocked by network rules') });
  await expect(closed.run()).rejects.toThrow('no intact copy');
  expect(closed.lines).toContainEqual(expect.stringMatching(/network rules.*on a desktop of the environment/));
  await start(cut, { wishes: { evenWithoutRecords: true } }).run();
});

const kept = {
  name: 'heart/v1/a',
  versionId: '1',
  isCurrentVersion: true,
  immutabilityPolicy: { expiryTime: '2026-12-20T00:00:00Z' },
};
const free = { name: 'heart/v1/b', versionId: '2', isCurrentVersion: true };

test('what policies keep stays with its group until a date, and what is used there stays too, with what it costs', async () => {
  const { run, groups, removed, lines } = start({}, { datasets: [[kept, free]] });
  const stays = await run();
  expect(stays[0]).toContain('1 versions in datasets of stsecaaaaaaaaaaaaa are kept by policies until 2026-12-20');
  expect(stays).toContainEqual(expect.stringMatching(/^the role 'Sallyport research .*goes with the last group/));
  expect(removed).toEqual(['heart/v1/b']);
  expect(groups.parts).toEqual(new Set(['secure', 'network']));
  expect(lines).toContain('What is still there costs about 30.00 USD a day:');
  expect(lines).toContain('- 1 × Azure Firewall Standard: 30.00');
});

test('datasets are emptied page by page, told of at each, and a second run goes on with what was refused', async () => {
  const pages = [0, 1, 2].map((page) => [0, 1].map((file) => ({ name: `heart/v${page}/${file}` })));
  const refusing = start({}, { datasets: pages, notRemoved: 'v1/0' });
  expect((await refusing.run())[0]).toMatch(
    /^1 versions in datasets of stsec\w+ were not deleted \(the first: BlobImm/,
  );
  expect(refusing.lines.filter((line) => line.startsWith('datasets: '))).toEqual([
    'datasets: deleted 2 versions, 0 are kept by policies, 0 were refused',
    'datasets: deleted 3 versions, 0 are kept by policies, 1 were refused',
    'datasets: deleted 5 versions, 0 are kept by policies, 1 were refused',
  ]);
  expect(refusing.removed).toHaveLength(5);
  expect(refusing.groups.parts).toEqual(new Set(['secure', 'network']));
});

test('a locked audit keeps its account, and says for how long', async () => {
  const policy = { state: 'Locked', immutabilityPeriodSinceCreationInDays: 10 };
  const { run, groups } = start({ 'az storage container immutability-policy show': policy });
  expect((await run())[0]).toBe(
    'The audit in stctlaaaaaaaaaaaaa is kept by a locked policy, until 2026-12-06 at the latest',
  );
  expect(groups.parts).toEqual(new Set(['secure', 'network']));
});

test('the apps leave their subnets before they go, and it waits, visibly, until the links are gone', async () => {
  const { run, groups, lines, pauses } = start({}, { looksForLink: 3, containerLink: true });
  await run();
  expect(groups.parts).toEqual(new Set());
  expect(pauses.count).toBe(3);
  expect(lines).toContain(
    'waiting for legionservicelink (Microsoft.App/environments) to leave the subnet functions: 1 of 60 minutes',
  );
});

test('a link that stays longer than it waits keeps the app and the network; a later run goes on', async () => {
  const { run, groups, lines, pauses } = start({}, { looksForLink: 5, wishes: { linkMinutes: 1 } });
  const stays = await run();
  expect(stays[0]).toMatch(/^The subnet functions still has the link legionservicelink .*run the same command again/i);
  expect(groups.parts).toEqual(new Set(['secure', 'control', 'network']));
  expect(pauses.count).toBe(2);
  expect(lines).toContain('- 1 × Azure Firewall Standard: 30.00');
  await run();
  expect(groups.parts).toEqual(new Set());
});

test.each(['access', 'compute', 'machine-learning', 'control', 'secure', 'network'])(
  'a refusal of the group %s keeps nothing from going that does not rest on it, and a second run ends it',
  async (part) => {
    const words = '(RequestDisallowedByPolicy) Resource was disallowed by policy.';
    const { run, groups } = start({}, { refuses: { [part]: [words] } });
    expect((await run()).join('\n')).toContain(`Azure did not let the resource group rg-research-${part} go: ${words}`);
    expect(groups.parts).toEqual(new Set([part, 'network']));
    await run();
    expect(groups.parts).toEqual(new Set());
  },
);

test('evidence that is locked keeps its account too, where there is a reading room', async () => {
  const answers = {
    'az storage container immutability-policy show --resource-group rg-research-secure --account-name stsec': {
      state: 'Locked',
      immutabilityPeriodSinceCreationInDays: 10,
    },
  };
  expect((await start(answers).run())[0]).toMatch(/^The evidence in stsecaaaaaaaaaaaaa is kept by a locked policy/);
});

test('a second copy in another subscription stays, and it is said how it goes', async () => {
  const scopes = [guid('1'), guid('7')].map((id) => `/subscriptions/${id}`);
  const role = {
    id: 'x',
    name: guid('5'),
    roleName: 'Sallyport research 00000000 blobs read-add',
    assignableScopes: scopes,
  };
  const { run, groups, changes } = start({ 'az role definition list': [role] });
  const stays = await run();
  expect(groups.parts).toEqual(new Set());
  expect(stays.filter((line) => line.startsWith('The second copy'))).toEqual([
    expect.stringContaining(
      `az group delete --name rg-research-copy --subscription ${guid('7')}, and then az role definition delete --name ${guid('5')}`,
    ),
  ]);
  expect(changes().filter((line) => line.includes(guid('7')) || line.startsWith('az role'))).toEqual([]);
});

test('a version is kept while its policy or a legal hold lasts, and not longer', () => {
  const version = (expiryTime: string | null, hasLegalHold = false) => ({
    name: 'a',
    hasLegalHold,
    immutabilityPolicy: { expiryTime },
  });
  const past = version('2026-11-26T09:59:59Z');
  const none = version(null);
  expect(judgeVersions([past, none, version('2026-11-26T10:00:01Z'), version(null, true)], now)).toEqual({
    deletable: [past, none],
    kept: 2,
    onLegalHold: 1,
    until: '2026-11-26T10:00:01Z',
  });
});

test.skipIf(process.platform === 'win32')(
  'npm run teardown asks azd which subscription an environment stands in, and az about nothing before',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-teardown-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const calls = join(folder, 'calls');
    const tool = (name: string, answer: object) => {
      const lines = ['#!/bin/sh', `echo "${name} $*" >> '${calls}'`, `echo '${JSON.stringify(answer)}'`];
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`, { mode: 0o755 });
    };
    tool('azd', { ...outputs, AZURE_ENV_NAME: 'research' });
    tool('az', { id: guid('9') });
    const env = { PATH: [folder, process.env['PATH']].join(delimiter) };
    const options = ['scripts/teardown.ts', '--environment', 'research', '--plan'];
    const { status, stderr } = spawnSync(process.execPath, options, { env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(`azd deploys to the subscription ${guid('1')}, az uses ${guid('9')}`);
    expect(readFileSync(calls, 'utf8')).toBe(
      'azd env get-values --environment research --output json\naz account show --output json\n',
    );
  },
);
