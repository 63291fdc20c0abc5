import { z } from 'zod';
import { ask, type Cli, type Environment, rest } from './cli.ts';
import { ensureApplication, ensurePrincipal, graph, registrationName } from './registration.ts';

/** Azure Storage, as Microsoft registered it in every tenant. */
const storage = 'e406a681-f3d4-42a8-90b6-c2b029497af1';
const scopeName = 'user_impersonation';

const storagePrincipal = z.object({
  id: z.guid(),
  oauth2PermissionScopes: z.array(z.object({ id: z.guid(), value: z.string() })),
});
const grants = z.object({
  value: z.array(z.object({ consentType: z.string(), resourceId: z.guid(), scope: z.string() })),
});

/**
 * Makes the app registration of the reading room, or brings it to what it should be: apart from that of the control plane, without a
 * secret, and with one right, to reach storage as the person who signed in. Gives its client id.
 */
export async function ensureRoomRegistration(cli: Cli, environment: Environment): Promise<string> {
  const { id, appId } = await ensureApplication(cli, registrationName('Sallyport reading room', environment));
  const { oauth2PermissionScopes } = await askStorage(cli);
  const scope = oauth2PermissionScopes.find(({ value }) => value === scopeName);
  if (scope === undefined) throw new Error(`Azure Storage shows no scope ${scopeName} in this tenant.`);
  await rest(cli, 'PATCH', `${graph}/applications/${id}`, {
    requiredResourceAccess: [{ resourceAppId: storage, resourceAccess: [{ id: scope.id, type: 'Scope' }] }],
  });
  await ensurePrincipal(cli, appId);
  return appId;
}

/**
 * What a tenant administrator still has to do before people can read in the reading room, in one line; undefined when it is done. Nobody
 * consents for themselves: the reading room asks for storage in the name of everybody who signs in.
 */
export async function missingConsent(cli: Cli, clientId: string): Promise<string | undefined> {
  const resource = await askStorage(cli);
  const own = await ask(cli, z.object({ id: z.guid() }), ['ad', 'sp', 'show', '--id', clientId]);
  const url = `${graph}/servicePrincipals/${own.id}/oauth2PermissionGrants`;
  const { value } = await ask(cli, grants, ['rest', '--method', 'GET', '--url', url]);
  const given = value.some(
    ({ consentType, resourceId, scope }) =>
      consentType === 'AllPrincipals' && resourceId === resource.id && scope.split(' ').includes(scopeName),
  );
  if (given) return undefined;
  return `nobody can read in the reading room yet: a tenant administrator has to run az ad app permission admin-consent --id ${clientId}`;
}

const askStorage = (cli: Cli) => ask(cli, storagePrincipal, ['ad', 'sp', 'show', '--id', storage]);
