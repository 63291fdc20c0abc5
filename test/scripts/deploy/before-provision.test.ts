import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { beforeProvision } from '../../../scripts/deploy/before-provision.ts';
import { messageOf } from '../../../src/domain/base/errors.ts';
import { at, readSnapshot } from '../../infra/snapshot.ts';
import { questionsIn, readyCli, readySettings } from './ready-azure.ts';
import { guid } from './scripted-cli.ts';

type Answers = Parameters<typeof readyCli>[0];
const now = new Date('2026-11-26T10:00:00Z');

/** What before-provision refuses with, its numbered lines only. */
async function refusals(settings: Record<string, string>, answers: Answers = {}): Promise<string[]> {
  const { cli, said } = readyCli(answers, settings['AZURE_LOCATION']);
  const error = await beforeProvision(cli, { ...readySettings, ...settings }, now).then(() => undefined, messageOf);
  expect(said.filter((line) => /^azd|^az ad/.test(line))).toEqual([]);
  return error?.split('\n').slice(1) ?? [];
}

const policy = (id: string, values: Record<string, unknown>) => ({
  name: 'central',
  displayName: 'Central rule',
  scope: '/providers/Microsoft.Management/managementGroups/hospital',
  policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${id}`,
  enforcementMode: 'Default',
  parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
});
const usage = (value: string, currentValue: number, limit: number) => ({ name: { value }, currentValue, limit });
const vault = (group: string, location = 'westeurope') => ({
  name: 'kv-x',
  properties: {
    location,
    vaultId: `/subscriptions/${guid('1')}/resourceGroups/${group}/providers/Microsoft.KeyVault/vaults/kv-x`,
    scheduledPurgeDate: '2027-02-01T00:00:00+00:00',
  },
});
const state = (text: string) => ({ properties: { state: text } });

const wrong: readonly (readonly [string, Record<string, string>, Answers, RegExp])[] = [
  ['no contact', { CONTACT: '' }, {}, /CONTACT is not set .* azd env set CONTACT/],
  ['a contact that is no address', { CONTACT: 'operators' }, {}, /CONTACT is 'operators' .* be one mail address/],
  ['two contacts', { CONTACT: 'a@b.org,c@d.org' }, {}, /CONTACT is 'a@b.org,c@d.org'/],
  ['no mail host', { SMTP_HOST: '' }, {}, /SMTP_HOST is not set/],
  ['a mail host with a scheme', { SMTP_HOST: 'smtp://mail.hospital.org' }, {}, /SMTP_HOST is 'smtp:/],
  ['the mail host of the guide', { SMTP_HOST: 'smtp.example.org' }, {}, /not the one of an example/],
  ['no mail user', { SMTP_USER: '' }, {}, /SMTP_USER is not set/],
  ['a port that Azure blocks', { SMTP_PORT: '25' }, {}, /SMTP_PORT is '25'/],
  ['mail without encryption', { SMTP_SECURITY: 'none' }, {}, /SMTP_SECURITY is 'none' .* starttls or tls/],
  ['no sender', { MAIL_FROM: '' }, {}, /MAIL_FROM is not set/],
  ['a sender without address', { MAIL_FROM: 'Sallyport' }, {}, /MAIL_FROM is 'Sallyport'/],
  [
    'no password for a first deployment',
    { SMTP_PASSWORD: '' },
    {},
    /SMTP_PASSWORD is not set .* azd env set SMTP_PASS/,
  ],
  ['no address to deploy from', { DEPLOYER_ADDRESS: '' }, {}, /DEPLOYER_ADDRESS is not set/],
  [
    'an address inside a network',
    { DEPLOYER_ADDRESS: '192.168.1.20' },
    {},
    /DEPLOYER_ADDRESS is '192.168.1.20' .*public/,
  ],
  ['the address of the guide', { DEPLOYER_ADDRESS: '192.0.2.1' }, {}, /DEPLOYER_ADDRESS is '192.0.2.1'/],
  ['a name of 21 letters', { AZURE_ENV_NAME: 'r'.repeat(21) }, {}, /AZURE_ENV_NAME is 'r{21}' .* 1 to 20 letters/],
  ['another way in', { ACCESS: 'rdp' }, {}, /ACCESS is 'rdp' .* desktop, bastion, vpn or none/],
  ['a VPN without its application', { ACCESS: 'vpn' }, {}, /VPN_AUDIENCE is not set/],
  ['a budget from the middle of a month', { BUDGET_START: '2027-01-15' }, {}, /BUDGET_START is '2027-01-15'/],
  ['zones that are no list', { ZONES: '1,2' }, {}, /ZONES is '1,2' .* in JSON/],
  [
    'a switch that is neither on nor off',
    { SCAN_EXPORTS: 'yes' },
    {},
    /SCAN_EXPORTS is 'yes' .*scanExports.* true or false/,
  ],
  ['a number in words', { AUDIT_DAYS: 'ten years' }, {}, /AUDIT_DAYS is 'ten years' .* whole number/],
  ['an object that is none', { RANGES: '[]' }, {}, /RANGES is '\[\]' .* object in JSON/],
  ['another subscription', {}, { account: { id: guid('9') } }, /az uses .*9999. Run: az account set --subscription/],
  ['a region that is not there', { AZURE_LOCATION: 'westeuropa' }, {}, /has no region 'westeuropa'/],
  ['a region with two zones', { AZURE_LOCATION: 'twozones' }, {}, /ZONES '\["1","2"\]'/],
  [
    'too few cores for the desktops',
    { SESSION_HOSTS: '3' },
    {},
    /standardDDSv5Family of westeurope has 12 of 12 .* need 20/,
  ],
  [
    'no cores at all left',
    {},
    { cores: [usage('cores', 97, 100), usage('StandardDDSv5Family', 0, 12)] },
    /cores of westeurope has 3 of 100/,
  ],
  ['no quota of the family', {}, { cores: [usage('cores', 0, 100)] }, /standardDDSv5Family of westeurope is not there/],
  [
    'no cores in Machine Learning',
    {},
    { machineLearningCores: { value: [usage('Standard DSv2 Family Cluster Dedicated vCPUs', 0, 0)] } },
    /standardDSv2Family .* 0 of 0/,
  ],
  [
    'a deleted vault of this name',
    {},
    { deletedVaults: [vault('RG-research-secure')] },
    /kv-x .* until 2027-02-01. .*az keyvault recover/,
  ],
  [
    'the deleted vault of Machine Learning',
    {},
    { deletedVaults: [vault('rg-research-machine-learning')] },
    /another name \(azd env new\)/,
  ],
  [
    'a deleted workspace of this name',
    {},
    { deletedWorkspaces: { value: [{ id: '/resourceGroups/rg-research-machine-learning/x', name: 'mlw-x' }] } },
    /mlw-x of Machine Learning/,
  ],
  [
    'a base image that the region does not offer',
    {},
    { image: new Error('(NotFound) Artifact: VMImage was not found.') },
    /does not offer Canonical:ubuntu-24_04-lts:server:latest \(BASE_IMAGE=ubuntu-24.04\) in westeurope. Set BASE_IMAGE to data-science-22.04/,
  ],
  [
    'a base image that was withdrawn',
    {},
    { image: { imageDeprecationStatus: { imageState: 'Deprecated' } } },
    /has withdrawn Canonical.* Set BASE_IMAGE to data-science-22.04/,
  ],
  ['a base image that nobody knows', { BASE_IMAGE: 'ubuntu-22.04' }, {}, /BASE_IMAGE/],
  [
    'no encryption at host',
    {},
    { encryption: state('NotRegistered') },
    /Microsoft.Compute\/EncryptionAtHost .* 'NotRegistered', .*az feature register/,
  ],
  [
    'triggers that wait',
    {},
    { triggers: state('Pending') },
    /az feature register --namespace Microsoft.VirtualMachineImages --name Triggers/,
  ],
  [
    'another region by policy',
    {},
    { policies: [policy('e56962a6-4747-49cd-b67b-bf8b01975c4c', { listOfAllowedLocations: ['northeurope'] })] },
    /'Central rule' .*managementGroups\/hospital\) allows no resources in westeurope/,
  ],
  [
    'a type that policy does not allow',
    {},
    {
      policies: [
        policy('6c112d4e-5bc7-47ae-a041-ea2dccd749d7', {
          listOfResourceTypesNotAllowed: ['microsoft.network/azurefirewalls'],
        }),
      ],
    },
    /forbids Microsoft.Network\/azureFirewalls/,
  ],
  [
    'a tag that policy asks for',
    {},
    { policies: [policy('96670d01-0a4d-4649-9c89-2d3abc0a5025', { tagName: 'cost-centre' })] },
    /each resource group for a tag 'cost-centre'/,
  ],
  [
    'no public accounts by policy',
    {},
    { policies: [policy('b2982f36-99f2-4064-8db5-8ff03ba4fabc', { effect: 'Deny' })] },
    /uploads come to one/,
  ],
  [
    'an answer that Azure refuses',
    {},
    { policies: new Error('az policy assignment list failed: AuthorizationFailed') },
    /Nobody could look at the policies .* AuthorizationFailed/,
  ],
];

test.each(wrong)('before-provision refuses %s, and nothing else', async (_, settings, answers, text) => {
  expect(await refusals(settings, answers)).toEqual([expect.stringMatching(text)]);
});

test('a region without zones is told what to set instead of zones and of copies in zones', async () => {
  const found = await refusals({ AZURE_LOCATION: 'ukwest' });
  expect(found).toEqual([
    expect.stringMatching(/no availability zones, and ZONES asks .* azd env set ZONES '\[\]'/),
    expect.stringMatching(/azd env set STORAGE_SKU Standard_LRS/),
  ]);
  const { cli } = readyCli({}, 'ukwest');
  const settings = { ...readySettings, AZURE_LOCATION: 'ukwest', ZONES: '[]', STORAGE_SKU: 'Standard_GRS' };
  await expect(beforeProvision(cli, settings, now)).resolves.toBeUndefined();
});

test('everything that is wrong stands in one message, numbered, and the password in none', async () => {
  const { cli } = readyCli({ encryption: state('NotRegistered'), deletedVaults: [vault('rg-research-secure')] });
  const settings = { ...readySettings, CONTACT: '', SMTP_PASSWORD: 'spring-rain', SMTP_HOST: 'smtp', ZONES: 'none' };
  const message = await beforeProvision(cli, settings, now).then(String, messageOf);
  expect(message).toMatch(
    /^Nothing was deployed. 5 things have to be put right first:\n1\. .*\n2\. .*\n3\. .*\n4\. .*\n5\. [^\n]*$/,
  );
  expect(message).not.toContain('spring-rain');
});

test('a subscription in order is asked these questions, and azd gets what people need not know', async () => {
  const { cli, said } = readyCli();
  await beforeProvision(cli, readySettings, now);
  const questions = Object.values(questionsIn('westeurope'));
  expect(said.slice(0, questions.length).sort()).toEqual(questions.sort());
  expect(said.filter((line) => line.startsWith('azd '))).toEqual([
    `azd env set ENTRA_CLIENT_ID ${guid('6')}`,
    `azd env set VIRTUAL_DESKTOP_PRINCIPAL_ID ${guid('8')}`,
    'azd env set BUDGET_START 2026-11-01',
    'azd env set IMMUTABILITY_LOCKED false',
    'azd env set EVIDENCE_LOCKED false',
  ]);
});

test('the month of the budget stays as it was set, and a later deployment needs neither password nor free cores', async () => {
  const { cli, said } = readyCli({ cores: [], machineLearningCores: { value: [] } });
  const deployed = { KEY_VAULT_NAME: 'kv-x', SMTP_PASSWORD: '', BUDGET_START: '2026-01-01' };
  await beforeProvision(cli, { ...readySettings, ...deployed }, now);
  expect(said.filter((line) => line.includes('BUDGET_START'))).toEqual([]);
});

test('only what would hit this environment counts: other vaults, other regions, policies that only look or lie below', async () => {
  const elsewhere = [vault('rg-research-2-secure'), vault('rg-research-secure', 'northeurope')];
  const locations = policy('e56962a6-4747-49cd-b67b-bf8b01975c4c', { listOfAllowedLocations: ['northeurope'] });
  const harmless = [
    { ...locations, enforcementMode: 'DoNotEnforce' },
    { ...locations, scope: `/subscriptions/${guid('1')}/resourceGroups/other` },
    policy('e56962a6-4747-49cd-b67b-bf8b01975c4c', { listOfAllowedLocations: ['WestEurope'] }),
    policy('b2982f36-99f2-4064-8db5-8ff03ba4fabc', { effect: 'Audit' }),
    policy(guid('7'), {}),
  ];
  const { cli } = readyCli({ deletedVaults: elsewhere, policies: harmless });
  await expect(beforeProvision(cli, readySettings, now)).resolves.toBeUndefined();
});

test('a provider that is unknown to the subscription is registered and waited for; a refusal is one of the problems', async () => {
  const providers = [{ namespace: 'Microsoft.App', state: 'NotRegistered' }];
  const { cli, said } = readyCli({ providers });
  await beforeProvision(cli, readySettings, now);
  const registered = said.filter((line) => line.startsWith('az provider register'));
  expect(registered).toHaveLength(9);
  expect(registered[0]).toBe('az provider register --namespace Microsoft.App --wait');
  const refusing: typeof cli = (program, args) =>
    args.includes('Microsoft.App') ? Promise.reject(new Error('AuthorizationFailed')) : cli(program, args);
  await expect(beforeProvision(refusing, readySettings, now)).rejects.toThrow(
    /One thing has .*\n1\. The resource provider Microsoft.App could not be registered. AuthorizationFailed$/,
  );
});

test('a trial needs no cores, and not the feature of what it leaves out', async () => {
  const trial = { FIREWALL: 'false', ACCESS: 'none', MACHINE_LEARNING: 'false' };
  const answers = { cores: [], machineLearningCores: { value: [] }, triggers: state('NotRegistered') };
  const { cli } = readyCli(answers);
  await expect(beforeProvision(cli, { ...readySettings, ...trial }, now)).resolves.toBeUndefined();
});

test.each([
  ['desktop', true],
  ['bastion', false],
  ['none', false],
])('with access by %s it is told whether people need licences: %s', async (access, isTold) => {
  const say = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => say.mockRestore());
  await beforeProvision(readyCli().cli, { ...readySettings, ACCESS: access }, now);
  const lines = say.mock.calls.map(([line]) => String(line));
  expect(lines.some((line) => line.includes('Windows Enterprise'))).toBe(isTold);
});

const withdrawn = { imageDeprecationStatus: { imageState: 'Deprecated' } };
const both = [{ name: 'ubuntu-2204' }, { name: 'ubuntu-2404' }];

test.each<[string, Record<string, string>, unknown, unknown, string[], RegExp]>([
  ['is there', {}, both, {}, ['data-science-24.04'], /begin with data-science-24.04, which the region offers/],
  [
    'is there later',
    { KEY_VAULT_NAME: 'kv-x' },
    both,
    {},
    [],
    /offers microsoft-dsvm:ubuntu-2404.* set BASE_IMAGE to data-sc/,
  ],
  ['somebody chose against', { BASE_IMAGE: 'ubuntu-24.04' }, both, {}, [], /people sign in/],
  ['a deployment without images needs not', { FIREWALL: 'false', ACCESS: 'none' }, both, {}, [], /people sign in/],
  ['was withdrawn', {}, both, withdrawn, [], /people sign in/],
  [
    'is called otherwise',
    {},
    [{ name: 'ubuntu-24-04' }],
    {},
    [],
    /offers ubuntu-24-04 in westeurope now: .*base-images/,
  ],
  ['cannot be looked for', {}, new Error('no answer'), {}, [], /nobody has looked whether microsoft-dsvm .* no answer/],
])('a machine for data science with the newer Ubuntu that %s', async (_, settings, offers, shown, chosen, text) => {
  const say = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => say.mockRestore());
  const { cli, said } = readyCli({ offers }, 'westeurope', shown);
  await beforeProvision(cli, { ...readySettings, ...settings }, now);
  const set = said.filter((line) => line.startsWith('azd env set BASE_IMAGE'));
  expect(set).toEqual(chosen.map((base) => `azd env set BASE_IMAGE ${base}`));
  expect(say.mock.calls.map(([line]) => String(line))).toContainEqual(expect.stringMatching(text));
});

test('which release of Ubuntu an image begins with is said by its data and by no code', () => {
  const code = globSync(['{src,scripts,local}/**/*.ts', 'infra/**/*.{bicep,sh,ps1}']);
  expect(code.length).toBeGreaterThan(1000);
  const named = code.filter((file) => /\b(?:jammy|noble|focal)\b/.test(readFileSync(file, 'utf8')));
  expect(named).toEqual([]);
});

test('a feature that Azure no longer knows, since everybody has it, stops nothing', async () => {
  const { cli } = readyCli({ triggers: new Error("(FeatureNotFound) The feature 'Triggers' could not be found.") });
  await expect(beforeProvision(cli, readySettings, now)).resolves.toBeUndefined();
});

test('a subscription that does not list deleted workspaces goes on', async () => {
  const { cli } = readyCli({ deletedWorkspaces: new Error('NoRegisteredProviderFound') });
  await expect(beforeProvision(cli, readySettings, now)).resolves.toBeUndefined();
});

test('every size that the templates name has its quota among the questions', () => {
  const sizes = readSnapshot('default').predictedResources.flatMap((resource) =>
    ['properties.hardwareProfile.vmSize', 'properties.vmProfile.vmSize', 'properties.properties.vmSize'].flatMap(
      (path) => at(resource, path) ?? [],
    ),
  );
  expect([...new Set(sizes)].sort()).toEqual(['Standard_D4ds_v5', 'Standard_DS3_v2']);
});

/** The hook as azd starts it, with an `az` that does what a script says, or none at all. */
function hookWith(az: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-hook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (az !== undefined) {
    writeFileSync(join(folder, 'az'), `#!/bin/sh\n${az}\n`);
    chmodSync(join(folder, 'az'), 0o755);
  }
  const path = az === undefined ? folder : [folder, process.env['PATH']].join(delimiter);
  try {
    const env = { ...readySettings, PATH: path };
    return execFileSync(process.execPath, ['scripts/deploy.ts', 'before-provision'], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    return String(Reflect.get(Object(error), 'stderr'));
  }
}

test.skipIf(process.platform === 'win32').each([
  ['is missing', undefined, 'az is not installed, or not on the PATH: https://aka.ms/azure-cli'],
  [
    'is not signed in',
    `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
    'az is not signed in. Run: az login',
  ],
  [
    'fails',
    `echo 'ERROR: The connection was reset' >&2; exit 1`,
    'az account show failed: ERROR: The connection was reset',
  ],
])('the hook says so in one message, without a stack, when az %s', (_, az, text) => {
  expect(hookWith(az)).toBe(
    `Nothing was deployed. One thing has to be put right first:\n1. Nobody could look at which subscription az uses. ${text}\n`,
  );
});
