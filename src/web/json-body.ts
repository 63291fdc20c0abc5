import { messageOf } from '../domain/errors.ts';
import type { WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';

const largestBody = 1024 * 1024;

/** The body as JSON, to be parsed by a schema. Throws HttpProblem `bad-request` when it is none, or larger than a megabyte. */
export async function readJson(request: WebRequest): Promise<unknown> {
  return parseJsonText(await request.text());
}

/** The same of a body that was read already: the host gives it only once. */
export function parseJsonText(text: string): unknown {
  if (text.length > largestBody) throw new HttpProblem('bad-request', 'The body is larger than one megabyte.');
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = messageOf(error);
    throw new HttpProblem('bad-request', `The body is not JSON: ${why}.`);
  }
}
