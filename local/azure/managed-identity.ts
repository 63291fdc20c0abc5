import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Directory, ManagedIdentity } from './directory.ts';
import type { FaultPlan } from './faults.ts';
import type { LocalReply, LocalRequest } from './server.ts';
import { resourceIssuer, type TokenIssuer } from './tokens.ts';

/** Audience of the token that stands in for a client secret when the app signs people in. */
export const exchangeAudience = 'api://AzureADTokenExchange';

/** A function app as App Service knows it. */
export interface IdentityApp {
  /** The value that it must send as X-IDENTITY-HEADER. */
  readonly secret: string;
  /** The identities that it carries. Others, such as Data Factory's own or another app's, cannot be had from within it. */
  readonly assigned: readonly ManagedIdentity['name'][];
}

export interface ManagedIdentityOptions {
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly faults: FaultPlan;
  /** The apps that ask; each is known by its header. */
  readonly apps: readonly IdentityApp[];
  /** Issuer of exchange tokens, as the federated credential names it. */
  readonly entraIssuer: string;
  /** Resources that tokens are given for, without a trailing slash. */
  readonly resources: readonly string[];
  /** Milliseconds since 1970, the same as the token issuer's. */
  readonly now: () => number;
}

/** Issues a token of a managed identity for a resource; what the endpoint below and the laptop's own Data Factory use. */
export async function identityToken(
  tokens: TokenIssuer,
  identity: ManagedIdentity,
  audience: string,
  issuer: string = resourceIssuer,
): Promise<string> {
  const claims = { oid: identity.oid, appid: identity.clientId, idtyp: 'app' };
  return await tokens.issue({ issuer, audience, subject: identity.oid, claims });
}

/**
 * Builds the handler of the App Service managed-identity endpoint, API version 2019-08-01: GET with resource and client_id, protected by
 * the X-IDENTITY-HEADER secret. Source: Microsoft's "How to use managed identities for App Service", REST endpoint reference.
 */
export function managedIdentityEndpoint(
  options: ManagedIdentityOptions,
): (request: LocalRequest) => Promise<LocalReply> {
  return (request) =>
    options.faults.apply('identity', request, async () => {
      const header = request.headers['x-identity-header'];
      const app = options.apps.find(({ secret }) => secretMatches(header, secret));
      if (app === undefined) {
        return refusal(401, 'The X-IDENTITY-HEADER is missing or wrong.');
      }
      const query = request.url.searchParams;
      if (request.method !== 'GET') return refusal(405, 'Only GET is supported.');
      if (query.get('api-version') !== '2019-08-01') return refusal(400, 'The api-version must be 2019-08-01.');
      const resource = query.get('resource')?.replace(/\/$/, '');
      if (resource === undefined || !options.resources.includes(resource)) {
        return refusal(400, `No token can be given for the resource '${resource ?? ''}'.`);
      }
      const clientId = query.get('client_id');
      const identity = options.directory.identities.find((candidate) => candidate.clientId === clientId);
      if (identity === undefined || !app.assigned.includes(identity.name)) {
        return refusal(
          400,
          'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
        );
      }
      return await answer(identity, resource, options);
    });
}

async function answer(
  identity: ManagedIdentity,
  resource: string,
  options: ManagedIdentityOptions,
): Promise<LocalReply> {
  const issuer = resource === exchangeAudience ? options.entraIssuer : resourceIssuer;
  const token = await identityToken(options.tokens, identity, resource, issuer);
  const expires = Math.floor(options.now() / 1000) + 3600;
  return {
    status: 200,
    body: {
      access_token: token,
      expires_on: String(expires),
      resource,
      token_type: 'Bearer',
      client_id: identity.clientId,
    },
  };
}

function refusal(statusCode: number, message: string): LocalReply {
  return { status: statusCode, body: { statusCode, message, correlationId: randomUUID() } };
}

function secretMatches(given: string | string[] | undefined, secret: string): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [Buffer.from(given), Buffer.from(secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}
