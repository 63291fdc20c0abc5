import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cookie } from '@azure/functions';
import { z } from 'zod';
import { type GroupsClaim, projectGroupsAmong } from '../domain/people/group-rule.ts';
import { sessionSeconds } from '../domain/people/last-sign-in.ts';
import type { SignedIn } from '../ports/sign-in.ts';
import type { CookieCipher } from './cookie-cipher.ts';
import { cookie, cookieNames, readCookie } from './cookies.ts';
import type { WebRequest } from './handler.ts';

const sessionSchema = z.object({
  oid: z.string().min(1),
  name: z.string(),
  emails: z.array(z.string()),
  roles: z.array(z.string()),
  /** Authentication contexts that were met at the sign-in. */
  contexts: z.array(z.string()).default([]),
  groups: z.union([z.array(z.string()), z.literal(['too-many', 'no-claim'])]),
  /** What a form must send back; a page of another site cannot know it. */
  antiForgery: z.string().min(32),
  /** When it began, ISO 8601 in UTC. */
  began: z.string().exactOptional(),
  hint: z.string().exactOptional(),
  /** It is so old that roles and groups have to be asked for again. */
  stale: z.literal(true).exactOptional(),
});

/** A signed-in browser. It lasts one hour, and with an app role ten minutes, after which it is renewed: roles and groups are as old as the sign-in. */
export type Session = z.infer<typeof sessionSchema>;

/** A browser takes 4 KB, so of the groups it keeps those of projects only. `before`: the session that it renews, whose forms stay good. */
export async function beginSession(
  sealer: CookieCipher,
  identity: SignedIn,
  claim: GroupsClaim,
  before?: Session,
): Promise<Cookie> {
  const groups = projectGroupsAmong(claim, identity.groups);
  const session: Session = {
    oid: identity.oid,
    name: identity.name,
    emails: [...identity.emails],
    roles: [...identity.roles],
    contexts: [...identity.contexts],
    groups: typeof groups === 'string' ? groups : [...groups],
    antiForgery: before?.antiForgery ?? randomBytes(32).toString('base64url'),
    ...(identity.hint === undefined ? {} : { hint: identity.hint }),
  };
  return cookie(cookieNames.session, await sealer.seal('session', session, sessionSeconds), sessionSeconds);
}

/** Each request is asked for its session several times, and each look at whether it was ended is a request to storage. */
const read = new WeakMap<WebRequest, Promise<Session | undefined>>();

/** The session of a request; undefined without a cookie, or when it is forged or over. A request has one answer, however often it is asked. */
export function readSession(sealer: CookieCipher, request: WebRequest): Promise<Session | undefined> {
  const known = read.get(request) ?? openSession(sealer, request);
  read.set(request, known);
  return known;
}

async function openSession(sealer: CookieCipher, request: WebRequest): Promise<Session | undefined> {
  const sealed = readCookie(request, cookieNames.session);
  if (sealed === undefined) return undefined;
  const parsed = sessionSchema.safeParse(await sealer.open('session', sealed));
  return parsed.success ? parsed.data : undefined;
}

/** Whether the form carries the token of this session; compared in constant time. */
export function carriesToken(session: Pick<Session, 'antiForgery'>, presented: string | null): boolean {
  const expected = Buffer.from(session.antiForgery);
  const given = Buffer.from(presented ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given);
}
