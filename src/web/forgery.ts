import { readForm } from './body.ts';
import { type Caller, type CallerCheck, requireRole } from './caller.ts';
import type { WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';
import { carriesToken } from './session.ts';

export const antiForgeryField = 'antiForgery';

export const antiForgeryHeader = 'x-sallyport-anti-forgery';

/** Refuses a change that another site's page asked the browser for. Throws HttpProblem `forged-request`. */
export function requireOwnOrigin(request: WebRequest, publicBaseUrl: string): void {
  const origin = request.headers.get('origin');
  if (origin === new URL(publicBaseUrl).origin) return;
  const why = 'The request did not come from a page of this site (Origin). Open the page and try again.';
  throw new HttpProblem('forged-request', why);
}

/**
 * A change by a browser session must come from our page and carry the session's token. A bearer token needs neither: no browser
 * attaches it by itself. Throws HttpProblem `forged-request`.
 */
export function requireAntiForgery(
  request: WebRequest,
  caller: Pick<Caller, 'session'>,
  publicBaseUrl: string,
  token: string | null,
): void {
  if (caller.session === undefined) return;
  requireOwnOrigin(request, publicBaseUrl);
  if (carriesToken(caller.session, token)) return;
  const why = 'The anti-forgery token is missing or old. Open the page again and repeat the change.';
  throw new HttpProblem('forged-request', why);
}

/** The same for the ops API, where a form carries the token in a field and JSON in the header `x-sallyport-anti-forgery`. */
export async function requireAntiForgeryWrite(
  request: WebRequest,
  caller: Caller,
  publicBaseUrl: string,
): Promise<void> {
  if (caller.session === undefined) return;
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  const field = isForm ? (await readForm(request)).get(antiForgeryField) : null;
  requireAntiForgery(request, caller, publicBaseUrl, request.headers.get(antiForgeryHeader) ?? field);
}

/** Who asks for a change as an operator, from a page of ours or with a token. Throws HttpProblem. */
export async function requireOperatorWrite(
  services: CallerCheck & { readonly publicBaseUrl: string },
  request: WebRequest,
): Promise<Caller> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireAntiForgeryWrite(request, caller, services.publicBaseUrl);
  return caller;
}
