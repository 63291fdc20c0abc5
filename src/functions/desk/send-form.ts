import type { HttpResponseInit } from '@azure/functions';
import type { Description } from '../../api/description.ts';
import { countText } from '../../domain/base/count-text.ts';
import { Refused } from '../../domain/base/errors.ts';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { asSent, changedForms, ownFields, pageFields, type Typed } from '../../pages/desk/page-form.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { fieldsOf, readForm } from '../../web/body.ts';
import { authenticate } from '../../web/caller.ts';
import { antiForgeryField, antiForgeryHeader, requireAntiForgery, requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { type DescribedError, describeError } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import { keepDraft, withoutDraft } from '../review/draft.ts';
import type { Question } from './send-on.ts';
import { type DeskServices, type ShowPage, type Visit, visitOf } from './visit.ts';

export type Fields = Readonly<Record<string, string>>;

export interface Sending extends Question {
  readonly route: Description;
}

export interface SentForm {
  /** What its fields ask. Throws Refused. */
  readonly sendingOf: (fields: Fields) => Sending | Promise<Sending>;
  /** The answer instead of the way back to the page, where what was answered must be shown. */
  readonly answer?: (answered: HttpResponseInit, sent: AnsweredForm) => Promise<HttpResponseInit>;
}

export interface AnsweredForm {
  readonly visit: Visit;
  readonly fields: Fields;
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
 * command and API do the same. A refusal comes back as the page, with what was typed; otherwise the browser goes back to the page.
 */
export function sendForm(services: DeskServices, page: FormPage): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const place = page.place(request);
    const all = fieldsOf(await readForm(request, page.most ?? mostOfPage));
    const name = all[pageFields.pressed] ?? '';
    const fields = ownFields(name, all);
    const mine = asSent(name, fields);
    const caller = await authenticate(services, request);
    if (caller === undefined) {
      const draft = { [pageFields.pressed]: name, ...changedForms(all), ...mine };
      return await signInAgain(`/api/${place}`, await keepDraft(services.sealer, place, draft));
    }
    requireAntiForgery(request, caller, services.publicBaseUrl, all[antiForgeryField] ?? null);
    const others = Object.fromEntries(Object.entries(changedForms(all)).filter(([field]) => !(field in mine)));
    const visit = { ...(await visitOf(services, request, workflows)), ...typedElsewhere(others) };
    const form = page.formOf(request);
    try {
      const answered = await sendFields(services, request, workflows, { form, fields, all });
      const answer =
        form.answer === undefined
          ? redirectAnswer(`/api/${place}?done=${encodeURIComponent(name)}`)
          : await form.answer(answered, { visit, fields });
      return withoutDraft(visit.sent === undefined ? answer : await stay(answer, place, page, visit));
    } catch (error) {
      const told = describeError(error);
      if (told.status >= 500) throw error;
      const refusal = [
        told.code === 'key-reused' ? sentBefore : told.detail,
        ...told.problems.slice(0, mostProblems).map(problemText),
      ].join(' ');
      const sent = { name, typed: { ...others, ...mine }, refusal };
      return withoutDraft(await pageAnswer(told.status, await page.show({ ...visit, sent })));
    }
  };
}

/** Pages have many forms, and each reason its bytes. */
const mostOfPage = 256 * 1024;

/** What was typed into other forms than the one that was sent: it stands there again. */
function typedElsewhere(typed: Typed): Pick<Visit, 'sent'> {
  return Object.keys(typed).length === 0 ? {} : { sent: { name: '', typed } };
}

/** The page itself in place of the way back to it, since that would not say what was typed elsewhere on it. */
async function stay(
  answer: HttpResponseInit,
  place: string,
  { show }: FormPage,
  visit: Visit,
): Promise<HttpResponseInit> {
  const location = new Headers(answer.headers).get('location');
  if (location === null) return answer;
  const { pathname, searchParams } = new URL(location, 'https://here');
  const done = searchParams.get('done');
  if (pathname !== `/api/${place}`) return answer;
  return await pageAnswer(200, await show({ ...visit, ...(done === null ? {} : { done }) }));
}

/** Whoever goes back in the browser sends an old page: it does not do something else than it did. */
const sentBefore =
  'This form was sent before with something else in it. Look at what became of that; then fill it in here and send it again.';

/** More would hide the form. */
const mostProblems = 20;

function problemText({ path, message }: DescribedError['problems'][number]): string {
  return path === null || message.includes(path) ? message : `${path}: ${message}`;
}

async function sendFields(
  { sendOn }: DeskServices,
  request: WebRequest,
  workflows: Orchestrations,
  { form, fields, all }: { readonly form: SentForm; readonly fields: Fields; readonly all: Fields },
): Promise<HttpResponseInit> {
  const { [pageFields.once]: once, [pageFields.pressed]: name } = all;
  if (once === undefined || name === undefined)
    throw new HttpProblem('bad-request', 'The form is not one of this page; open it again');
  const { route, ...question } = await form.sendingOf(fields);
  const etag = fields[pageFields.etag];
  return await sendOn(request, workflows, route, {
    ...question,
    headers: {
      'idempotency-key': `${once}.${name}`,
      [antiForgeryHeader]: all[antiForgeryField] ?? '',
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
