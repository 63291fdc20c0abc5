import { z } from 'zod';
import { ask, type Cli, type Deployed, type Environment, rest } from './cli.ts';

const applications = z.array(z.object({ id: z.guid(), appId: z.guid() }));
const credentials = z.array(z.object({ name: z.string(), subject: z.string() }));
export const graph = 'https://graph.microsoft.com/v1.0';
/** What a program asks for that calls the API in the name of a person. */
const scopeId = '6f0d1c0e-53c8-4f0b-9c57-0c6c7a3c1f03';
/** The Azure CLI, as Microsoft registered it: people get their tokens for scripts from it. */
const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
/** A group is assigned with a role, since the application has roles; one that gives nothing is there for the groups of projects. */
const roles = [
  { value: 'Ops.Reader', id: '6f0d1c0e-53c8-4f0b-9c57-0c6c7a3c1f01', description: 'Sees operations' },
  { value: 'Ops.Operator', id: '6f0d1c0e-53c8-4f0b-9c57-0c6c7a3c1f02', description: 'Sees and steers operations' },
  {
    value: 'Project.Member',
    id: '6f0d1c0e-53c8-4f0b-9c57-0c6c7a3c1f04',
    description: 'Takes part in projects, whose groups tokens then name; gives no right by itself',
  },
];
/** Tokens name the groups that are assigned to the application, by object id, and no other groups of the person; those of a sign-in also the authentication contexts that were met. */
const claims = {
  groupMembershipClaims: 'ApplicationGroup',
  optionalClaims: { idToken: [{ name: 'groups' }, { name: 'acrs' }], accessToken: [{ name: 'groups' }] },
};

const scope = {
  id: scopeId,
  value: 'user_impersonation',
  type: 'Admin',
  isEnabled: true,
  adminConsentDisplayName: 'Call Sallyport in the name of a person',
  adminConsentDescription: 'Lets a program call the API as the person who signed in, with the roles of that person.',
};

/** Makes the app registration that people sign in to, or brings it to what it should be. It has no secret. Gives its client id. */
export async function ensureRegistration(cli: Cli, environment: Environment): Promise<string> {
  const application = await ensureApplication(cli, registrationName('Sallyport', environment));
  const url = `${graph}/applications/${application.id}`;
  const api = { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] };
  await rest(cli, 'PATCH', url, {
    identifierUris: [`api://${application.appId}`],
    api,
    ...claims,
    appRoles: roles.map((role) => ({
      ...role,
      displayName: role.value,
      allowedMemberTypes: ['User', 'Application'],
      isEnabled: true,
    })),
  });
  // A second request, because a program can only be let in to a scope that is there.
  const preAuthorizedApplications = [{ appId: azureCli, delegatedPermissionIds: [scopeId] }];
  await rest(cli, 'PATCH', url, { api: { ...api, preAuthorizedApplications } });
  await ensurePrincipal(cli, application.appId);
  return application.appId;
}

/** What a registration of one environment is called; names are unique in no tenant, so the beginning of the subscription's id is a part. */
export const registrationName = (what: string, environment: Environment): string =>
  `${what} ${environment.AZURE_ENV_NAME} ${environment.AZURE_SUBSCRIPTION_ID.slice(0, 8)}`;

/** Finds the registration of this name, or makes it. Throws when there are several. */
export async function ensureApplication(cli: Cli, name: string): Promise<{ id: string; appId: string }> {
  const find = () => ask(cli, applications, ['ad', 'app', 'list', '--filter', `displayName eq '${name}'`]);
  if ((await find()).length === 0) {
    await cli('az', ['ad', 'app', 'create', '--display-name', name, '--sign-in-audience', 'AzureADMyOrg']);
  }
  const [application, another] = await find();
  if (!application)
    throw new Error(`Entra does not show the app registration '${name}' yet. Run the same command again.`);
  if (another) throw new Error(`There are several app registrations called '${name}'. Rename or delete all but one.`);
  return application;
}

/** Makes the service principal of a registration where there is none yet. */
export async function ensurePrincipal(cli: Cli, appId: string): Promise<void> {
  const principals = await ask(cli, z.array(z.unknown()), ['ad', 'sp', 'list', '--filter', `appId eq '${appId}'`]);
  if (principals.length === 0) await cli('az', ['ad', 'sp', 'create', '--id', appId]);
}

/** An app that people sign in to: its registration, its address, and its identity, which signs in as the registration. */
export interface SignedInApp {
  readonly clientId: string;
  readonly url: string;
  readonly principalId: string;
  readonly identity: 'id-control' | 'id-inspect';
}

/** The app of the control plane. */
export const controlPlaneOf = (deployed: Deployed): SignedInApp => ({
  clientId: deployed.ENTRA_CLIENT_ID,
  url: deployed.PUBLIC_URL,
  principalId: deployed.CONTROL_PRINCIPAL_ID,
  identity: 'id-control',
});

/** Lets the app registration send people back to the app, and the app's managed identity sign in as it instead of a secret. */
export async function connectRegistration(cli: Cli, deployed: Deployed, app: SignedInApp): Promise<void> {
  const { clientId, url, principalId, identity } = app;
  const { id } = await ask(cli, z.object({ id: z.guid() }), ['ad', 'app', 'show', '--id', clientId]);
  await rest(cli, 'PATCH', `${graph}/applications/${id}`, { web: { redirectUris: [`${url}/api/sign-in/callback`] } });
  const known = await ask(cli, credentials, ['ad', 'app', 'federated-credential', 'list', '--id', clientId]);
  if (known.some(({ subject }) => subject === principalId)) return;
  await rest(cli, 'POST', `${graph}/applications/${id}/federatedIdentityCredentials`, {
    name: `${identity}-${deployed.AZURE_ENV_NAME}-${principalId.slice(0, 8)}`,
    issuer: `https://login.microsoftonline.com/${deployed.AZURE_TENANT_ID}/v2.0`,
    subject: principalId,
    audiences: ['api://AzureADTokenExchange'],
  });
}
