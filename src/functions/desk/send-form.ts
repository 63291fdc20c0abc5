import type { HttpResponseInit } from '@azure/functions';
import type { Description } from '../../api/description.ts';
import { countText } from '../../domain/base/count-text.ts';
import { Refused } from '../../domain/base/errors.ts';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { lookName, ownFields, pageFields, type SentPage } from '../../pages/base/page-form.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { redirectAnswer } from '../../web/answers.ts';
import { antiForgeryHeader } from '../../web/forgery.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { type Fields, type Pressed, pressForm } from '../base/press-form.ts';
import type { Question } from './send-on.ts';
import { type DeskServices, type ShowPage, searching, type Visit, visitOf } from './visit.ts';

export interface Sending extends Question {
  readonly route: Description;
}

export interface SentForm {
  /** What its fields ask; `all` is what the page sent. Throws Refused. */
  readonly sendingOf: (fields: Fields, all: Fields) => Sending | Promise<Sending>;
  /** The answer instead of the way back to the page, where what was answered must be shown. */
  readonly answer?: (answered: HttpResponseInit, sent: AnsweredForm) => Promise<HttpResponseInit>;
}

export interface AnsweredForm {
  readonly visit: Visit;
  readonly fields: Fields;
  readonly all: Fields;
}

export interface FormPage {
  /** Its path below /api. */
  readonly place: (request: WebRequest) => string;
  readonly show: ShowPage;
  /** The form of the request. Throws NotFound. */
  readonly formOf: (request: WebRequest) => SentForm;
  /** The most bytes of what the page sends. */
  readonly most?: number;
}

/**
 * POST of a form of the desk: it is sent on to the route for programs as whoever sent it, with If-Match and an Idempotency-Key, so that page,
 * command and API do the same. Then the browser goes back to the page.
 */
export function sendForm(services: DeskServices, { place, most, show, formOf }: FormPage): Handler {
  return pressForm(services, {
    place,
    most,
    actOf: async ({ request, workflows, name }) => {
      const visit = await visitOf(services, request, workflows);
      const address = `/api/${place(request)}`;
      const form = name === lookName ? undefined : formOf(request);
      return {
        perform: async (pressed) => {
          const { fields, all, typed: sent } = pressed;
          if (form === undefined) return redirectAnswer(asking(address, fields));
          const answered = await sendFields(services, request, workflows, { form, ...pressed });
          if (form.answer === undefined) return redirectAnswer(asking(address, { done: name }));
          const shown = sent === undefined ? visit : { ...lookingAt(visit, address, sent), sent };
          return await form.answer(answered, { visit: shown, fields, all });
        },
        show: async (sent, from) => {
          const done = from?.searchParams.get('done') ?? undefined;
          const looking = lookingAt(visit, form === undefined && from !== undefined ? from.href : address, sent);
          return await show({ ...looking, sent, ...(done === undefined ? {} : { done }) });
        },
      };
    },
  });
}

function asking(address: string, fields: Fields): string {
  const asked = Object.entries(fields).filter(([name, text]) => name !== pageFields.unchanged && text !== '');
  return asked.length === 0 ? address : `${address}?${new URLSearchParams(asked)}`;
}

/** The visit as the address of the page would lead to it, with what was typed to narrow it. */
function lookingAt(visit: Visit, address: string, sent: SentPage): Visit {
  const { href, pathname, search } = new URL(asking(address, ownFields(lookName, sent.typed)), 'https://here');
  const visitor = searching(visit.visitor, `${pathname}${search}`, sent);
  return { ...visit, visitor, request: { ...visit.request, method: 'GET', url: href } };
}

async function sendFields(
  { sendOn }: DeskServices,
  request: WebRequest,
  workflows: Orchestrations,
  { form, fields, all, token }: Pressed & { readonly form: SentForm },
): Promise<HttpResponseInit> {
  const { [pageFields.once]: once, [pageFields.pressed]: name } = all;
  if (once === undefined || name === undefined)
    throw new HttpProblem('bad-request', 'The form is not one of this page; open it again');
  const { route, ...question } = await form.sendingOf(fields, all);
  const etag = fields[pageFields.etag];
  return await sendOn(request, workflows, route, {
    ...question,
    headers: {
      'idempotency-key': `${once}.${name}`,
      [antiForgeryHeader]: token,
      ...(etag === undefined ? {} : { 'if-match': etag }),
      ...question.headers,
    },
  });
}

/** The reason in a form that needs one. Throws Refused. */
export function reasonIn({ reason = '' }: Fields): string {
  const text = reason.trim();
  if (text.length > 0 && text.length <= longestActReason) return text;
  throw new Refused(`Say why, in at most ${countText(longestActReason, 'character')}`);
}
