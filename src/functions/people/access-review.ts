import type { HttpResponseInit } from '@azure/functions';
import { accessReviewQuery, type people } from '../../api/people.ts';
import { accessCsv } from '../../domain/overview/access-review.ts';
import { type ReviewAccessPorts, reviewAccess } from '../../use-cases/people/review-access.ts';
import { fileAnswer, jsonAnswer } from '../../web/answers.ts';
import { accepts, queryOf } from '../../web/asked.ts';
import type { WebRequest } from '../../web/handler.ts';
import type { Read } from '../../web/reading.ts';

/** GET ops/access-review: who takes part in which project, in which groups and last seen when, differences first; as JSON or CSV. */
export const showAccessReview = (async (services, { caller }) => ({
  ...(await reviewAccess(services, caller)),
  continuation: null,
})) satisfies Read<ReviewAccessPorts, typeof people.accessReview>;

export function accessAnswer(
  reviewed: Awaited<ReturnType<typeof showAccessReview>>,
  request: WebRequest,
): HttpResponseInit {
  if (!asCsv(request)) return jsonAnswer(200, reviewed);
  const type = 'text/csv; charset=utf-8; header=present';
  return fileAnswer(accessCsv(reviewed.items), { type, name: 'access-review.csv' });
}

/** What the address says comes before what the header says. */
function asCsv(request: WebRequest): boolean {
  const { format } = queryOf(request, accessReviewQuery);
  return format === undefined ? accepts(request, 'text/csv') : format === 'csv';
}
