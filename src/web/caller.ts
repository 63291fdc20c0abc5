import type { Identity, TokenVerifier } from '../ports/sign-in.ts';
import type { CookieCipher } from './cookie-cipher.ts';
import type { WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';
import { readSession, type Session } from './session.ts';

/** App roles that the directory grants; `Ops.Operator` may also read. */
export type Role = 'Ops.Reader' | 'Ops.Operator';

/** Who sent the request. `session` is there when a browser cookie says so: then writes need an anti-forgery token and our Origin. */
export interface Caller extends Identity {
  readonly session?: Session;
}

export interface CallerCheck {
  readonly sealer: CookieCipher;
  readonly tokens: TokenVerifier;
}

/**
 * The one check for all callers: a bearer token when there is one, else our session cookie. Nothing else is believed, above all no
 * `x-ms-*` header. Undefined when the request carries neither, or a session whose roles are too old; throws HttpProblem `unauthenticated` when what it carries is no good.
 */
export async function authenticate(check: CallerCheck, request: WebRequest): Promise<Caller | undefined> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw new HttpProblem('unauthenticated', 'The Authorization header is not "Bearer {token}"');
    const verdict = await check.tokens.verify(token);
    if (!verdict.ok) throw new HttpProblem('unauthenticated', verdict.reason);
    return verdict.identity;
  }
  const session = await readSession(check.sealer, request);
  if (session === undefined || session.stale) return undefined;
  const { oid, name, emails, roles, groups } = session;
  return { oid, name, emails, roles, groups, session };
}

/** Throws HttpProblem `unauthenticated` for nobody. */
export async function requireCaller(check: CallerCheck, request: WebRequest): Promise<Caller> {
  const caller = await authenticate(check, request);
  if (caller !== undefined) return caller;
  throw new HttpProblem('unauthenticated', 'Sign in, or send Authorization: Bearer with a token for this API');
}

/** Throws HttpProblem: 401 for nobody, 403 without the role. */
export async function requireRole(check: CallerCheck, request: WebRequest, role: Role): Promise<Caller> {
  const caller = await requireCaller(check, request);
  requireRoleOf(caller, role);
  return caller;
}

export function hasRole({ roles }: Caller, role: Role): boolean {
  const enough: readonly string[] = role === 'Ops.Reader' ? ['Ops.Reader', 'Ops.Operator'] : ['Ops.Operator'];
  return roles.some((held) => enough.includes(held));
}

/** Throws HttpProblem `role-missing`. */
export function requireRoleOf(caller: Caller, role: Role): void {
  if (hasRole(caller, role)) return;
  throw new HttpProblem(
    'role-missing',
    `${caller.name} lacks the app role ${role}; an administrator of the directory grants it`,
  );
}
