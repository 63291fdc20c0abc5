import type { HttpResponseInit } from '@azure/functions';
import { BrokenDefinition, Forbidden, IllegalMove, NotFound, Refused } from '../domain/errors.ts';
import type { Problem } from '../domain/operation.ts';
import { messagePage } from '../pages/layout.ts';
import { ConflictError } from '../ports/records.ts';
import { pageAnswer } from './answers.ts';
import { HttpProblem } from './http-problem.ts';

/** An error as HTTP tells it. `code` is the stable end of the problem's type. */
export interface ToldError {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly problems: readonly Problem[];
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not right',
  401: 'Who are you?',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not in this state',
  412: 'Changed meanwhile',
  413: 'Too large',
  422: 'Another request had this key',
  428: 'Say which version you change',
  500: 'Something went wrong',
};

/**
 * The one mapping from errors to HTTP. What is not one of our own refusals becomes a 500 without details: those go to the log, because
 * they may name things the caller must not know.
 */
export function tellError(error: unknown): ToldError {
  if (error instanceof HttpProblem) return told(error.status, error.code, error.message, error.problems);
  if (error instanceof NotFound) return told(404, error.code, error.message);
  if (error instanceof Refused) return told(400, error.code, error.message, error.problems);
  if (error instanceof Forbidden) return told(403, error.code, error.message);
  if (error instanceof IllegalMove) return told(409, error.code, error.message);
  if (error instanceof BrokenDefinition) return told(409, error.code, error.message, error.problems);
  if (error instanceof ConflictError) {
    return told(
      409,
      'conflict',
      'Somebody else changed this at the same moment. Read it again and repeat what still makes sense.',
    );
  }
  return told(
    500,
    'unexpected',
    'An unexpected error; nothing is known to be lost. An operator finds it in the log under the request id.',
  );
}

function told(status: number, code: string, detail: string, problems: readonly Problem[] = []): ToldError {
  return { status, code, title: titles[status] ?? 'Refused', detail, problems };
}

/** The error as RFC 9457 problem+json with a stable `type`; `requestId` finds it in the log. */
export function problemAnswer(error: ToldError, requestId: string): HttpResponseInit {
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

/** The error as a page, for people in a browser. `again` is the address of a page that may be there a moment later. */
export async function problemPage(error: ToldError, requestId: string, again?: string): Promise<HttpResponseInit> {
  const lines = [error.detail, ...error.problems.map((problem) => problem.message)];
  if (error.status >= 500) lines.push(`Request ${requestId}.`);
  const links = again === undefined || error.status < 500 ? [] : [{ label: 'Try again', href: again }];
  return await pageAnswer(error.status, messagePage(error.title, lines, { links }));
}
