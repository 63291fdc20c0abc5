import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { messageOf } from '../../domain/base/errors.ts';
import {
  type ClientAssertion,
  type SignedIn,
  type SignInProvider,
  SignInRefused,
  type SignInTransaction,
} from '../../ports/sign-in.ts';
import { contextsOf, hintOf, identityOf } from './token-claims.ts';

export interface SignInOptions {
  /** The issuer's address, from which its endpoints are discovered. */
  readonly issuer: string;
  readonly clientId: string;
  /** Must be registered at the issuer, letter for letter. */
  readonly redirectUri: string;
  readonly assertion: ClientAssertion;
  /** The scope of a resource for which the person's own token is wanted too. */
  readonly resourceScope?: string;
}

type Tokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What OpenID Connect calls it. */
const prompts = { chosen: 'select_account', silent: 'none' } as const;

/** Asks for an ID token that says that the policies of an authentication context were met. */
function claimsFor(context: string): string {
  return JSON.stringify({ id_token: { acrs: { essential: true, value: context } } });
}

/** Without this the next decision would ask for the same sign-in again, and so on. */
function contextMissing(context: string): string {
  return `The directory did not say that the authentication context ${context} was met, which this project asks for. Tell an administrator of the directory`;
}

/** Code flow with PKCE, state and nonce; the app proves itself by a token of its managed identity, so there is no client secret. */
export function createSignInProvider(options: SignInOptions): SignInProvider {
  const scope = ['openid', 'profile', options.resourceScope ?? []].flat().join(' ');
  let discovered: Promise<Configuration> | undefined;
  const configuration = (): Promise<Configuration> => {
    discovered ??= discovery(new URL(options.issuer), options.clientId, {}, None()).catch((error: unknown) => {
      discovered = undefined;
      throw new Error(`The sign-in service ${options.issuer} does not describe itself`, { cause: error });
    });
    return discovered;
  };
  return {
    async start(returnTo, { context, how, hint } = {}) {
      const transaction = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        returnTo,
        ...(context === undefined ? {} : { context }),
        ...(how === 'silent' ? { silent: true as const } : {}),
      };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: options.redirectUri,
        scope,
        state: transaction.state,
        nonce: transaction.nonce,
        code_challenge: await calculatePKCECodeChallenge(transaction.verifier),
        code_challenge_method: 'S256',
        ...(context === undefined ? {} : { claims: claimsFor(context) }),
        ...(how === undefined ? {} : { prompt: prompts[how] }),
        ...(hint === undefined ? {} : { login_hint: hint }),
      });
      return { url: url.href, transaction };
    },
    async finish(callbackUrl, transaction) {
      const tokens = await redeem(await configuration(), { ...options, scope }, callbackUrl, transaction);
      return signedIn(tokens, transaction, options.resourceScope !== undefined);
    },
  };
}

async function redeem(
  config: Configuration,
  { redirectUri, resourceScope, scope, assertion }: SignInOptions & { readonly scope: string },
  callbackUrl: URL,
  { state, nonce, verifier }: SignInTransaction,
): Promise<Tokens> {
  // The redirect address is ours by configuration, whatever host name the request came in with.
  const answer = new URL(redirectUri);
  answer.search = callbackUrl.search;
  const token = await assertion.token();
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
  return await authorizationCodeGrant(config, answer, checks, {
    client_assertion_type: assertionType,
    client_assertion: token,
    // A code for a resource is not redeemed without it (AADSTS28003), and the library leaves it out.
    ...(resourceScope === undefined ? {} : { scope }),
  }).catch((error: unknown) => {
    throw new SignInRefused(`The sign-in was refused: ${messageOf(error)}`, { cause: error });
  });
}

function signedIn(tokens: Tokens, { context }: SignInTransaction, wantsToken: boolean): SignedIn {
  const identity = identityOf(tokens.claims());
  if (!identity.ok) throw new SignInRefused(`The sign-in was refused: ${identity.reason}`);
  const contexts = contextsOf(tokens.claims());
  if (context !== undefined && !contexts.includes(context)) throw new SignInRefused(contextMissing(context));
  const { access_token: value, expires_in: seconds = 0 } = tokens;
  const hint = hintOf(tokens.claims());
  return {
    ...identity.identity,
    contexts,
    ...(wantsToken ? { token: { value, seconds } } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
}
