import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judgeVersions } from '../../../scripts/teardown/judge.ts';
import { tearDown, type Wishes } from '../../../scripts/teardown/run.ts';
import { guid, outputs } from '../deploy/scripted-cli.ts';
import { subscriptionOf } from './subscription.ts';

const now = new Date('2026-11-26T10:00:00Z');
const app = 'az rest --method GET --url https://func-aaaaaaaaaaaaa.azurewebsites.net/api/ops';

function start(changed: Readonly<Record<string, unknown>> = {}, wishes: Partial<Wishes> = {}, typed = 'research') {
  const world = subscriptionOf(changed);
  const records = mkdtempSync(join(tmpdir(), 'sallyport-records-'));
  onTestFinished(() => rmSync(records, { recursive: true }));
  const lines: string[] = [];
  const around = {
    cli: world.cli,
    now,
    say: (line: string) => lines.push(line),
    confirm: async (name: string) => name === typed,
  };
  const all = { planOnly: false, evenWithOperations: false, evenWithoutRecords: false, records, ...wishes };
  const run = () => tearDown(around, { environment: world.environment, ...all });
  return { ...world, lines, records, run };
}

test('an environment goes as a whole, and nothing of another one, of strangers or of the subscription', async () => {
  const { run, changes, lines, records } = start();
  const stays = await run();
  expect(changes().map((line) => line.replace(/00000000-0000-4000-8000-/g, ''))).toMatchInlineSnapshot(`
    [
      "azd down --environment research --force --no-prompt",
      "az policy assignment delete --name sallyport-research-nist --scope /subscriptions/111111111111",
      "az policy definition delete --name sallyport-research-deny-shared-keys",
      "az role assignment delete --ids /subscriptions/111111111111/providers/Microsoft.Authorization/roleAssignments/ours",
      "az role definition delete --name 555555555555 --custom-role-only true",
      "az rest --method DELETE --url https://management.azure.com/subscriptions/111111111111/providers/Microsoft.Consumption/budgets/budget-research?api-version=2024-08-01",
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
  expect(again.filter((line) => /^azd|workspaces|storage blob/.test(line))).toEqual([]);
  expect(again).toContain('az rest --method DELETE --url https://graph.microsoft.com/v1.0/devices/daaaaaaa-1-0');
});

test('a plan says what would be lost and changes nothing', async () => {
  const released = { id: 'exp_1', project: 'heart', state: 'released' };
  const { run, changes, lines } = start(
    { [`${app}/exports?limit`]: { items: [released], continuation: null } },
    { planOnly: true },
  );
  await run();
  expect(changes()).toEqual([]);
  expect(lines).toContain('- 1 released results, and every link to them');
  expect(lines).toContain('- the vaults kv-aaaaaaaaaaaaa and their keys');
  expect(lines).toContain('- 1 machines and session hosts, with what lies on their disks');
});

test('another name than that of the environment removes nothing', async () => {
  const { run, changes } = start({}, {}, 'research-nist');
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
  const anyway = start(moving, { evenWithOperations: true });
  await anyway.run();
  expect(anyway.changes()).toContain('azd down --environment research --force --no-prompt');
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
  await start(cut, { evenWithoutRecords: true }).run();
});

test('what policies keep stays with its group until a date, and what is used there stays too', async () => {
  const kept = {
    name: 'heart/v1/a',
    versionId: '1',
    isCurrentVersion: true,
    immutabilityPolicy: { expiryTime: '2026-12-20T00:00:00Z' },
  };
  const free = { name: 'heart/v1/b', versionId: '2', isCurrentVersion: true };
  const { run, changes } = start({ 'az storage blob list': [kept, free] });
  const stays = await run();
  expect(stays[0]).toContain('1 versions in datasets of stsecaaaaaaaaaaaaa are kept by policies until 2026-12-20');
  expect(stays).toContainEqual(expect.stringMatching(/^the role 'Sallyport research .*goes with the last group/));
  const place = '--account-name stsecaaaaaaaaaaaaa --container-name datasets --auth-mode login';
  expect(changes()).toEqual([
    `az storage blob delete ${place} --name heart/v1/b --output none`,
    `az storage blob delete ${place} --name heart/v1/b --version-id 2 --output none`,
    'az group delete --name rg-research-control --yes',
    'az group delete --name rg-research-compute --yes',
  ]);
});

test('a locked audit keeps its account, and says for how long', async () => {
  const policy = { state: 'Locked', immutabilityPeriodSinceCreationInDays: 10 };
  const { run, changes } = start({ 'az storage container immutability-policy show': policy });
  expect((await run())[0]).toBe(
    'The audit in stctlaaaaaaaaaaaaa is kept by a locked policy, until 2026-12-06 at the latest',
  );
  expect(changes()).not.toContainEqual(expect.stringMatching(/^azd down|group delete --name rg-research-secure/));
});

test('evidence that is locked keeps its account too, where there is a reading room', async () => {
  const answers = {
    'az storage container immutability-policy show --resource-group rg-research-secure --account-name stsec': {
      state: 'Locked',
      immutabilityPeriodSinceCreationInDays: 10,
    },
  };
  expect((await start(answers).run())[0]).toMatch(/^The evidence in stsecaaaaaaaaaaaaa is kept by a locked policy/);
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
