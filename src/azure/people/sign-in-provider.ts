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
import { type ClientAssertion, type SignInProvider, SignInRefused } from '../../ports/sign-in.ts';
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
  const scope = ['openid', 'profile', ...(options.resourceScope === undefined ? [] : [options.resourceScope])].join(
    ' ',
  );
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
      // The redirect address is ours by configuration, whatever host name the request came in with.
      const answer = new URL(options.redirectUri);
      answer.search = callbackUrl.search;
      const config = await configuration();
      const assertion = await options.assertion.token();
      const checks = {
        expectedState: transaction.state,
        expectedNonce: transaction.nonce,
        pkceCodeVerifier: transaction.verifier,
        idTokenExpected: true,
      };
      const tokens = await authorizationCodeGrant(config, answer, checks, {
        client_assertion_type: assertionType,
        client_assertion: assertion,
        // A code for a resource is not redeemed without it (AADSTS28003), and the library leaves it out.
        ...(options.resourceScope === undefined ? {} : { scope }),
      }).catch((error: unknown) => {
        const why = messageOf(error);
        throw new SignInRefused(`The sign-in was refused: ${why}`, { cause: error });
      });
      const identity = identityOf(tokens.claims());
      if (!identity.ok) throw new SignInRefused(`The sign-in was refused: ${identity.reason}`);
      const contexts = contextsOf(tokens.claims());
      const { context } = transaction;
      if (context !== undefined && !contexts.includes(context)) throw new SignInRefused(contextMissing(context));
      const { access_token: value, expires_in: seconds = 0 } = tokens;
      const token = options.resourceScope === undefined ? {} : { token: { value, seconds } };
      const hint = hintOf(tokens.claims());
      return { ...identity.identity, contexts, ...token, ...(hint === undefined ? {} : { hint }) };
    },
  };
}
