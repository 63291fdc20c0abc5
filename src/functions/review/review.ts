import type { z } from 'zod';
import { reviewQuery } from '../../api/review.ts';
import { decisionForm } from '../../api/schemas/forms.ts';
import { inOurWords } from '../../domain/base/rule-words.ts';
import { refuseByGroups } from '../../domain/people/group-rule.ts';
import { decide } from '../../use-cases/review/decide.ts';
import { findReview } from '../../use-cases/review/find-review.ts';
import { redirectAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { fieldsOf, readForm, wrongFields } from '../../web/body.ts';
import { requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { signInPath } from '../../web/sign-in.ts';
import { forgetDraft, readDraft } from './draft.ts';
import {
  isOfLink,
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
} from './review-answers.ts';
import { mostReviewBytes, overWith, takeForm } from './review-files.ts';
import { startOf, typedForm, viewIn } from './typed-form.ts';

/** GET and HEAD review/{handle} and review-package/{project}/{id}: shows, and never changes anything. */
export function showReview(services: ReviewServices): Handler {
  return async (request) => {
    const linkToken = placeOf(request);
    const session = await sessionOf(services, request);
    if (session === undefined && !isOfLink(request)) return redirectAnswer(signInPath(reviewPath(linkToken)));
    const found = await findReview(services.review, linkOf(linkToken, session));
    if (found === undefined) return await linkNotFound(session);
    if (session === undefined) return await signInFirst(services, request, found);
    const query = queryOf(request, reviewQuery);
    const refusal =
      refuseByGroups(services.review.groupsClaim, found.project.id, session.groups)?.person ??
      (query.lost !== undefined
        ? 'Your session was over, so what you noted about files after you last saved it was not saved.'
        : undefined);
    const { form, view } = startOf(await readDraft(services.sealer, request, linkToken), query.choice);
    return await showTo(services, session, found, linkToken, { ...form, refusal }, { view });
  };
}

/** POST to the same: takes the decision of the signed-in approver, wakes the export and shows the outcome. */
export function takeDecision(services: ReviewServices): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const fields = await readForm(request, mostReviewBytes);
    const { place, session, found, isNoted } = await takeForm(services, request, fields);
    const again = { found, fields };
    if (session === undefined) return await signInAgain(services, request, overWith(isNoted), again);
    if (found === undefined) return await linkNotFound(session);
    const parsed = decisionForm.safeParse(fieldsOf(fields), inOurWords);
    const shown = { form: typedForm(fields), view: viewIn(fields) };
    if (!parsed.success) {
      // Only whoever is asked is told what is missing.
      if (found.handle.approver === session.oid) throw incomplete(parsed.error);
      return await refused(services, session, place, { kind: 'not-yours', found }, shown);
    }
    const decision = { ...parsed.data, handle: linkOf(place, session), approver: session };
    const outcome = await decide(services.review, decision, found);
    switch (outcome.kind) {
      case 'recorded':
      case 'repeat':
        await workflows.wake(outcome.exportId);
        return redirectAnswer(reviewPath(place), forgetDraft());
      case 'step-up':
        return await signInAgain(services, request, 'step-up', again);
      case 'unknown':
        return await linkNotFound(session);
      case 'refuse':
      case 'not-yours':
        return await refused(services, session, place, outcome, shown);
    }
  };
}

function incomplete(error: z.ZodError): HttpProblem {
  return new HttpProblem('bad-request', `The form is not complete: ${wrongFields(error)}`);
}
