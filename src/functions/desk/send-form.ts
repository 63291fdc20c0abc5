import type { HttpResponseInit } from '@azure/functions';
import type { Description } from '../../api/description.ts';
import { countText } from '../../domain/base/count-text.ts';
import { Refused } from '../../domain/base/errors.ts';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { hiddenFields } from '../../pages/desk/desk-form.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { fieldsOf, readForm, textIn } from '../../web/body.ts';
import { authenticate } from '../../web/caller.ts';
import { antiForgeryField, antiForgeryHeader, requireAntiForgery, requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { type DescribedError, describeError } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import { keepDraft } from '../review/draft.ts';
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
  /** The most bytes of a form. */
  readonly most?: number;
  /** A field that no draft can hold: when the session is over its text stands on the page that says so, to be copied. */
  readonly toCopy?: string;
}

/**
 * POST of a form of the desk: it is sent on to the route for programs as whoever sent it, with If-Match and an Idempotency-Key, so that page,
 * command and API do the same. A refusal comes back as the page, with what was typed; otherwise the browser goes back to the page.
 */
export function sendForm(services: DeskServices, page: FormPage): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const place = page.place(request);
    const sent = await readForm(request, page.most);
    const caller = await authenticate(services, request);
    if (caller === undefined) {
      const text = page.toCopy === undefined ? '' : textIn(sent, page.toCopy);
      return await signInAgain(`/api/${place}`, await keepDraft(services.sealer, place, sent), text);
    }
    requireAntiForgery(request, caller, services.publicBaseUrl, sent.get(antiForgeryField));
    const visit = await visitOf(services, request, workflows);
    const form = page.formOf(request);
    const fields = fieldsOf(sent);
    const name = fields[hiddenFields.name] ?? '';
    try {
      const answered = await sendFields(services, request, workflows, { form, fields });
      return form.answer === undefined
        ? redirectAnswer(`/api/${place}?done=${encodeURIComponent(name)}`)
        : await form.answer(answered, { visit, fields });
    } catch (error) {
      const told = describeError(error);
      if (told.status >= 500) throw error;
      const refusal = [
        told.code === 'key-reused' ? sentBefore : told.detail,
        ...told.problems.slice(0, mostProblems).map(problemText),
      ].join(' ');
      return await pageAnswer(told.status, await page.show({ ...visit, refused: { name, fields, refusal } }));
    }
  };
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
  { form, fields }: { readonly form: SentForm; readonly fields: Fields },
): Promise<HttpResponseInit> {
  const once = fields[hiddenFields.once];
  if (once === undefined) throw new HttpProblem('bad-request', 'The form is not one of this page; open it again');
  const { route, ...question } = await form.sendingOf(fields);
  const etag = fields[hiddenFields.etag];
  return await sendOn(request, workflows, route, {
    ...question,
    headers: {
      'idempotency-key': once,
      [antiForgeryHeader]: fields[antiForgeryField] ?? '',
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
