import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { parseOperationId } from '../domain/base/door.ts';
import { NotFound } from '../domain/base/errors.ts';
import type { Visitor } from '../pages/base/layout.ts';
import { redirectAnswer } from '../web/answers.ts';
import { readForm } from '../web/body.ts';
import type { CookieCipher } from '../web/cookie-cipher.ts';
import { antiForgeryField } from '../web/forgery.ts';
import { param, type WebRequest } from '../web/handler.ts';
import { HttpProblem } from '../web/http-problem.ts';
import { carriesToken } from '../web/session.ts';
import { signInPath } from '../web/sign-in.ts';
import { type ReaderSession, readReader } from './reader-session.ts';

/** The round that a page is opened for, as the link of the review page says it. */
export const roundQuery = z.strictObject({
  round: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a whole number from 1 to 999')
    .default('1')
    .transform(Number),
});

/** Answers whoever is signed in, and sends everybody else to sign in and back. */
export async function asReader(
  { sealer }: { readonly sealer: CookieCipher },
  request: WebRequest,
  path: string,
  answer: (session: ReaderSession) => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  const session = await readReader(sealer, request);
  return session === undefined ? redirectAnswer(signInPath(path)) : await answer(session);
}

/** Refuses a form that does not carry the token of the session. Throws HttpProblem `forged-request`. */
export async function requireToken(session: ReaderSession, request: WebRequest): Promise<void> {
  if (carriesToken(session, (await readForm(request)).get(antiForgeryField))) return;
  throw new HttpProblem('forged-request', 'The anti-forgery token is missing or old. Open the page again.');
}

export function visitorOf({ name, antiForgery }: ReaderSession): Visitor {
  return { name, antiForgery };
}

/** An id that can be one; others never come into an address of ours. Throws NotFound. */
export function exportIdOf(request: WebRequest): string {
  const id = param(request, 'exportId');
  if (parseOperationId(id)?.door !== 'export') throw new NotFound('This is not the id of a package (exp_…)');
  return id;
}

/** The number of a file; 0, which no file has, for what is none. */
export function fileNumberOf(request: WebRequest): number {
  const text = param(request, 'file');
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
}
