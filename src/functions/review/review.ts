import type { HttpResponseInit } from '@azure/functions';
import type { z } from 'zod';
import { reviewQuery } from '../../api/review.ts';
import { decisionForm } from '../../api/schemas/forms.ts';
import { refuseByGroups } from '../../domain/people/group-rule.ts';
import { decide } from '../../use-cases/review/decide.ts';
import { findReview } from '../../use-cases/review/find-review.ts';
import { redirectAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { fieldsOf, readForm } from '../../web/body.ts';
import { requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import type { Session } from '../../web/session.ts';
import { signInPath } from '../../web/sign-in.ts';
import { forgetDraft } from './draft.ts';
import {
  isOfLink,
  keptForm,
  linkNotFound,
  linkOf,
  placeOf,
  type ReviewServices,
  refused,
  reviewPath,
  sessionOf,
  showTo,
  signInAgain,
  signInFirst,
  typedForm,
} from './review-answers.ts';
import { mostReviewBytes, noteTyped, overWith, sessionOfForm, viewIn } from './review-files.ts';

/** GET and HEAD review/{handle} and review-package/{project}/{id}: shows, and never changes anything. */
export function showReview(services: ReviewServices): Handler {
  return async (request) => {
    const handle = placeOf(request);
    const session = await sessionOf(services, request);
    if (session === undefined && !isOfLink(request)) return redirectAnswer(signInPath(reviewPath(handle)));
    const found = await findReview(services.review, linkOf(handle, session));
    if (found === undefined) return await linkNotFound();
    if (session === undefined) return await signInFirst(services, request, found);
    const query = queryOf(request, reviewQuery);
    const refusal =
      refuseByGroups(services.review.groupsClaim, found.project.id, session.groups)?.person ??
      (query.lost !== undefined
        ? 'Your session was over, so what you noted about files after you last saved it was not saved.'
        : undefined);
    const form = { ...(await keptForm(services, request, query.choice)), refusal };
    return await showTo(services, session, found, handle, form);
  };
}

/** POST to the same: takes the decision of the signed-in approver, wakes the export and shows the outcome. */
export function takeDecision(services: ReviewServices): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const handle = placeOf(request);
    const fields = await readForm(request, mostReviewBytes);
    const session = await sessionOfForm(services, request, fields);
    const isNoted = await noteTyped(services, handle, session, fields);
    if (session === undefined) return await signInAgain(services, request, session, overWith(isNoted), fields);
    const parsed = decisionForm.safeParse(fieldsOf(fields));
    if (!parsed.success) return await incomplete(services, session, handle, { fields, error: parsed.error });
    const form = parsed.data;
    const outcome = await decide(services.review, {
      ...form,
      handle: linkOf(handle, session),
      approver: session,
    });
    if (outcome.kind === 'step-up') return await signInAgain(services, request, session, 'step-up', fields);
    if (outcome.kind !== 'recorded' && outcome.kind !== 'repeat') {
      return await refused(services, session, handle, outcome, { ...form, view: viewIn(fields) });
    }
    await workflows.wake(outcome.exportId);
    return redirectAnswer(reviewPath(handle), forgetDraft());
  };
}

/** Only whoever is asked is told what is missing. Throws HttpProblem. */
async function incomplete(
  services: ReviewServices,
  session: Session,
  handle: string,
  { fields, error }: { readonly fields: URLSearchParams; readonly error: z.ZodError },
): Promise<HttpResponseInit> {
  const found = await findReview(services.review, linkOf(handle, session));
  if (found === undefined) return await linkNotFound();
  if (found.handle.approver !== session.oid) {
    const form = { ...typedForm(fields), view: viewIn(fields) };
    return await refused(services, session, handle, { kind: 'not-yours' }, form);
  }
  const missing = error.issues.map((issue) => issue.message).join(' ');
  throw new HttpProblem('bad-request', `The form is not complete: ${missing}`);
}
