import type { Description } from '../api/description.ts';
import { redirectAnswer } from './answers.ts';
import { requireParameters } from './asked.ts';
import { authenticate, type CallerCheck, requireCaller, requireRoleOf } from './caller.ts';
import type { Handler, WebRequest } from './handler.ts';
import { readSession } from './session.ts';
import { renewalPath } from './sign-in.ts';

/** First who may ask, then what is asked: so nobody learns from a refused parameter what they may not know, whatever the handler itself looks at first. */
export function callersFirst(check: CallerCheck, description: Description, handler: Handler): Handler {
  return async (request, workflows) => {
    const renewal = await renewalOf(check, request, description);
    if (renewal !== undefined) return renewal;
    if (await isLookedAt(check, request, description)) requireParameters(request, description);
    return await handler(request, workflows);
  };
}

/** Where a browser goes first whose session is so old that its roles are asked for again; it comes back at once. A form tells its page instead. */
async function renewalOf(check: CallerCheck, request: WebRequest, { access, kind }: Description) {
  if (access === 'everybody' || kind === 'data' || request.method === 'POST') return undefined;
  if (request.headers.get('authorization') !== null) return undefined;
  if ((await readSession(check.sealer, request))?.stale !== true) return undefined;
  const { pathname, search } = new URL(request.url, 'https://unused.invalid');
  return redirectAnswer(renewalPath(`${pathname}${search}`));
}

/** Whether the request is looked at. Pages send whoever is not signed in to the sign-in, whatever was asked. Throws HttpProblem for everybody else. */
async function isLookedAt(check: CallerCheck, request: WebRequest, { access, kind }: Description): Promise<boolean> {
  if (access === 'everybody') return true;
  const caller = kind === 'page' ? await authenticate(check, request) : await requireCaller(check, request);
  if (caller !== undefined && access !== 'participant') requireRoleOf(caller, access);
  return caller !== undefined;
}
