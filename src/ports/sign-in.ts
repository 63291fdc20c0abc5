import type { HeldGroups } from '../domain/people/group-rule.ts';

/** A signed-in person or a program with a token, as the directory names it. `oid` is what access is decided on. */
export interface Identity {
  readonly oid: string;
  readonly name: string;
  /** Every address that the token gives the person; a program has none. Used only to find that two object ids are one person. */
  readonly emails: readonly string[];
  /** App roles granted in the directory: `Ops.Reader`, `Ops.Operator`. */
  readonly roles: readonly string[];
  readonly groups: HeldGroups;
}

/** Somebody who has just signed in, and the authentication contexts that the directory says were met for it (claim `acrs`). */
export interface SignedIn extends Identity {
  readonly contexts: readonly string[];
  /** What the directory knows the account by, where it says that: a renewal names it. */
  readonly hint?: string;
  /** The person's own token for the resource that the app asks for; none where it asks for none. */
  readonly token?: { readonly value: string; readonly seconds: number };
}

/** What must survive the round trip to the sign-in page; it travels in an encrypted cookie and is good for one answer. */
export interface SignInTransaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly context?: string;
  /** Nobody was to be asked anything: the directory answers by its own session, or not. */
  readonly silent?: true;
}

export interface SignInOptions {
  /** An authentication context whose policies must be met. */
  readonly context?: string | undefined;
  /** `chosen`: the person is asked who they are, also when a session with the directory knows. `silent`: nobody is asked anything. */
  readonly how?: 'chosen' | 'silent' | undefined;
  readonly hint?: string | undefined;
}

/** Proves to the directory that this app is the app, without a secret: a token of its managed identity. */
export interface ClientAssertion {
  /** A token for the audience `api://AzureADTokenExchange`. */
  token(): Promise<string>;
}

/** OpenID Connect code flow. */
export interface SignInProvider {
  start(
    returnTo: string,
    wanted?: SignInOptions,
  ): Promise<{ readonly url: string; readonly transaction: SignInTransaction }>;
  /** Checks the answer against the transaction and redeems the code. Throws SignInRefused, also when a context that was asked for was not met. */
  finish(callbackUrl: URL, transaction: SignInTransaction): Promise<SignedIn>;
}

/** The answer of the sign-in page does not belong to this browser, came twice, or the directory said no. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** Why a bearer token is not believed, in words for the caller. */
export interface TokenRefusal {
  readonly ok: false;
  readonly reason: string;
}

/** Checks a bearer token: signature by the issuer's published keys, issuer, audience, times. */
export interface TokenVerifier {
  verify(token: string): Promise<{ readonly ok: true; readonly identity: Identity } | TokenRefusal>;
}
