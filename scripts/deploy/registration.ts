import { z } from 'zod';
import { ask, type Cli, type Deployed, type Environment, rest } from './cli.ts';

const applications = z.array(z.object({ id: z.guid(), appId: z.guid() }));
const credentials = z.array(z.object({ name: z.string(), subject: z.string() }));
const graph = 'https://graph.microsoft.com/v1.0';
const roleIds = {
  'Ops.Reader': '6f0d1c0e-53c8-4f0b-9c57-0c6c7a3c1f01',
  'Ops.Operator': '6f0d1c0e-53c8-4f0b-9c57-0c6c7a3c1f02',
};

/** Makes the app registration that people sign in to, or brings it to what it should be. It has no secret. Gives its client id. */
export async function ensureRegistration(cli: Cli, environment: Environment): Promise<string> {
  const name = `Sallyport ${environment.AZURE_ENV_NAME}`;
  const find = () => ask(cli, applications, ['ad', 'app', 'list', '--filter', `displayName eq '${name}'`]);
  if ((await find()).length === 0) {
    await cli('az', ['ad', 'app', 'create', '--display-name', name, '--sign-in-audience', 'AzureADMyOrg']);
  }
  const [application, another] = await find();
  if (!application)
    throw new Error(`Entra does not show the app registration '${name}' yet. Run the same command again.`);
  if (another) throw new Error(`There are several app registrations called '${name}'. Rename or delete all but one.`);
  await rest(cli, 'PATCH', `${graph}/applications/${application.id}`, {
    identifierUris: [`api://${application.appId}`],
    api: { requestedAccessTokenVersion: 2 },
    appRoles: Object.entries(roleIds).map(([value, id]) => ({
      id,
      value,
      displayName: value,
      description: value === 'Ops.Reader' ? 'Sees operations' : 'Sees and steers operations',
      allowedMemberTypes: ['User', 'Application'],
      isEnabled: true,
    })),
  });
  const principals = await ask(cli, z.array(z.unknown()), [
    'ad',
    'sp',
    'list',
    '--filter',
    `appId eq '${application.appId}'`,
  ]);
  if (principals.length === 0) await cli('az', ['ad', 'sp', 'create', '--id', application.appId]);
  return application.appId;
}

/** Lets the app registration send people back to the app, and the app's managed identity sign in as it instead of a secret. */
export async function connectRegistration(cli: Cli, deployed: Deployed): Promise<void> {
  const clientId = deployed.ENTRA_CLIENT_ID;
  const { id } = await ask(cli, z.object({ id: z.guid() }), ['ad', 'app', 'show', '--id', clientId]);
  await rest(cli, 'PATCH', `${graph}/applications/${id}`, {
    web: { redirectUris: [`${deployed.PUBLIC_URL}/api/sign-in/callback`] },
  });
  const known = await ask(cli, credentials, ['ad', 'app', 'federated-credential', 'list', '--id', clientId]);
  if (known.some(({ subject }) => subject === deployed.CONTROL_PRINCIPAL_ID)) return;
  await rest(cli, 'POST', `${graph}/applications/${id}/federatedIdentityCredentials`, {
    name: `id-control-${deployed.AZURE_ENV_NAME}-${deployed.CONTROL_PRINCIPAL_ID.slice(0, 8)}`,
    issuer: `https://login.microsoftonline.com/${deployed.AZURE_TENANT_ID}/v2.0`,
    subject: deployed.CONTROL_PRINCIPAL_ID,
    audiences: ['api://AzureADTokenExchange'],
  });
}
