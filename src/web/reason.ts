import { reasonBody } from '../api/schemas/names.ts';
import { Refused } from '../domain/base/errors.ts';
import { longestActReason } from '../domain/lifecycle/acts.ts';
import { readOptionalJson } from './body.ts';
import type { WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';

const header = 'x-sallyport-reason';

/** The reason in the header, percent-decoded; empty when there is none. Throws HttpProblem `bad-request`. */
export function reasonInHeader(request: WebRequest): string {
  try {
    return checked(decodeURIComponent(request.headers.get(header) ?? ''));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new HttpProblem('bad-request', `The header ${header} is not percent-encoded UTF-8`);
  }
}

/** The reason in the header or in the JSON body, where a body is not wanted for anything else; empty when there is none. */
export async function reasonGiven(request: WebRequest): Promise<string> {
  const given = reasonInHeader(request);
  const sent = given === '' ? await readOptionalJson(request) : undefined;
  if (sent === undefined) return given;
  const body = reasonBody.safeParse(sent);
  if (!body.success)
    throw new HttpProblem(
      'bad-request',
      `The body must be { "reason": "…" }, with at most ${longestActReason} characters`,
    );
  return body.data?.reason ?? '';
}

/** The same, where the act needs one. Throws Refused. */
export async function requireReason(request: WebRequest): Promise<string> {
  const reason = await reasonGiven(request);
  if (reason !== '') return reason;
  throw new Refused(`Say why: send { "reason": "…" } or the header ${header}. Nothing was changed.`);
}

function checked(reason: string): string {
  const text = reason.trim();
  if (text.length <= longestActReason) return text;
  throw new HttpProblem(
    'bad-request',
    `The reason has ${text.length} characters; at most ${longestActReason} are kept`,
  );
}
