import { randomBytes } from 'node:crypto';
import type { Person } from '../directory.ts';
import { EntraError } from './entra-error.ts';

/** What a code was given for; the token endpoint holds the client to all of it. */
export interface Grant {
  readonly person: Person;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly nonce: string | undefined;
  /** PKCE challenge, S256. */
  readonly challenge: string;
  readonly scopes: readonly string[];
  /** Authentication contexts that were asked for, and met. */
  readonly contexts: readonly string[];
}

const lifetimeMilliseconds = 10 * 60_000;

/** Entra's codes are far longer than they need to be; who keeps or passes one on must have room for it. */
const codeBytes = 1000;

/** Authorization codes: random, good once, for ten minutes. */
export class AuthorizationCodes {
  readonly #grants = new Map<string, { readonly grant: Grant; readonly expires: number; used: boolean }>();
  readonly #now: () => number;

  /** `now` gives milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  issue(grant: Grant): string {
    const code = `1.${randomBytes(codeBytes).toString('base64url')}`;
    this.#grants.set(code, { grant, expires: this.#now() + lifetimeMilliseconds, used: false });
    return code;
  }

  /** Uses a code up and returns its grant. Throws EntraError invalid_grant for an unknown, used or expired code. */
  redeem(code: string): Grant {
    const held = this.#grants.get(code);
    if (held === undefined) {
      throw new EntraError(
        400,
        'invalid_grant',
        70000,
        'The provided value for the input parameter code is not valid.',
      );
    }
    if (held.used) {
      throw new EntraError(400, 'invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed.');
    }
    held.used = true;
    if (held.expires <= this.#now()) {
      throw new EntraError(400, 'invalid_grant', 70008, 'The provided authorization code has expired.');
    }
    return held.grant;
  }
}
