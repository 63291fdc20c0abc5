import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { refuseByGroups } from '../domain/group-rule.ts';
import { sizeClass } from '../domain/size-class.ts';
import { messagePage, type Visitor } from '../pages/layout.ts';
import { reviewClosedPage, reviewSignInPage } from '../pages/review-closed-page.ts';
import { type Choice, longestReason, type ReviewForm, reviewPage } from '../pages/review-page.ts';
import { type DecidePorts, type DecisionOutcome, decide } from '../use-cases/decide.ts';
import {
  closedBecause,
  closedReview,
  collectMaterial,
  type FoundReview,
  findReview,
  type ReviewPorts,
} from '../use-cases/review-material.ts';
import { pageAnswer, redirectAnswer } from '../web/answers.ts';
import { readForm } from '../web/body.ts';
import { type CallerCheck, recognise } from '../web/caller.ts';
import { cookieNames, forget } from '../web/cookies.ts';
import { antiForgeryField, requireGenuine, requireOwnOrigin } from '../web/forgery.ts';
import { type Handler, param, queryOf, type WebRequest } from '../web/handler.ts';
import { HttpProblem } from '../web/http-problem.ts';
import type { Session } from '../web/session.ts';
import { signInPath } from '../web/sign-in.ts';
import { keepDraft, readDraft } from './draft.ts';

/** What the two review routes need. */
export interface ReviewServices extends CallerCheck {
  readonly review: ReviewPorts & DecidePorts;
  readonly publicBaseUrl: string;
}

const formSchema = z.object({
  choice: z.enum(['approve', 'deny']),
  reason: z.string().max(longestReason, `The reason is longer than ${longestReason} characters.`),
  lookedAt: z.boolean(),
  deidentified: z.boolean(),
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'The digest of the package is missing.'),
});

/** GET and HEAD review/{handle}: shows, and never changes anything. */
export function showReview(services: ReviewServices): Handler {
  return async (request) => {
    const handle = param(request, 'handle');
    const found = await findReview(services.review, handle);
    if (found === undefined) return await unknownLink();
    const session = await sessionOf(services, request);
    if (session === undefined) return await signInFirst(services, request, found, false);
    const draft = await readDraft(services.sealer, request, handle);
    const asked = choiceOf(queryOf(request).get('choice'));
    const refusal = refuseByGroups(services.review.groupsClaim, found.project.id, session.groups)?.person;
    const form = { choice: draft?.choice ?? asked, reason: draft?.reason ?? '', refusal };
    return await showTo(services, session, found, handle, form);
  };
}

/** POST review/{handle}: takes the decision of the signed-in approver, wakes the export and shows the outcome. */
export function takeDecision(services: ReviewServices): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const handle = param(request, 'handle');
    const session = await sessionOf(services, request);
    if (session === undefined) return await interrupted(services, request, handle);
    const fields = await readForm(request);
    const caller = { ...session, session };
    requireGenuine(request, caller, services.publicBaseUrl, fields.get(antiForgeryField));
    const form = parseForm(fields);
    const outcome = await decide(services.review, {
      ...form,
      handle,
      approver: { oid: session.oid, name: session.name, groups: session.groups },
    });
    if (outcome.kind !== 'recorded' && outcome.kind !== 'repeat') {
      return await refused(services, session, handle, outcome, form);
    }
    await workflows.wake(outcome.exportId);
    return redirectAnswer(reviewPath(handle), [forget(cookieNames.draft)]);
  };
}

function reviewPath(handle: string): string {
  return `/api/review/${handle}`;
}

function choiceOf(text: string | null): Choice | undefined {
  return text === 'approve' || text === 'deny' ? text : undefined;
}

function visitorOf(session: Session): Visitor {
  return { name: session.name, antiForgery: session.antiForgery };
}

/** Decisions are taken by people at a page: a bearer token, which programs carry, counts as not signed in. */
async function sessionOf(services: ReviewServices, request: WebRequest): Promise<Session | undefined> {
  return (await recognise(services, request))?.session;
}

function parseForm(fields: URLSearchParams): z.infer<typeof formSchema> {
  const parsed = formSchema.safeParse({
    choice: fields.get('choice'),
    reason: (fields.get('reason') ?? '').replaceAll('\r\n', '\n').trim(),
    lookedAt: fields.get('lookedAt') === 'yes',
    deidentified: fields.get('deidentified') === 'yes',
    digest: fields.get('digest'),
  });
  if (parsed.success) return parsed.data;
  throw new HttpProblem(
    'bad-request',
    `The form is not complete: ${parsed.error.issues.map((issue) => issue.message).join(' ')}`,
  );
}

async function unknownLink(): Promise<HttpResponseInit> {
  const page = messagePage('There is no such review', [
    'The link is not complete, or it was never sent. Open it from the mail once more.',
  ]);
  return await pageAnswer(404, page);
}

async function showTo(
  services: ReviewServices,
  session: Session,
  found: FoundReview,
  handle: string,
  form: Omit<ReviewForm, 'action'>,
  status = 200,
): Promise<HttpResponseInit> {
  const visitor = visitorOf(session);
  if (found.handle.approver !== session.oid) {
    const page = messagePage(
      'This link was sent to somebody else',
      [`You are signed in as ${session.name}. Each approver decides by the link in their own mail.`],
      visitor,
    );
    return await pageAnswer(403, page);
  }
  const now = services.review.clock.now();
  const because = closedBecause(found, now);
  if (because !== undefined) {
    return await pageAnswer(status, reviewClosedPage(closedReview(found, because), visitor));
  }
  const material = await collectMaterial(services.review, found);
  return await pageAnswer(status, reviewPage(material, { ...form, action: reviewPath(handle) }, visitor, now));
}

async function signInFirst(
  services: ReviewServices,
  request: WebRequest,
  found: FoundReview,
  wasInterrupted: boolean,
  choice = choiceOf(queryOf(request).get('choice')),
): Promise<HttpResponseInit> {
  const handle = param(request, 'handle');
  const returnTo = choice === undefined ? reviewPath(handle) : `${reviewPath(handle)}?choice=${choice}`;
  const summary = {
    projectTitle: found.project.title,
    size: sizeClass(found.operation.package ?? { count: 0, bytes: 0 }),
    deadline: found.round.value.deadline,
    signInHref: signInPath(returnTo),
    interrupted: wasInterrupted,
  };
  return await pageAnswer(wasInterrupted ? 401 : 200, reviewSignInPage(summary, services.review.clock.now()));
}

async function interrupted(services: ReviewServices, request: WebRequest, handle: string): Promise<HttpResponseInit> {
  const found = await findReview(services.review, handle);
  if (found === undefined) return await unknownLink();
  const fields = await readForm(request);
  const choice = choiceOf(fields.get('choice'));
  const draft = await keepDraft(services.sealer, { handle, choice, reason: fields.get('reason') ?? '' });
  const answer = await signInFirst(services, request, found, true, choice);
  return { ...answer, cookies: draft };
}

async function refused(
  services: ReviewServices,
  session: Session,
  handle: string,
  outcome: Exclude<DecisionOutcome, { kind: 'recorded' | 'repeat' }>,
  form: z.infer<typeof formSchema>,
): Promise<HttpResponseInit> {
  const found = outcome.kind === 'unknown' ? undefined : await findReview(services.review, handle);
  if (found === undefined || outcome.kind === 'unknown') return await unknownLink();
  const refusal = outcome.kind === 'refuse' ? outcome.message : undefined;
  const status = outcome.kind === 'refuse' ? refusalStatus[outcome.code] : 403;
  return await showTo(services, session, found, handle, { choice: form.choice, reason: form.reason, refusal }, status);
}

type RefusalCode = Extract<DecisionOutcome, { kind: 'refuse' }>['code'];

const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  closed: 409,
  'not-in-review': 409,
  'already-decided': 409,
  'wrong-digest': 409,
  'not-approver': 403,
  'not-eligible': 403,
  'wrong-group': 403,
  'ticks-missing': 400,
  'reason-missing': 400,
};
