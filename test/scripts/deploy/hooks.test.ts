import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Cli, type Deployed, readDeployed, readEnvironment } from '../../../scripts/deploy/cli.ts';
import { connectRegistration, ensureRegistration } from '../../../scripts/deploy/registration.ts';
import { fillVault } from '../../../scripts/deploy/secrets.ts';
import { approveEndpoints, closeHostAccount, lockPolicies, openHostAccount } from '../../../scripts/deploy/storage.ts';

const guid = (digit: string): string => `00000000-0000-4000-8000-${digit.repeat(12)}`;
const outputs = {
  AZURE_ENV_NAME: 'research',
  AZURE_LOCATION: 'westeurope',
  AZURE_SUBSCRIPTION_ID: guid('1'),
  AZURE_TENANT_ID: guid('2'),
  ENTRA_CLIENT_ID: guid('3'),
  CONTROL_RESOURCE_GROUP: 'rg-control',
  SECURE_RESOURCE_GROUP: 'rg-secure',
  FUNCTION_APP_NAME: 'func-x',
  PUBLIC_URL: 'https://func-x.azurewebsites.net',
  DATA_FACTORY_NAME: 'adf-x',
  DATA_ACCOUNTS: 'stpubx stsecx',
  HOST_ACCOUNT: 'sthstx',
  CONTROL_ACCOUNT: 'stctlx',
  SECURE_ACCOUNT: 'stsecx',
  KEY_VAULT_NAME: 'kv-x',
  CONTROL_PRINCIPAL_ID: guid('4'),
  LOCK_IMMUTABILITY: 'True',
};
const deployed = (more: NodeJS.ProcessEnv = {}): Deployed => readDeployed({ ...outputs, ...more });

/** Answers by the first words of a command; remembers every command and every body that was sent. */
function script(answers: Readonly<Record<string, unknown>>) {
  const said: string[] = [];
  const bodies: unknown[] = [];
  const cli: Cli = async (program, args) => {
    const line = [program, ...args].join(' ');
    said.push(line);
    const body = args.find((word) => word.startsWith('@'));
    if (body) bodies.push(JSON.parse(readFileSync(body.slice(1), 'utf8')));
    const key = Object.keys(answers).find((start) => line.startsWith(start));
    return key === undefined ? '' : JSON.stringify(answers[key]);
  };
  return { cli, said, bodies };
}

test('the app registration is made once, has both roles and no secret', async () => {
  const there = script({ 'az ad app list': [{ id: guid('5'), appId: guid('6') }], 'az ad sp list': [{}] });
  expect(await ensureRegistration(there.cli, readEnvironment(outputs))).toBe(guid('6'));
  expect(there.said.filter((line) => line.includes(' create'))).toEqual([]);
  expect(JSON.stringify(there.bodies)).toContain('Ops.Operator');
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

test('only pending endpoints of our own factory are approved', async () => {
  const connection = (name: string, status: string) => ({
    id: `/connections/${name}`,
    properties: { privateEndpoint: { id: `/endpoints/${name}` }, privateLinkServiceConnectionState: { status } },
  });
  const { cli, said } = script({
    'az network private-endpoint-connection list': [
      connection('adf-x.public-storage', 'Pending'),
      connection('adf-x.secure-storage', 'Approved'),
      connection('adf-xy.public-storage', 'Pending'),
      connection('somebody-else', 'Pending'),
    ],
  });
  expect(await approveEndpoints(cli, deployed())).toBe(2);
  const approved = said.filter((line) => line.includes(' approve '));
  expect(approved.every((line) => line.includes('--id /connections/adf-x.public-storage '))).toBe(true);
});

test('the host account is opened to one address for two hours at most, and to nobody without one', async () => {
  const now = new Date('2027-01-01T12:00:00Z');
  const { cli, said } = script({});
  await expect(openHostAccount(cli, deployed(), now)).rejects.toThrow(/DEPLOYER_ADDRESS/);
  expect(said).toEqual([]);
  await openHostAccount(cli, deployed({ DEPLOYER_ADDRESS: '192.0.2.7' }), now);
  expect(said.join('\n')).toContain('--expires-on 2027-01-01T14:00:00.000Z');
  expect(said.at(-1)).toContain('--ip-address 192.0.2.7');
  await closeHostAccount(cli, deployed({ DEPLOYER_ADDRESS: '192.0.2.7' }));
  expect(said.join('\n')).toContain('--public-network-access Disabled');
  expect(said.at(-1)).toContain('policy exemption delete');
});

test('a policy that is locked is left alone', async () => {
  const { cli, said } = script({ 'az storage container immutability-policy show': { etag: 'e', state: 'Locked' } });
  await lockPolicies(cli, deployed());
  expect(said.filter((line) => line.includes(' lock '))).toEqual([]);
});
