import type { HttpResponseInit } from '@azure/functions';
import { problems as facts, type ProblemCode } from '../api/problems.ts';
import type { Problem } from '../domain/base/errors.ts';
import { BrokenDefinition, Forbidden, IllegalMove, NotFound, Refused } from '../domain/base/errors.ts';
import { messagePage, type Page } from '../pages/base/layout.ts';
import { ConflictError } from '../ports/records.ts';
import { pageAnswer } from './answers.ts';
import { HttpProblem } from './http-problem.ts';

/** `code` is the stable end of the problem's type. */
export interface DescribedError {
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
  readonly problems: readonly Problem[];
}

/** What is not one of our own refusals becomes a 500 without details: those go to the log, because they may name things the caller must not know. */
export function describeError(error: unknown): DescribedError {
  if (error instanceof HttpProblem) return told(error.code, error.message, error.problems);
  if (error instanceof NotFound) return told(error.code, error.message);
  if (error instanceof Refused) return told(error.code, error.message, error.problems);
  if (error instanceof Forbidden) return told(error.code, error.message);
  if (error instanceof IllegalMove) return told(error.code, error.message);
  if (error instanceof BrokenDefinition) return told(error.code, error.message, error.problems);
  if (error instanceof ConflictError) {
    return told(
      'conflict',
      'Somebody else changed this at the same moment. Read it again and repeat what still makes sense.',
    );
  }
  return told(
    'unexpected',
    'An unexpected error; nothing is known to be lost. An operator finds it in the log under the request id.',
  );
}

function told(code: ProblemCode, detail: string, problems: readonly Problem[] = []): DescribedError {
  const { status, title } = facts[code];
  return { status, code, title, detail, problems };
}

/** The error as RFC 9457 problem+json with a stable `type`; `requestId` finds it in the log. */
export function problemAnswer(error: DescribedError, requestId: string): HttpResponseInit {
  const { status, code, title, detail, problems } = error;
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer realm="sallyport"' } : {};
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...challenge,
    },
    body: JSON.stringify({
      type: `urn:sallyport:${code}`,
      title,
      status,
      detail,
      instance: `urn:sallyport:request:${requestId}`,
      ...(problems.length > 0 ? { problems } : {}),
    }),
  };
}

interface ProblemParts extends Pick<Page, 'visitor' | 'navigation' | 'search'> {
  /** The address of a page that may be there a moment later. */
  readonly again?: string | undefined;
  readonly home?: string;
}

/** More would hide the form or the way on. */
const mostLines = 20;

/** What a refusal says, once each: its detail, and of its problems what that does not name already. */
export function linesOf({ detail, problems }: DescribedError): string[] {
  const more = problems.filter(({ message }) => !detail.includes(message)).map(problemText);
  return [detail, ...[...new Set(more)].slice(0, mostLines)];
}

function problemText({ path, message }: Problem): string {
  return path === null || message.includes(path) ? message : `${path}: ${message}`;
}

/** The error as a page that leads on, and from which whoever is signed in can sign out. */
export async function problemPage(
  error: DescribedError,
  requestId: string,
  { again, visitor, navigation, search, home = '/api/' }: ProblemParts = {},
): Promise<HttpResponseInit> {
  const lines = linesOf(error);
  if (error.status >= 500) lines.push(`Request ${requestId}.`);
  const links = again === undefined || error.status < 500 ? [] : [{ label: 'Try again', href: again }];
  const parts = { links: [...links, { label: 'Home', href: home }], ...(visitor === undefined ? {} : { visitor }) };
  const page = { ...messagePage(error.title, lines, parts), home, search };
  return await pageAnswer(error.status, navigation === undefined ? page : { ...page, navigation });
}
