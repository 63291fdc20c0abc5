import { randomUUID } from 'node:crypto';
import type { Directory } from '../directory.ts';
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

/** Answers the authorize endpoint: GET shows the persons, POST with a person sends the browser back with a code, POST with `cancel` with an error. */
export async function authorize(request: LocalRequest, options: AuthorizeOptions): Promise<LocalReply> {
  try {
    const { searchParams } = request.url;
    const asked = checkAuthorizeRequest(searchParams, options.directory, options.redirectUrisOf);
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
