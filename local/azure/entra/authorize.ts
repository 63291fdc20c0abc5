import { randomUUID } from 'node:crypto';
import type { Directory, Person } from '../directory.ts';
import type { LocalReply, LocalRequest } from '../server.ts';
import type { AuthorizationCodes } from './authorization-codes.ts';
import { AuthorizeRefusal, type AuthorizeRequest, checkAuthorizeRequest } from './authorize-request.ts';
import { EntraError } from './entra-error.ts';
import { registeredApplication } from './registered-application.ts';
import { confirmPage, refusedPage, signInPage } from './sign-in-page.ts';

export interface AuthorizeOptions {
  readonly directory: Directory;
  readonly codes: AuthorizationCodes;
  /** Registered now; the list may grow while the stack runs. */
  redirectUrisOf(clientId: string): readonly string[];
}

/** Answers the authorize endpoint: GET shows the persons, also where a session knows one, and with `prompt=none` goes back at once; POST with a person sends the browser back with a code, POST with `cancel` with an error. */
export async function authorize(request: LocalRequest, options: AuthorizeOptions): Promise<LocalReply> {
  try {
    const { searchParams } = request.url;
    const asked = checkAuthorizeRequest(searchParams, options.directory, options.redirectUrisOf);
    if (asked.isSilent) return answerSilently(request, asked, options);
    if (request.method === 'GET') {
      const action = request.url.pathname + request.url.search;
      return htmlReply(200, await signInPage(options.directory.persons, action, asked.loginHint));
    }
    if (request.method !== 'POST') return htmlReply(405, await refusedPage('Only GET and POST are supported.'));
    return await choose(request, asked, options);
  } catch (error) {
    if (error instanceof EntraError) return htmlReply(error.status, await refusedPage(error.message));
    if (error instanceof AuthorizeRefusal) {
      return back(error.redirectUri, { error: error.error, error_description: error.message, state: error.state });
    }
    throw error;
  }
}

async function choose(request: LocalRequest, asked: AuthorizeRequest, options: AuthorizeOptions): Promise<LocalReply> {
  const form = new URLSearchParams((await request.body()).toString('utf8'));
  if (form.has('cancel')) {
    throw new AuthorizeRefusal(
      asked.redirectUri,
      asked.state,
      'access_denied',
      'AADSTS65004: User declined to consent to access the app.',
    );
  }
  const id = form.get('person') ?? '';
  const person = options.directory.persons.find((candidate) => candidate.id === id);
  if (person === undefined) {
    throw new EntraError(400, 'invalid_request', 50034, `The user account '${id}' does not exist in the directory.`);
  }
  // A context that no policy protects asks for nothing, and the token says of everybody that it was met.
  const { protectedContexts } = registeredApplication(options.directory, asked.clientId);
  const isProtected = asked.contexts.some((one) => Object.hasOwn(protectedContexts, one));
  if (isProtected && form.get('factor') !== 'second') {
    const action = request.url.pathname + request.url.search;
    return htmlReply(200, await confirmPage(person, action, asked.contexts));
  }
  const answer = withCode(person, asked, options);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'set-cookie': `${sessionCookie}=${person.id}; Path=/; HttpOnly; Secure; SameSite=None`,
    },
  };
}

/** Holds who signed in last in this browser, until it is closed. Anybody can write it: this directory asks for no password either. */
const sessionCookie = 'laptop-entra';

/** What the session knows, or why it is not enough: nobody is asked. A second factor is never remembered here. */
function answerSilently(request: LocalRequest, asked: AuthorizeRequest, options: AuthorizeOptions): LocalReply {
  const refuse = (error: string, message: string): never => {
    throw new AuthorizeRefusal(asked.redirectUri, asked.state, error, message);
  };
  const id = new RegExp(`(?:^|; )${sessionCookie}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];
  const person = options.directory.persons.find((candidate) => candidate.id === id);
  const isHinted = asked.loginHint === undefined || asked.loginHint === person?.email;
  if (person === undefined || !isHinted)
    return refuse('login_required', 'AADSTS50058: a silent sign-in request was sent but no user is signed in.');
  const { protectedContexts } = registeredApplication(options.directory, asked.clientId);
  if (asked.contexts.some((one) => Object.hasOwn(protectedContexts, one)))
    return refuse('interaction_required', 'AADSTS50076: you must use multi-factor authentication to access this.');
  return withCode(person, asked, options);
}

function withCode(person: Person, asked: AuthorizeRequest, options: AuthorizeOptions): LocalReply {
  const { clientId, redirectUri, nonce, challenge, scopes, contexts } = asked;
  const code = options.codes.issue({ person, clientId, redirectUri, nonce, challenge, scopes, contexts });
  return back(redirectUri, { code, state: asked.state, session_state: randomUUID() });
}

function back(redirectUri: string, answer: Readonly<Record<string, string | undefined>>): LocalReply {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } };
}

function htmlReply(status: number, body: string): LocalReply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}
