import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readEnvironment, roomOf, settingsOfHooks } from '../../../scripts/deploy/cli.ts';
import { connectRegistration, controlPlaneOf, ensureRegistration } from '../../../scripts/deploy/registration.ts';
import { ensureRoomRegistration, missingConsent } from '../../../scripts/deploy/room-registration.ts';
import { fillRoomVault, fillVault } from '../../../scripts/deploy/secrets.ts';
import { approveEndpoints, lockedPolicies, lockPolicies } from '../../../scripts/deploy/storage.ts';
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
  await connectRegistration(first.cli, deployed(), controlPlaneOf(deployed()));
  expect(first.bodies.at(-1)).toMatchObject({ subject: guid('4'), audiences: ['api://AzureADTokenExchange'] });
  const again = script({ ...answers, 'az ad app federated-credential list': [{ name: 'x', subject: guid('4') }] });
  await connectRegistration(again.cli, deployed(), controlPlaneOf(deployed()));
  expect(again.bodies).toHaveLength(1);
});

test('secrets that are missing are made, those that are there are kept, and none stands on a command line', async () => {
  const { cli, said, bodies } = script({ 'az rest --method GET': { value: [{ name: 'session-key' }] } });
  expect(await fillVault(cli, deployed({ SMTP_PASSWORD: 'spring-rain' }))).toEqual([
    'row-key',
    'receipt-key',
    'checkpoint-key',
    'smtp-password',
  ]);
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
  const there = {
    value: ['session-key', 'row-key', 'receipt-key', 'checkpoint-key', 'smtp-password'].map((name) => ({ name })),
  };
  const { cli } = script({ 'az rest --method GET': there });
  expect(await fillVault(cli, deployed({ SMTP_PASSWORD: 'summer-rain' }))).toEqual(['smtp-password']);
  expect(await fillVault(cli, deployed())).toEqual([]);
});

test('code is taken from one address while it is deployed, from nobody afterwards, and never from everybody', async () => {
  const { cli, said, bodies } = script({});
  await expect(openUpload(cli, deployed(), 'func-x')).rejects.toThrow(/DEPLOYER_ADDRESS/);
  expect(said).toEqual([]);
  await openUpload(cli, deployed({ DEPLOYER_ADDRESS: '192.0.2.7' }), 'func-x');
  await closeUpload(cli, deployed({ DEPLOYER_ADDRESS: '192.0.2.7' }), 'func-x');
  const nobody = { name: 'nobody', action: 'Deny', priority: 65000, ipAddress: '0.0.0.0/0' };
  const deployer = { name: 'deployer', action: 'Allow', priority: 100, ipAddress: '192.0.2.7/32' };
  const lists = z.array(z.object({ properties: z.object({ scmIpSecurityRestrictions: z.array(z.unknown()) }) }));
  const [opened, closed] = lists.parse(bodies).map(({ properties }) => properties.scmIpSecurityRestrictions);
  expect(opened).toEqual([deployer, nobody]);
  expect(closed).toEqual([nobody]);
  const apps = readSnapshot('everything').predictedResources.filter(({ type }) => type === 'Microsoft.Web/sites');
  expect(apps.map((app) => at(app, 'properties.siteConfig.scmIpSecurityRestrictions'))).toEqual([closed, closed]);
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
    lockedPolicies(script({ 'az storage account list': accounts, ...answers }).cli, readEnvironment(outputs));
  expect(await locked([])).toEqual({ audit: false, evidence: false });
  expect((await locked([account('stctlx', 'research'), account('stsecx', 'another')])).audit).toBe(false);
  expect((await locked([account('stctlx', 'research'), account('stsecx', 'research')])).audit).toBe(true);
});

test('policies on what the reading room writes are locked and noticed apart from the others, which may be older', async () => {
  const policies = 'az storage container immutability-policy show';
  const secure = `${policies} --resource-group rg-secure --account-name stsecx --container-name`;
  const there = script({
    'az storage account list': [
      { name: 'stsecx', resourceGroup: 'rg-secure', tags: { 'azd-env-name': 'research', application: 'sallyport' } },
    ],
    'az storage container-rm list': ['datasets', 'evidence', 'places', 'views'].map((name) => ({ name })),
    [`${secure} datasets`]: { etag: 'e', state: 'Locked' },
    [policies]: { etag: 'e', state: 'Unlocked' },
  });
  expect(await lockedPolicies(there.cli, readEnvironment(outputs))).toEqual({ audit: true, evidence: false });
  await lockPolicies(there.cli, withRoom());
  const locked = there.said
    .filter((line) => line.includes(' lock '))
    .map((line) => /--container-name (\w+)/.exec(line)?.[1]);
  expect(locked).toEqual(['audit', 'evidence', 'places', 'views']);
});

const withRoom = () =>
  deployed({
    ROOM_APP_NAME: 'func-room-x',
    ROOM_URL: 'https://func-room-x.azurewebsites.net',
    ROOM_VAULT_NAME: 'kv-roomx',
    ROOM_PRINCIPAL_ID: guid('a'),
    ROOM_CLIENT_ID: guid('b'),
  });
const storagePrincipal = { id: guid('c'), oauth2PermissionScopes: [{ id: guid('d'), value: 'user_impersonation' }] };

test('the reading room has a registration of its own, which may reach storage as the person and nothing else', async () => {
  const { cli, said, bodies } = script({
    'az ad app list': [{ id: guid('5'), appId: guid('b') }],
    'az ad sp list': [{}],
    'az ad sp show': storagePrincipal,
  });
  expect(await ensureRoomRegistration(cli, readEnvironment(outputs))).toBe(guid('b'));
  expect(said[0]).toContain("displayName eq 'Sallyport reading room research 00000000'");
  expect(bodies).toEqual([
    {
      requiredResourceAccess: [
        {
          resourceAppId: 'e406a681-f3d4-42a8-90b6-c2b029497af1',
          resourceAccess: [{ id: guid('d'), type: 'Scope' }],
        },
      ],
    },
  ]);
});

test('its own identity signs in as it, and its key lies in its own vault', async () => {
  const room = roomOf(withRoom());
  if (room === undefined) throw new Error('there is a reading room');
  const { cli, said, bodies } = script({
    'az ad app show': { id: guid('5') },
    'az ad app federated-credential list': [],
    'az rest --method GET': { value: [] },
  });
  await connectRegistration(cli, withRoom(), { ...room, identity: 'id-inspect' });
  expect(bodies[0]).toEqual({ web: { redirectUris: ['https://func-room-x.azurewebsites.net/api/sign-in/callback'] } });
  expect(bodies[1]).toMatchObject({ subject: guid('a'), name: expect.stringContaining('id-inspect-research-') });
  expect(await fillRoomVault(cli, withRoom(), room)).toEqual(['reading-room-key']);
  expect(said.at(-1)).toContain('/vaults/kv-roomx/secrets/reading-room-key');
  expect(roomOf(deployed())).toBeUndefined();
  expect(() => roomOf(deployed({ ROOM_APP_NAME: 'func-room-x' }))).toThrow(/vault/);
});

test.each([
  ['nobody consented', []],
  ['one person consented', [{ consentType: 'Principal', resourceId: guid('c'), scope: 'user_impersonation' }]],
  [
    'the consent is for another resource',
    [{ consentType: 'AllPrincipals', resourceId: guid('e'), scope: 'user_impersonation' }],
  ],
  ['the consent is for another right', [{ consentType: 'AllPrincipals', resourceId: guid('c'), scope: 'other' }]],
])('%s: the hook says the one command of the administrator', async (_what, value) => {
  const { cli } = script({ 'az ad sp show': storagePrincipal, 'az rest --method GET': { value } });
  expect(await missingConsent(cli, guid('b'))).toContain(`az ad app permission admin-consent --id ${guid('b')}`);
});

test('a consent that was given for everybody is not asked for again', async () => {
  const value = [{ consentType: 'AllPrincipals', resourceId: guid('c'), scope: 'openid user_impersonation' }];
  const { cli } = script({ 'az ad sp show': storagePrincipal, 'az rest --method GET': { value } });
  expect(await missingConsent(cli, guid('b'))).toBeUndefined();
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
  const setByHook = ['ENTRA_CLIENT_ID', 'ROOM_CLIENT_ID'];
  const fromDeployment = Object.keys(readSnapshot('default').outputs ?? {});
  const given = [...givenByAzd, ...givenByPeople, ...setByHook, ...fromDeployment];
  expect(settingsOfHooks.filter((name) => !given.includes(name))).toEqual([]);
});
