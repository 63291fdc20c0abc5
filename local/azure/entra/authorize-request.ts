import { z } from 'zod';
import type { Directory } from '../directory.ts';
import { EntraError } from './entra-error.ts';
import { registeredApplication } from './registered-application.ts';
import { requireListed, resourceScopes } from './resource-scopes.ts';

/** A sign-in request that may be shown to a person. */
export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly challenge: string;
  readonly scopes: readonly string[];
  readonly loginHint: string | undefined;
  /** Authentication contexts that the ID token is to say were met. */
  readonly contexts: readonly string[];
  /** The person is to be asked nothing (`prompt=none`). */
  readonly isSilent: boolean;
}

/** A request whose client and redirect are right but whose rest is not: the browser goes back to the app with the error, as OAuth 2.0 §4.1.2.1 says. */
export class AuthorizeRefusal extends Error {
  override readonly name = 'AuthorizeRefusal';
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly error: string;
  constructor(redirectUri: string, state: string | undefined, error: string, message: string) {
    super(message);
    this.redirectUri = redirectUri;
    this.state = state;
    this.error = error;
  }
}

/**
 * Checks a sign-in request. Throws EntraError for an unknown client, a redirect URI that is not registered letter by letter or a resource that
 * the registration does not list (shown to the person, never redirected), and AuthorizeRefusal for the rest: only response_type=code, response_mode=query and PKCE with S256.
 */
export function checkAuthorizeRequest(
  query: URLSearchParams,
  directory: Directory,
  redirectUrisOf: (clientId: string) => readonly string[],
): AuthorizeRequest {
  const given = (name: string): string | undefined => query.get(name) ?? undefined;
  const application = registeredApplication(directory, query.get('client_id'));
  const { clientId } = application;
  const redirectUri = given('redirect_uri');
  if (redirectUri === undefined || !redirectUrisOf(clientId).includes(redirectUri)) {
    throw new EntraError(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri ?? ''}' does not match the redirect URIs configured for the application.`,
    );
  }
  const state = given('state');
  const refuse = (error: string, message: string): never => {
    throw new AuthorizeRefusal(redirectUri, state, error, message);
  };
  if (given('response_type') !== 'code') {
    refuse('unsupported_response_type', 'AADSTS700054: only response_type=code is enabled for the application.');
  }
  if ((given('response_mode') ?? 'query') !== 'query') {
    refuse('invalid_request', 'AADSTS900144: only response_mode=query is supported.');
  }
  const scopes = (given('scope') ?? '').split(' ');
  if (!scopes.includes('openid')) {
    refuse('invalid_request', 'AADSTS900144: the scope must include openid.');
  }
  requireListed(resourceScopes(scopes), application);
  const challenge = given('code_challenge') ?? '';
  if (given('code_challenge_method') !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    refuse('invalid_request', 'AADSTS9002325: Proof Key for Code Exchange with S256 is required.');
  }
  const contexts = contextsIn(given('claims'));
  if (contexts === undefined) return refuse('invalid_request', 'AADSTS50146: the claims parameter is not valid.');
  const loginHint = given('login_hint');
  const isSilent = given('prompt') === 'none';
  return { clientId, redirectUri, state, nonce: given('nonce'), challenge, scopes, loginHint, contexts, isSilent };
}

const claimsShape = z.object({
  id_token: z
    .object({
      acrs: z
        .object({
          essential: z.boolean().optional(),
          value: z.string().optional(),
          values: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** The authentication contexts that a claims request (OpenID Connect Core 5.5) names; undefined when it is none. */
function contextsIn(claims: string | undefined): readonly string[] | undefined {
  if (claims === undefined) return [];
  try {
    const { value, values = [] } = claimsShape.parse(JSON.parse(claims)).id_token?.acrs ?? {};
    return value === undefined ? values : [value, ...values];
  } catch {
    return undefined;
  }
}
