import type { Cookie, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { signInQuery } from '../api/session.ts';
import type { GroupsClaim } from '../domain/people/group-rule.ts';
import { authContextPattern } from '../domain/project/approval-rules.ts';
import { messagePage } from '../pages/base/layout.ts';
import { type SignedIn, type SignInProvider, SignInRefused, type SignInTransaction } from '../ports/sign-in.ts';
import type { SignInStore } from '../ports/stores.ts';
import { pageAnswer, redirectAnswer } from './answers.ts';
import { queryOf } from './asked.ts';
import { readForm } from './body.ts';
import type { CallerCheck } from './caller.ts';
import type { CookieCipher } from './cookie-cipher.ts';
import { cookie, cookieNames, forget, readCookie } from './cookies.ts';
import { antiForgeryField, requireAntiForgery, requireOwnOrigin } from './forgery.ts';
import type { Handler, WebRequest } from './handler.ts';
import { recordSignIn, type SignInRecordPorts } from './record-sign-in.ts';
import { beginSession, readSession } from './session.ts';
import { endSessions, noteSignIn } from './session-ends.ts';
import { forgetSplit } from './split-cookie.ts';

export interface SigningIn {
  readonly sealer: CookieCipher;
  readonly signIn: SignInProvider;
  readonly publicBaseUrl: string;
  readonly home: string;
  /** Begins the session of whoever has signed in, in place of the one that the request carries. Throws SignInRefused where there can be none. */
  begin(identity: SignedIn, request: WebRequest, transaction: SignInTransaction): Promise<readonly Cookie[]>;
}

export interface SignInServices extends CallerCheck, SignInRecordPorts {
  readonly signIn: SignInProvider;
  readonly signIns: Pick<SignInStore, 'get' | 'put'>;
  readonly publicBaseUrl: string;
  readonly groupsClaim: GroupsClaim;
}

/** Answers without the orchestrations, which not every app has. */
type PageOfSignIn = (request: WebRequest) => Promise<HttpResponseInit>;

const transactionSeconds = 10 * 60;
const transactionSchema = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  returnTo: z.string(),
  context: z.string().exactOptional(),
  silent: z.literal(true).exactOptional(),
});

const controlHome = '/api/mine';

/** The path when it leads to a page of ours, else the page that everybody begins with: a link must not send people elsewhere after they signed in. */
export function localPath(wanted: string | undefined, home = controlHome): string {
  const [path = ''] = wanted?.split('?') ?? [];
  const safe = wanted !== undefined && /^\/api\/[\w\-.~/?=&%+*]*$/.test(wanted) && !/\/\/|\.\./.test(path);
  return safe && isAsItIsRead(wanted) ? wanted : home;
}

/** Whether a browser goes where the text says: it takes an encoded dot for a dot, and others on the way decode slashes. No address of ours has either in its path. */
function isAsItIsRead(wanted: string): boolean {
  const { pathname, search } = new URL(wanted, 'https://own.invalid');
  return `${pathname}${search}` === wanted && !/%(2e|2f|5c|25)/i.test(pathname);
}

/** The address that starts a sign-in and comes back to the path; with an authentication context whose policies must be met. */
export function signInPath(returnTo: string, context?: string): string {
  const asked = context === undefined ? '' : `&context=${context}`;
  return `/api/sign-in?returnTo=${encodeURIComponent(returnTo)}${asked}`;
}

/** The context that a sign-in is asked for; whatever no definition could name is none. */
function contextOf(text: string | undefined): string | undefined {
  return text !== undefined && authContextPattern.test(text) ? text : undefined;
}

/** The same without asking anybody anything, for a session that is renewed. */
export function renewalPath(returnTo: string): string {
  return `${signInPath(returnTo)}&silent`;
}

export function signInAsAnother(returnTo: string): string {
  return `${signInPath(returnTo)}&another`;
}

export function startSignIn(services: Pick<SigningIn, 'sealer' | 'signIn'> & { readonly home?: string }): PageOfSignIn {
  return async (request) => {
    const { returnTo, context, another, silent } = queryOf(request, signInQuery);
    const how = another !== undefined ? 'chosen' : silent === undefined ? undefined : 'silent';
    const hint = how === 'silent' ? (await readSession(services.sealer, request))?.hint : undefined;
    const wanted = { context: contextOf(context), how, hint } as const;
    const { url, transaction } = await services.signIn.start(localPath(returnTo, services.home), wanted);
    const sealed = await services.sealer.seal('sign-in', transaction, transactionSeconds);
    return redirectAnswer(url, [cookie(cookieNames.signIn, sealed, transactionSeconds)]);
  };
}

/** GET sign-in/callback: the directory's answer becomes a session, if this browser started the sign-in. */
export function finishSignIn(services: SignInServices): PageOfSignIn {
  const begin: SigningIn['begin'] = async (identity, request, { silent }) => {
    const before = silent ? await readSession(services.sealer, request) : undefined;
    if (silent && before?.oid !== identity.oid) throw new SignInRefused('The directory answered for another account');
    // Nobody is kept out because a note could not be written: the page of a project then tells of the sign-in before.
    const noted = noteSignIn(services, identity).catch(() => undefined);
    await Promise.all([noted, recordSignIn(services, identity)]);
    return [await beginSession(services.sealer, identity, services.groupsClaim, before)];
  };
  return finishSigningIn({ ...services, home: controlHome, begin });
}

/** The same for an app with sessions of its own. */
export function finishSigningIn(services: SigningIn): PageOfSignIn {
  return async (request) => {
    let silent = false;
    try {
      const transaction = await readTransaction(services, request);
      silent = transaction.silent === true;
      const identity = await services.signIn.finish(new URL(request.url, services.publicBaseUrl), transaction);
      const session = await services.begin(identity, request, transaction);
      return redirectAnswer(localPath(transaction.returnTo, services.home), [...session, forget(cookieNames.signIn)]);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const path = signInPath(await wantedBy(services, request));
      // What the directory cannot answer by itself it asks the person.
      if (silent) return redirectAnswer(path, [forget(cookieNames.signIn)]);
      const again = { label: 'Try again', href: path };
      const page = messagePage('You are not signed in', [error.message], { links: [again] });
      return await pageAnswer(400, page, [forget(cookieNames.signIn)]);
    }
  };
}

/** Where the sign-in was to lead, if this browser still knows. */
async function wantedBy(services: SigningIn, request: WebRequest): Promise<string> {
  const transaction = await readTransaction(services, request).catch(() => undefined);
  return localPath(transaction?.returnTo, services.home);
}

async function readTransaction(services: Pick<SigningIn, 'sealer'>, request: WebRequest) {
  const sealed = readCookie(request, cookieNames.signIn);
  const parsed = transactionSchema.safeParse(
    sealed === undefined ? undefined : await services.sealer.open('sign-in', sealed),
  );
  if (parsed.success) return parsed.data;
  throw new SignInRefused(
    'This answer belongs to no sign-in that was started in this browser within the last ten minutes, or it was used already',
  );
}

/** POST sign-out: ends every session of the person, also in other browsers. Another site's form carries no session, but its answer could end one. */
export function signOut(services: SignInServices): Handler {
  return async (request) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const session = await readSession(services.sealer, request);
    if (session !== undefined) {
      const form = await readForm(request);
      requireAntiForgery(request, { session }, services.publicBaseUrl, form.get(antiForgeryField));
      await endSessions(services, session.oid);
    }
    const again = { label: 'Sign in as somebody else', href: signInAsAnother('/api/mine') };
    const page = messagePage(
      'You are signed out',
      ['Every session of yours at Sallyport is over, in other browsers too. The reading room has sessions of its own.'],
      {
        links: [again],
      },
    );
    return await pageAnswer(200, page, [forget(cookieNames.session), ...forgetSplit(cookieNames.draft)]);
  };
}

/** A page and no redirect, because browsers hold what follows a form to `form-action`, and the directory is another site. `toCopy` is what was typed and fits into no draft. */
export async function signInAgain(
  returnTo: string,
  { cookies, toCopy }: { readonly cookies: readonly Cookie[]; readonly toCopy: string } = { cookies: [], toCopy: '' },
): Promise<HttpResponseInit> {
  const kept = cookies.some(({ maxAge }) => maxAge !== 0) ? ' What you typed is kept for ten minutes.' : '';
  const page = messagePage('Please sign in again', [`Your session is over, so nothing was done.${kept}`], {
    links: [{ label: 'Sign in', href: signInPath(returnTo) }],
    toCopy,
  });
  return await pageAnswer(401, page, [...cookies]);
}
