import type { Application } from '../directory.ts';
import { EntraError } from './entra-error.ts';

/** Scopes that say what an ID token tells of a person; they belong to no resource. */
const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Microsoft Graph as scopes name it; a scope without an address is one of Graph's. */
export const graphResource = 'https://graph.microsoft.com';

/** The resources of Azure in every tenant that this app has to do with, and the scopes that each has. */
const resourcesOfAzure: Readonly<Record<string, readonly string[]>> = {
  'https://storage.azure.com': ['user_impersonation'],
  'https://vault.azure.net': ['user_impersonation'],
};

/** A scope of a resource: `https://storage.azure.com/user_impersonation` is `user_impersonation` of storage. */
export interface ResourceScope {
  readonly resource: string;
  readonly name: string;
}

/** The scopes that ask for a token of a resource, without those of OpenID Connect. */
export function resourceScopes(scopes: readonly string[]): ResourceScope[] {
  return scopes
    .filter((scope) => scope !== '' && !openIdScopes.has(scope))
    .map((scope) => {
      const end = scope.lastIndexOf('/');
      return end === -1
        ? { resource: graphResource, name: scope }
        : { resource: scope.slice(0, end), name: scope.slice(end + 1) };
    });
}

/** Holds scopes against what exists and what the app's registration lists. Throws EntraError, which is shown to the person. */
export function requireListed(scopes: readonly ResourceScope[], application: Application): void {
  for (const { resource, name } of scopes) {
    const known = resource === graphResource ? undefined : resourcesOfAzure[resource];
    if (known === undefined && resource !== graphResource)
      refuse('invalid_resource', 500011, `The resource principal named ${resource} was not found in the tenant.`);
    if (known !== undefined && name !== '.default' && !known.includes(name))
      refuse('invalid_client', 650053, `The application asked for scope '${name}' that doesn't exist on ${resource}.`);
    const listed = application.permissions.find((permission) => permission.resource === resource);
    if (listed === undefined || (name !== '.default' && !listed.scopes.includes(name)))
      refuse('invalid_resource', 650057, `${resource}/${name} is not listed in the registration of the application.`);
  }
}

/**
 * The one resource that a code is redeemed for; undefined when the sign-in asked for none. Throws EntraError as Entra does: a code that
 * was given for a resource is redeemed with its scope (28003), for one resource (28000), of those that were asked for at the sign-in
 * (70011), and where an administrator or the person has consented (65001).
 */
export function redeemedResource(
  asked: readonly string[],
  granted: readonly string[],
  application: Application,
): string | undefined {
  if (asked.length === 0 && resourceScopes(granted).length > 0)
    refuse('invalid_request', 28003, 'The scope cannot be empty when a token is requested with an authorization code.');
  const scopes = resourceScopes(asked);
  const [resource, ...others] = new Set(scopes.map((scope) => scope.resource));
  if (resource === undefined) return undefined;
  if (others.length > 0)
    refuse('invalid_request', 28000, `The scope '${asked.join(' ')}' contains more than one resource.`);
  const strange = scopes.find(({ name }) => !granted.includes(`${resource}/${name}`) && !granted.includes(name));
  if (strange !== undefined)
    refuse('invalid_scope', 70011, `The scope '${strange.name}' was not asked for at the sign-in.`);
  const listed = application.permissions.find((permission) => permission.resource === resource);
  if (listed?.consented !== true) {
    const who = `the application with ID '${application.clientId}' named '${application.displayName}'`;
    refuse('invalid_grant', 65001, `The user or administrator has not consented to use ${who}.`, 'consent_required');
  }
  return resource;
}

function refuse(error: string, aadsts: number, message: string, suberror?: string): never {
  throw new EntraError(400, error, aadsts, message, suberror);
}
