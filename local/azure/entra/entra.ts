import { z } from 'zod';
import type { Certificates } from '../certificates.ts';
import type { Directory } from '../directory.ts';
import type { FaultPlan } from '../faults.ts';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from '../server.ts';
import { type TokenIssuer, tenantId } from '../tokens.ts';
import { AuthorizationCodes } from './authorization-codes.ts';
import { authorize } from './authorize.ts';
import { EntraError, entraErrorReply } from './entra-error.ts';
import { issuePersonToken, personTokenRequest } from './person-token.ts';
import { redeemCode } from './token-endpoint.ts';

export interface EntraOptions {
  readonly certificates: Certificates;
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly faults: FaultPlan;
  /** Reply addresses of the control plane's app registration. */
  readonly redirectUris: readonly string[];
  readonly ports: { readonly entra: number };
  readonly now: () => number;
}

/** The laptop's Entra over TLS: discovery, keys, tokens and the sign-in page. */
export interface RunningEntra {
  readonly issuer: string;
  readonly url: string;
  readonly authorizeUrl: string;
  /** Adds a reply address to an app registration, the control plane's when none is named, letter by letter as it will be sent. */
  registerRedirectUri(uri: string, clientId?: string): void;
  close(): Promise<void>;
}

/** Starts it. A browser that does not know the laptop's authority warns before the sign-in page: OpenID Connect clients refuse a page without TLS. */
export async function startEntra(options: EntraOptions): Promise<RunningEntra> {
  const first = options.directory.applications[0].clientId;
  const redirectUris = new Map<string, readonly string[]>([[first, options.redirectUris]]);
  const redirectUrisOf = (clientId: string) => redirectUris.get(clientId) ?? [];
  const codes = new AuthorizationCodes(options.now);
  let base = '';
  const answerer = (request: LocalRequest): Promise<LocalReply> =>
    options.faults.apply('entra', request, () => route(request, { ...options, codes, base, redirectUrisOf }));
  const tls: RunningServer = await serve({ port: options.ports.entra, tls: options.certificates, handle: answerer });
  base = tls.url;
  return {
    issuer: issuerOf(base),
    url: base,
    authorizeUrl: base + authorizePath,
    registerRedirectUri: (uri, clientId = first) => {
      const checked = new URL(uri).href === uri ? uri : refuseUri(uri);
      redirectUris.set(clientId, [...new Set([...redirectUrisOf(clientId), checked])]);
    },
    close: tls.close,
  };
}

const authorizePath = `/${tenantId}/oauth2/v2.0/authorize`;

interface RouteOptions extends Omit<EntraOptions, 'redirectUris'> {
  readonly codes: AuthorizationCodes;
  readonly base: string;
  redirectUrisOf(clientId: string): readonly string[];
}

async function route(request: LocalRequest, options: RouteOptions): Promise<LocalReply> {
  const issuer = issuerOf(options.base);
  try {
    if (request.url.pathname === authorizePath) return await authorize(request, options);
    switch (`${request.method} ${request.url.pathname}`) {
      case `GET /${tenantId}/v2.0/.well-known/openid-configuration`:
        return { status: 200, body: discoveryDocument(options.base) };
      case `GET /${tenantId}/discovery/v2.0/keys`:
        return { status: 200, body: options.tokens.jwks };
      case `POST /${tenantId}/oauth2/v2.0/token`:
        return await redeemCode(request, { ...options, issuer });
      case 'POST /laptop/token':
        return await laptopToken(request, { ...options, issuer });
      default:
        return notFound(request);
    }
  } catch (error) {
    if (error instanceof EntraError) return entraErrorReply(error);
    throw error;
  }
}

async function laptopToken(
  request: LocalRequest,
  options: RouteOptions & { readonly issuer: string },
): Promise<LocalReply> {
  try {
    const asked = personTokenRequest.parse(JSON.parse((await request.body()).toString('utf8')));
    return { status: 200, body: { access_token: await issuePersonToken(asked, options), token_type: 'Bearer' } };
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : 'unknown';
    throw new EntraError(400, 'invalid_request', 900144, why);
  }
}

/** As Entra's own, this says nothing of PKCE, which the endpoints nevertheless know. */
function discoveryDocument(base: string): object {
  return {
    issuer: issuerOf(base),
    authorization_endpoint: base + authorizePath,
    token_endpoint: `${base}/${tenantId}/oauth2/v2.0/token`,
    jwks_uri: `${base}/${tenantId}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'email'],
  };
}

function issuerOf(base: string): string {
  return `${base}/${tenantId}/v2.0`;
}

function notFound(request: LocalRequest): LocalReply {
  return { status: 404, body: { error: 'not_found', error_description: `Nothing is at ${request.url.pathname}.` } };
}

function refuseUri(uri: string): never {
  throw new Error(
    `'${uri}' is no complete URL in its normal form; register the redirect URI as the browser will send it.`,
  );
}
