import type { HttpResponseInit } from '@azure/functions';
import { reviewQuery } from '../../api/review.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { shortNumber } from '../../domain/base/door.ts';
import { outsideRound, outsideView } from '../../domain/notification/outside-view.ts';
import type { Ticks } from '../../domain/notification/tick.ts';
import { refuseByAccount } from '../../domain/review/account-rule.ts';
import { type Saying, sayingIn } from '../../domain/review/decision.ts';
import { type FileView, firstView } from '../../domain/review/file-view.ts';
import { messagePage, type Page, type Visitor } from '../../pages/base/layout.ts';
import { dueText } from '../../pages/base/words.ts';
import {
  type Interruption,
  reviewClosedPage,
  reviewSignInPage,
  type WaitsNext,
} from '../../pages/review/review-closed-page.ts';
import { type ReviewForm, reviewPage } from '../../pages/review/review-page.ts';
import type { DecidePorts, DecisionOutcome } from '../../use-cases/review/decide.ts';
import type { FoundReview, ReviewLink } from '../../use-cases/review/find-review.ts';
import { type NextPorts, nextReview } from '../../use-cases/review/inbox.ts';
import {
  closedBecause,
  closedReview,
  collectMaterial,
  type ReviewPorts,
} from '../../use-cases/review/review-material.ts';
import { pageAnswer, withCookies } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { authenticate, type CallerCheck } from '../../web/caller.ts';
import { param, type WebRequest } from '../../web/handler.ts';
import type { Session } from '../../web/session.ts';
import { signInAsAnother, signInPath } from '../../web/sign-in.ts';
import { keepDraft } from './draft.ts';
import { remarksKeyFor } from './remarks-key.ts';
import { draftIn, type TypedForm, typedForm } from './typed-form.ts';

export interface ReviewServices extends CallerCheck {
  readonly review: ReviewPorts & DecidePorts & NextPorts;
  readonly ticks?: Ticks | undefined;
  readonly publicBaseUrl: string;
}

/** The end of a review's address: the link token of a mail, or project and package, which leads there only who is signed in. */
export function placeOf(request: WebRequest): string {
  const { handle } = request.params;
  return handle ?? `${param(request, 'project')}/${param(request, 'id')}`;
}

/** Whether the address is that of a mail's link, which leads there also who is not signed in. */
export function isOfLink({ params }: Pick<WebRequest, 'params'>): boolean {
  return params['handle'] !== undefined;
}

/** Whether the end of the address names a package and not a link token. */
function isOfPackage(place: string): boolean {
  return /^[^/]+\/exp_[^/]+$/.test(place);
}

/** What the end of the address leads to, for whoever is signed in. */
export function linkOf(place: string, session: Pick<Session, 'oid'> | undefined): ReviewLink {
  const [project = '', exportId = ''] = place.split('/');
  return isOfPackage(place) ? { project, exportId, approver: session?.oid ?? '' } : place;
}

export function reviewPath(place: string): string {
  return `/api/${isOfPackage(place) ? 'review-package' : 'review'}/${place}`;
}

function visitorOf(session: Session): Visitor {
  return { name: session.name, antiForgery: session.antiForgery };
}

/** Decisions are taken by people at a page: a bearer token, which programs carry, counts as not signed in. */
export async function sessionOf(services: ReviewServices, request: WebRequest): Promise<Session | undefined> {
  return (await authenticate(services, request))?.session;
}

const home = { label: 'What is yours', href: '/api/mine' };

export async function linkNotFound(session?: Session): Promise<HttpResponseInit> {
  const page = messagePage(
    'There is no such review',
    [
      'The link is not complete, or it was never sent, or you are not asked about this package. Open it from the mail once more.',
    ],
    { links: [home], ...(session === undefined ? {} : { visitor: visitorOf(session) }) },
  );
  return await pageAnswer(404, page);
}

/** What a link shows to whoever is signed in: the review with its form, why it is closed, or that it was sent to somebody else. */
export async function showTo(
  services: ReviewServices,
  session: Session,
  found: FoundReview,
  linkToken: string,
  form: Omit<ReviewForm, 'action' | 'remarksKey'>,
  { status = 200, view = firstView }: { readonly status?: number; readonly view?: FileView } = {},
): Promise<HttpResponseInit> {
  const visitor = visitorOf(session);
  if (found.handle.approver !== session.oid) {
    const page = messagePage(
      'This link was sent to somebody else',
      [`You are signed in as ${session.name}. Each approver decides by the link in their own mail.`],
      { visitor, links: [home, { label: 'Sign in as somebody else', href: signInAsAnother(reviewPath(linkToken)) }] },
    );
    return await pageAnswer(403, page);
  }
  const like = refuseByAccount(found.round, found.project, session);
  if (like !== undefined) {
    const page = messagePage('You cannot decide about this package', [like.person], { visitor, links: [home] });
    return await pageAnswer(403, page);
  }
  const now = services.review.clock.now();
  const because = closedBecause(found, now);
  if (because !== undefined) {
    const [closed, waits] = await Promise.all([
      closedReview(services.review, found, because, now),
      waitsNext(services, session, found),
    ]);
    const refusal = status === 200 ? undefined : form.refusal;
    return await pageAnswer(status, reviewClosedPage({ ...closed, refusal }, waits, visitor, now));
  }
  const material = await collectMaterial(services.review, found, view);
  const remarksKey = await remarksKeyFor(services.sealer, session.oid, found.round.exportId);
  const shown = { ...form, action: reviewPath(linkToken), remarksKey };
  return await pageAnswer(status, reviewPage(material, shown, visitor, now));
}

async function waitsNext(
  { review, ticks }: ReviewServices,
  session: Session,
  { round }: FoundReview,
): Promise<WaitsNext> {
  const { count, next } = await nextReview(review, session, round, ticks);
  if (next === undefined) return { count, next };
  const { project, shown, round: other } = next;
  const due = dueText(other.deadline, calendarOf(project).timeZone, review.clock.now());
  const href = reviewPath(`${project.id}/${shown.id}`);
  return { count, next: { href, number: shortNumber(shown.id), title: project.title, due } };
}

/** What a link shows without sign-in: neither file names nor a form. */
export async function signInFirst(
  services: ReviewServices,
  request: WebRequest,
  found: FoundReview,
  status = 200,
): Promise<HttpResponseInit> {
  const page = signInPage(services, placeOf(request), found, {
    choice: sayingIn(queryOf(request, reviewQuery).choice),
  });
  return await pageAnswer(status, page);
}

/**
 * The sign-in page for a form whose session ended meanwhile or was too weak; what was written is kept in a cookie. It is a page and no
 * redirect, because browsers hold what follows a form to `form-action`, and the directory is another site.
 */
export async function signInAgain(
  services: ReviewServices,
  request: WebRequest,
  interrupted: Interruption,
  { found, fields }: { readonly found: FoundReview | undefined; readonly fields: URLSearchParams },
): Promise<HttpResponseInit> {
  const linkToken = placeOf(request);
  if (found === undefined && isOfLink(request)) return await linkNotFound();
  const { choice } = typedForm(fields);
  const draft = await keepDraft(services.sealer, linkToken, draftIn(fields));
  const answer = await pageAnswer(401, signInPage(services, linkToken, found, { choice, interrupted }));
  return withCookies(answer, draft.cookies);
}

/** Without a link of a mail nothing is told to who is not signed in. */
function signInPage(
  { review }: ReviewServices,
  linkToken: string,
  found: FoundReview | undefined,
  { choice, interrupted }: { readonly choice: Saying | undefined; readonly interrupted?: Interruption },
): Page {
  const query = new URLSearchParams(choice && { choice });
  if (interrupted === 'remarks-lost') query.set('lost', 'remarks');
  const returnTo = query.size === 0 ? reviewPath(linkToken) : `${reviewPath(linkToken)}?${query}`;
  const about = found && {
    projectTitle: found.project.title,
    size: outsideView(found.operation).size ?? '',
    deadline: outsideRound(found.round).deadline,
    timeZone: calendarOf(found.project).timeZone,
  };
  const signInHref = signInPath(returnTo, found?.round.rules.authContext);
  return reviewSignInPage({ about, signInHref, interrupted }, review.clock.now());
}

/** The page that says why a decision was not recorded, with what was written kept in its form. */
export async function refused(
  services: ReviewServices,
  session: Session,
  linkToken: string,
  outcome: Extract<DecisionOutcome, { kind: 'refuse' | 'not-yours' }>,
  { form, view }: { readonly form: TypedForm; readonly view: FileView },
): Promise<HttpResponseInit> {
  const refusal = outcome.kind === 'refuse' ? outcome.message : undefined;
  const status = outcome.kind === 'refuse' ? refusalStatus[outcome.code] : 403;
  return await showTo(services, session, outcome.found, linkToken, { ...form, refusal }, { status, view });
}

type RefusalCode = Extract<DecisionOutcome, { kind: 'refuse' }>['code'];

const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  closed: 409,
  'not-in-review': 409,
  'already-decided': 409,
  'enough-asked': 409,
  'wrong-digest': 409,
  'said-anew': 409,
  'link-replaced': 409,
  'not-approver': 403,
  'not-eligible': 403,
  'wrong-group': 403,
  'ticks-missing': 400,
  'reason-missing': 400,
  'not-opened': 409,
};
