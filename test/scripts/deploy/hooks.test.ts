import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readEnvironment, settingsOfHooks } from '../../../scripts/deploy/cli.ts';
import { connectRegistration, ensureRegistration } from '../../../scripts/deploy/registration.ts';
import { fillVault } from '../../../scripts/deploy/secrets.ts';
import { approveEndpoints, isLocked, lockPolicies } from '../../../scripts/deploy/storage.ts';
import { closeUpload, openUpload } from '../../../scripts/deploy/upload.ts';
import { virtualDesktopPrincipal } from '../../../scripts/deploy/virtual-desktop.ts';
import { at, readSnapshot } from '../../infra/snapshot.ts';
import { deployed, guid, outputs, script } from './scripted-cli.ts';

test('the app registration is made once, has its roles, lets tokens name groups, and has no secret', async () => {
  const there = script({ 'az ad app list': [{ id: guid('5'), appId: guid('6') }], 'az ad sp list': [{}] });
  expect(await ensureRegistration(there.cli, readEnvironment(outputs))).toBe(guid('6'));
  expect(there.said[0]).toContain("displayName eq 'Sallyport research 00000000'");
  expect(there.said.filter((line) => line.includes(' create'))).toEqual([]);
  expect(there.bodies[0]).toMatchObject({
    groupMembershipClaims: 'ApplicationGroup',
    optionalClaims: { idToken: [{ name: 'groups' }, { name: 'acrs' }], accessToken: [{ name: 'groups' }] },
    appRoles: ['Ops.Reader', 'Ops.Operator', 'Project.Member'].map((value) => expect.objectContaining({ value })),
  });
  const sent = z.object({ appRoles: z.array(z.object({ id: z.guid() })) }).parse(there.bodies[0]);
  const ids = sent.appRoles.map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  const guide = readFileSync(new URL('../../../docs/environment.md', import.meta.url), 'utf8');
  expect(/appRoleId\\":\\"([0-9a-f-]{36})/.exec(guide)?.[1]).toBe(ids[2]);
  expect(there.said.join('\n')).not.toMatch(/credential reset|password/);
});

test('two registrations of one name are a question for a person', async () => {
  const twice = { id: guid('5'), appId: guid('6') };
  const { cli } = script({ 'az ad app list': [twice, twice] });
  await expect(ensureRegistration(cli, readEnvironment(outputs))).rejects.toThrow(/several/);
});

test('the managed identity becomes a federated credential only once', async () => {
  const answers = { 'az ad app show': { id: guid('5') }, 'az ad app federated-credential list': [] };
  const first = script(answers);
  await connectRegistration(first.cli, deployed());
  expect(first.bodies.at(-1)).toMatchObject({ subject: guid('4'), audiences: ['api://AzureADTokenExchange'] });
  const again = script({ ...answers, 'az ad app federated-credential list': [{ name: 'x', subject: guid('4') }] });
  await connectRegistration(again.cli, deployed());
  expect(again.bodies).toHaveLength(1);
});

test('secrets that are missing are made, those that are there are kept, and none stands on a command line', async () => {
  const { cli, said, bodies } = script({ 'az rest --method GET': { value: [{ name: 'session-key' }] } });
  expect(await fillVault(cli, deployed({ SMTP_PASSWORD: 'spring-rain' }))).toEqual(['receipt-key', 'smtp-password']);
  expect(JSON.stringify(bodies)).toContain('spring-rain');
  expect(JSON.stringify(bodies)).toContain('Ed25519');
  expect(said.join('\n')).not.toContain('spring-rain');
});

/** Azure as it is asked for endpoints: those of the factory, and who asks the account of uploads for a connection. */
function endpoints(
  ours: Readonly<Record<string, string>>,
  askers: readonly (readonly [name: string, status: string])[],
) {
  return script({
    'az rest --method GET': {
      value: Object.entries(ours).map(([name, status]) => ({
        name,
        properties: { privateLinkResourceId: '/accounts/stpubx', connectionState: { status } },
      })),
    },
    'az network private-endpoint-connection list': askers.map(([name, status], index) => ({
      id: `/connections/${index}-${name}`,
      properties: { privateEndpoint: { id: `/endpoints/${name}` }, privateLinkServiceConnectionState: { status } },
    })),
  });
}
const approvals = (said: readonly string[]) => said.filter((line) => line.includes(' approve '));

test('only endpoints that our own factory waits for are approved', async () => {
  const { cli, said } = endpoints({ 'public-storage': 'Pending', 'secure-storage': 'Approved' }, [
    ['adf-x.public-storage', 'Pending'],
    ['adf-x.secure-storage', 'Pending'],
    ['adf-x.another', 'Pending'],
    ['adf-xy.public-storage', 'Pending'],
  ]);
  expect(await approveEndpoints(cli, deployed())).toBe(1);
  expect(approvals(said)).toEqual([expect.stringContaining('--id /connections/0-adf-x.public-storage ')]);
});

test('a stranger who asks under the name of an endpoint of ours is approved neither beside it nor after it', async () => {
  const askers = [
    ['adf-x.public-storage', 'Pending'],
    ['adf-x.public-storage', 'Pending'],
  ] as const;
  const beside = endpoints({ 'public-storage': 'Pending' }, askers);
  await expect(approveEndpoints(beside.cli, deployed())).rejects.toThrow(/Two private endpoints called adf-x/);
  const after = endpoints({ 'public-storage': 'Approved' }, askers.slice(1));
  expect(await approveEndpoints(after.cli, deployed())).toBe(0);
  expect([...approvals(beside.said), ...approvals(after.said)]).toEqual([]);
});

test('a mail password that is given replaces the one in the vault', async () => {
  const there = { value: ['session-key', 'receipt-key', 'smtp-password'].map((name) => ({ name })) };
  const { cli } = script({ 'az rest --method GET': there });
  expect(await fillVault(cli, deployed({ SMTP_PASSWORD: 'summer-rain' }))).toEqual(['smtp-password']);
  expect(await fillVault(cli, deployed())).toEqual([]);
});

test('code is taken from one address while it is deployed, from nobody afterwards, and never from everybody', async () => {
  const { cli, said, bodies } = script({});
  await expect(openUpload(cli, deployed())).rejects.toThrow(/DEPLOYER_ADDRESS/);
  expect(said).toEqual([]);
  await openUpload(cli, deployed({ DEPLOYER_ADDRESS: '192.0.2.7' }));
  await closeUpload(cli, deployed({ DEPLOYER_ADDRESS: '192.0.2.7' }));
  const nobody = { name: 'nobody', action: 'Deny', priority: 65000, ipAddress: '0.0.0.0/0' };
  const deployer = { name: 'deployer', action: 'Allow', priority: 100, ipAddress: '192.0.2.7/32' };
  const lists = z.array(z.object({ properties: z.object({ scmIpSecurityRestrictions: z.array(z.unknown()) }) }));
  const [opened, closed] = lists.parse(bodies).map(({ properties }) => properties.scmIpSecurityRestrictions);
  expect(opened).toEqual([deployer, nobody]);
  expect(closed).toEqual([nobody]);
  const [app] = readSnapshot('default').predictedResources.filter(({ type }) => type === 'Microsoft.Web/sites');
  expect(app && at(app, 'properties.siteConfig.scmIpSecurityRestrictions')).toEqual(closed);
});

test('a policy that is locked is left alone', async () => {
  const { cli, said } = script({ 'az storage container immutability-policy show': { etag: 'e', state: 'Locked' } });
  await lockPolicies(cli, deployed());
  expect(said.filter((line) => line.includes(' lock '))).toEqual([]);
});

test('a policy that somebody locked is noticed before the next deployment, and only in this environment', async () => {
  const account = (name: string, environment: string) => ({
    name,
    resourceGroup: 'rg-secure',
    tags: { 'azd-env-name': environment, application: 'sallyport' },
  });
  const answers = {
    'az storage container-rm list': [{ name: 'audit' }, { name: 'datasets' }],
    'az storage container immutability-policy show --resource-group rg-secure --account-name stsecx': {
      etag: 'e',
      state: 'Locked',
    },
    'az storage container immutability-policy show': { etag: 'e', state: 'Unlocked' },
  };
  const locked = (accounts: readonly object[]) =>
    isLocked(script({ 'az storage account list': accounts, ...answers }).cli, readEnvironment(outputs));
  expect(await locked([])).toBe(false);
  expect(await locked([account('stctlx', 'research'), account('stsecx', 'another')])).toBe(false);
  expect(await locked([account('stctlx', 'research'), account('stsecx', 'research')])).toBe(true);
});

test('scripts get tokens in the name of people from the Azure CLI, once the scope is there', async () => {
  const { cli, bodies } = script({ 'az ad app list': [{ id: guid('5'), appId: guid('6') }], 'az ad sp list': [{}] });
  await ensureRegistration(cli, readEnvironment(outputs));
  const api = z.object({
    oauth2PermissionScopes: z.array(z.object({ id: z.guid() })),
    preAuthorizedApplications: z
      .array(z.object({ appId: z.guid(), delegatedPermissionIds: z.array(z.guid()) }))
      .optional(),
  });
  const [first, second] = z
    .array(z.object({ api }))
    .parse(bodies)
    .map((body) => body.api);
  expect(first?.preAuthorizedApplications).toBeUndefined();
  expect(second?.preAuthorizedApplications).toEqual([
    {
      appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
      delegatedPermissionIds: first?.oauth2PermissionScopes.map(({ id }) => id),
    },
  ]);
});

test('the service that starts session hosts is found, and made where nobody has used it', async () => {
  const there = script({ 'az ad sp list': [{ id: guid('8') }] });
  expect(await virtualDesktopPrincipal(there.cli)).toBe(guid('8'));
  expect(there.said.filter((line) => line.includes(' create'))).toEqual([]);
  const absent = script({ 'az ad sp list': [], 'az ad sp create': { id: guid('9') } });
  expect(await virtualDesktopPrincipal(absent.cli)).toBe(guid('9'));
});

test('azd, people or the deployment give each setting that a hook reads', () => {
  const givenByAzd = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID'];
  const givenByPeople = ['ACCESS', 'SMTP_PASSWORD', 'DEPLOYER_ADDRESS'];
  const setByHook = ['ENTRA_CLIENT_ID'];
  const fromDeployment = Object.keys(readSnapshot('default').outputs ?? {});
  const given = [...givenByAzd, ...givenByPeople, ...setByHook, ...fromDeployment];
  expect(settingsOfHooks.filter((name) => !given.includes(name))).toEqual([]);
});
