import type { HttpResponseInit } from '@azure/functions';
import type { Page } from '../../pages/base/layout.ts';
import { asSent, changedForms, ownFields, pageFields, type SentPage } from '../../pages/base/page-form.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { pageAnswer } from '../../web/answers.ts';
import { readForm } from '../../web/body.ts';
import { authenticate, type Caller, type CallerCheck } from '../../web/caller.ts';
import { antiForgeryField, requireAntiForgery, requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { type DescribedError, describeError, linesOf } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import { type Draft, draftOf, keepDraft, readDraft, withoutDraft } from '../review/draft.ts';

export type Fields = Readonly<Record<string, string>>;

export interface PressServices extends CallerCheck {
  readonly publicBaseUrl: string;
}

/** A form of a page whose button was pressed. */
export interface Pressed {
  readonly fields: Fields;
  /** All that the page sent. */
  readonly all: Fields;
  /** By which it proved that it is a page of ours. */
  readonly token: string;
  /** What was typed into its other forms, which is to stand there again. */
  readonly typed?: SentPage;
}

/** What the button of a form does, and the page on which it stands. */
export interface PageAct {
  /** A redirect to the page says that it was done. Throws what is refused. */
  readonly perform: (pressed: Pressed) => Promise<HttpResponseInit>;
  /** `from` is where a redirect leads that the page itself takes the place of. */
  readonly show: (sent: SentPage, from?: URL) => Promise<Page>;
}

interface Asking {
  readonly request: WebRequest;
  readonly workflows: Orchestrations;
  readonly caller: Caller;
  /** That of the form. */
  readonly name: string;
}

interface PagePressed {
  /** Its path below /api. */
  readonly place: (request: WebRequest) => string;
  /** The most bytes of what the page sends. */
  readonly most?: number | undefined;
  /** Throws what the page itself is refused with. */
  readonly actOf: (asking: Asking) => Promise<PageAct>;
}

/** Pages have many forms, and each reason its bytes. */
const mostOfPage = 256 * 1024;

/**
 * POST of a form of a page. A refusal comes back as the page. Whatever comes back holds what was typed into other forms; where the session is over,
 * all of it is kept over the sign-in.
 */
export function pressForm(services: PressServices, { place: placeOf, most, actOf }: PagePressed): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const place = placeOf(request);
    const form = await readForm(request, most ?? mostOfPage);
    const all = draftOf(form);
    const name = all[pageFields.pressed] ?? '';
    const fields = ownFields(name, all);
    const own = asSent(name, fields);
    const others = Object.fromEntries(Object.entries(changedForms(all)).filter(([field]) => !(field in own)));
    const caller = await authenticate(services, request);
    if (caller === undefined) {
      const draft = { [pageFields.pressed]: name, ...others, ...own };
      return await signInAgain(`/api/${place}`, await keepDraft(services.sealer, place, draft));
    }
    const token = form.get(antiForgeryField) ?? '';
    requireAntiForgery(request, caller, services.publicBaseUrl, token);
    const { perform, show } = await actOf({ request, workflows, caller, name });
    const typed = Object.keys(others).length === 0 ? {} : { typed: { name: '', typed: others } };
    try {
      const answer = await perform({ fields, all, token, ...typed });
      return withoutDraft(typed.typed === undefined ? answer : await stay(answer, place, typed.typed, show));
    } catch (error) {
      const told = describeError(error);
      if (told.status >= 500) throw error;
      const sent = { name, typed: { ...others, ...own }, refusal: refusalOf(told) };
      return withoutDraft(await pageAnswer(told.status, await show(sent)));
    }
  };
}

/** The page itself in place of the way back to it, since that would not say what was typed elsewhere on it. */
async function stay(
  answer: HttpResponseInit,
  place: string,
  typed: SentPage,
  show: PageAct['show'],
): Promise<HttpResponseInit> {
  const location = new Headers(answer.headers).get('location');
  if (location === null) return answer;
  const to = new URL(location, 'https://here');
  return to.pathname === `/api/${place}` ? await pageAnswer(200, await show(typed, to)) : answer;
}

/** Whoever goes back in the browser sends an old page: it does not do something else than it did. */
const sentBefore =
  'This form was sent before with something else in it. Look at what became of that; then fill it in here and send it again.';

function refusalOf(told: DescribedError): string {
  return told.code === 'key-reused' ? sentBefore : linesOf(told).join(' ');
}

/** What was typed into the page when the session ended, as this browser keeps it; undefined for nothing. */
export async function keptPage(
  { sealer }: Pick<PressServices, 'sealer'>,
  request: WebRequest,
  place: string,
): Promise<SentPage | undefined> {
  const draft: Draft | undefined = await readDraft(sealer, request, place);
  if (draft === undefined) return undefined;
  const { [pageFields.pressed]: name, ...typed } = draft;
  // What was typed is kept without a form that was pressed while somebody looks for something else.
  if (name === undefined) return { name: '', typed };
  return { name, typed, refusal: 'Your session was over, so nothing was done. What you typed is kept below.' };
}
