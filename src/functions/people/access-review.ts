import { accessReviewQuery } from '../../api/people.ts';
import { accessCsv } from '../../domain/overview/access-review.ts';
import { type ReviewAccessPorts, reviewAccess } from '../../use-cases/people/review-access.ts';
import { fileAnswer, jsonAnswer } from '../../web/answers.ts';
import { accepts, queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';

export type AccessReviewServices = CallerCheck & ReviewAccessPorts;

/** GET ops/access-review: who takes part in which project, in which groups and last seen when, differences first; as JSON or CSV. */
export function showAccessReview(services: AccessReviewServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const isCsv = asCsv(request);
    const reviewed = await reviewAccess(services, caller);
    if (!isCsv) return jsonAnswer(200, { ...reviewed, continuation: null });
    const type = 'text/csv; charset=utf-8; header=present';
    return fileAnswer(accessCsv(reviewed.items), { type, name: 'access-review.csv' });
  };
}

/** What the address says comes before what the header says. */
function asCsv(request: WebRequest): boolean {
  const { format } = queryOf(request, accessReviewQuery);
  return format === undefined ? accepts(request, 'text/csv') : format === 'csv';
}
