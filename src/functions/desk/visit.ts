import type { Page } from '../../pages/base/layout.ts';
import { asSent, findName, lookName, ownFields, type SentPage } from '../../pages/base/page-form.ts';
import type { DeskVisitor } from '../../pages/desk/desk-page.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { fieldsOf } from '../../web/body.ts';
import { authenticate, type Caller, type CallerCheck, requireRole } from '../../web/caller.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { describeError } from '../../web/problem.ts';
import { signInPath } from '../../web/sign-in.ts';
import { keptPage } from '../base/press-form.ts';
import type { SendOn } from './send-on.ts';

export interface DeskServices extends CallerCheck, Pick<Ports, 'random'> {
  readonly sendOn: SendOn;
  readonly publicBaseUrl: string;
  readonly places: DeskVisitor['places'];
}

export interface Visit {
  readonly request: WebRequest;
  /** For a page whose route asks the task hub whether it answers, or by which version something was begun. */
  readonly workflows: Orchestrations;
  readonly caller: Caller;
  readonly visitor: DeskVisitor;
  /** What was sent from the page or typed into it, where that is to stand there again. */
  readonly sent?: SentPage;
  /** Name of the form that was carried out right before. */
  readonly done?: string;
}

/** Throws the refusals of what it reads. */
export type ShowPage = (visit: Visit) => Promise<Page>;

/**
 * GET of a page of the desk. Without a session the browser goes to the sign-in and comes back. `isAsked`: what is refused of the fields in its
 * address comes back as the page, with what was typed.
 */
export function showDesk(services: DeskServices, show: ShowPage, { isAsked = false } = {}): Handler {
  return async (request, workflows) => {
    const { pathname, search, searchParams } = new URL(request.url, services.publicBaseUrl);
    if ((await authenticate(services, request)) === undefined)
      return redirectAnswer(signInPath(`${pathname}${search}`));
    const visit = await visitOf(services, request, workflows);
    const done = searchParams.get('done');
    const sent = await keptPage(services, request, pathname.slice('/api/'.length));
    const shown = {
      ...visit,
      ...(done === null ? {} : { done }),
      ...(sent === undefined ? {} : { sent, visitor: searching(visit.visitor, `${pathname}${search}`, sent) }),
    };
    try {
      return await pageAnswer(200, await show(shown));
    } catch (error) {
      const told = describeError(error);
      if (!isAsked || told.status >= 500) throw error;
      const asked = { name: lookName, typed: asSent(lookName, fieldsOf(searchParams)), refusal: told.detail };
      return await pageAnswer(told.status, await show({ ...visit, sent: asked }));
    }
  };
}

/** Who visits. Throws HttpProblem where they lack the role. */
export async function visitOf(services: DeskServices, request: WebRequest, workflows: Orchestrations): Promise<Visit> {
  const caller = await requireRole(services, request, 'Ops.Reader');
  const { name, session, roles } = caller;
  const { pathname, search } = new URL(request.url, services.publicBaseUrl);
  const visitor = {
    name,
    antiForgery: session?.antiForgery ?? '',
    mayAct: roles.includes('Ops.Operator'),
    places: services.places,
    search: { from: `${pathname}${search}`, text: '' },
    once: services.random.uuid(),
  };
  return { request, workflows, caller, visitor };
}

/** The same visitor with what they typed into the search in the header, and the page on which it stands. */
export function searching(visitor: DeskVisitor, from: string, { typed }: SentPage): DeskVisitor {
  return { ...visitor, search: { from, text: ownFields(findName, typed)['text'] ?? '' } };
}
