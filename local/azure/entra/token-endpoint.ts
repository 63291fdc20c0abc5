import { createHash } from 'node:crypto';
import { type Application, type Directory, findIdentity } from '../directory.ts';
import type { LocalReply, LocalRequest } from '../server.ts';
import { pairwiseSubject, resourceIssuer, type TokenIssuer, TokenRefused } from '../tokens.ts';
import type { AuthorizationCodes, Grant } from './authorization-codes.ts';
import { EntraError } from './entra-error.ts';
import { membershipClaims } from './person-claims.ts';
import { registeredApplication } from './registered-application.ts';
import { graphResource, redeemedResource, resourceScopes } from './resource-scopes.ts';

export interface TokenEndpointOptions {
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly codes: AuthorizationCodes;
  readonly issuer: string;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Answers the token endpoint for the authorization code grant. Throws EntraError for everything that Entra refuses. */
export async function redeemCode(request: LocalRequest, options: TokenEndpointOptions): Promise<LocalReply> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  const form = new URLSearchParams(isForm ? (await request.body()).toString('utf8') : '');
  for (const name of ['grant_type', 'client_id']) requireParameter(form, name);
  const application = registeredApplication(options.directory, form.get('client_id'));
  await checkClient(form, application, options);
  const grantType = form.get('grant_type');
  if (grantType !== 'authorization_code') {
    throw new EntraError(400, 'unsupported_grant_type', 70003, `The grant type '${grantType ?? ''}' is not supported.`);
  }
  for (const name of ['code', 'redirect_uri']) requireParameter(form, name);
  const grant = options.codes.redeem(form.get('code') ?? '');
  checkGrant(grant, form);
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const resource = redeemedResource(asked, grant.scopes, application);
  const idToken = await issueIdToken(grant, application, options);
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      token_type: 'Bearer',
      scope: (asked.length === 0 ? grant.scopes : asked).join(' '),
      expires_in: 3600,
      access_token: await issueAccessToken(
        { ...grant, scopes: asked.length === 0 ? grant.scopes : asked },
        resource,
        options,
      ),
      id_token: idToken,
    },
  };
}

function requireParameter(form: URLSearchParams, name: string): void {
  if (form.get(name)) return;
  throw new EntraError(
    400,
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

async function checkClient(
  form: URLSearchParams,
  application: Application,
  options: TokenEndpointOptions,
): Promise<void> {
  if (form.has('client_secret')) {
    throw new EntraError(401, 'invalid_client', 7000215, 'The application has no client secret.');
  }
  const assertion = form.get('client_assertion');
  if (assertion === null || form.get('client_assertion_type') !== assertionType) {
    throw new EntraError(401, 'invalid_client', 7000218, 'The request body must contain client_assertion.');
  }
  const { audience, identity } = application.federatedCredential;
  const expected = findIdentity(options.directory, identity);
  try {
    const caller = await options.tokens.verify(`Bearer ${assertion}`, [audience], [options.issuer]);
    if (caller.oid === expected.oid) return;
    throw new EntraError(
      401,
      'invalid_client',
      700213,
      `No matching federated identity record found for presented assertion subject '${caller.oid}'.`,
    );
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    const number =
      error.code === 'InvalidAudience' ? 700212 : error.code === 'ExpiredAuthenticationToken' ? 700024 : 700027;
    throw new EntraError(401, 'invalid_client', number, `The client assertion was refused. ${error.message}`);
  }
}

function checkGrant(grant: Grant, form: URLSearchParams): void {
  if (form.get('client_id') !== grant.clientId) {
    throw new EntraError(400, 'invalid_grant', 700005, 'The authorization code was issued to another client.');
  }
  if (form.get('redirect_uri') !== grant.redirectUri) {
    throw new EntraError(
      400,
      'invalid_grant',
      500112,
      'The reply address does not match the one of the authorize request.',
    );
  }
  const verifier = form.get('code_verifier') ?? '';
  if (createHash('sha256').update(verifier).digest('base64url') !== grant.challenge) {
    throw new EntraError(400, 'invalid_grant', 501481, 'The code_verifier does not match the code_challenge.');
  }
}

/** Entra gives who it is about only to those who asked for it: object id and names for `profile`, the address for `email`. */
async function issueIdToken(grant: Grant, application: Application, options: TokenEndpointOptions): Promise<string> {
  const { person, nonce, clientId, scopes, contexts } = grant;
  const profile = { oid: person.oid, name: person.name, preferred_username: person.email };
  const claims = {
    ...(scopes.includes('profile') ? profile : {}),
    ...(scopes.includes('email') ? { email: person.email } : {}),
    ver: '2.0',
    ...membershipClaims(options.directory, application, person),
    ...(contexts.length === 0 ? {} : { acrs: contexts }),
    ...(nonce === undefined ? {} : { nonce }),
  };
  const subject = pairwiseSubject(person.oid, clientId);
  return await options.tokens.issue({ issuer: options.issuer, audience: clientId, subject, claims });
}

const graph = '00000003-0000-0000-c000-000000000000';

/**
 * The access token is for the resource that was asked for; that of a bare sign-in is meant for Microsoft Graph, so nothing of ours may
 * accept it.
 */
async function issueAccessToken(
  { person, clientId, scopes }: Grant,
  resource: string | undefined,
  options: TokenEndpointOptions,
): Promise<string> {
  const { oid, email: upn } = person;
  if (resource !== undefined && resource !== graphResource) {
    const scp = resourceScopes(scopes).map(({ name }) => name);
    const claims = { oid, upn, appid: clientId, scp: scp.join(' ') };
    const subject = pairwiseSubject(oid, resource);
    return await options.tokens.issue({ issuer: resourceIssuer, audience: resource, subject, claims });
  }
  return await options.tokens.issue({
    issuer: options.issuer,
    audience: graph,
    subject: pairwiseSubject(oid, graph),
    claims: { oid, scp: scopes.join(' ') },
  });
}
