import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import type { RevisePorts } from '../activities/amend-round.ts';
import { explain } from '../domain/advance.ts';
import { Refused } from '../domain/errors.ts';
import type { Steering } from '../use-cases/steer-operation.ts';
import { extendDeadline, replaceLinks, type SteeredReview } from '../use-cases/steer-review.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import type { Handler, WebRequest } from '../web/handler.ts';
import { findOperation, type OperationServices } from './operations.ts';
import { requireNoPart } from './refuse-researcher.ts';

/** What steering reviews needs. */
export type ReviewSteeringServices = OperationServices & RevisePorts;

const reason = z.string().trim().min(1).max(1000);
const extendSchema = z.union([
  z.strictObject({ days: z.int().min(1).max(90), reason }),
  z.strictObject({ until: z.iso.date(), reason }),
]);
const resendSchema = z.strictObject({ approver: z.string().toLowerCase().pipe(z.uuid()).optional(), reason });

/** POST ops/exports/{project}/{id}/extend with `{ days | until, reason }`: the approvers have more time, and those who have not decided are told. */
export function extendReview(services: ReviewSteeringServices): Handler {
  return async (request, workflows) => {
    const { steering, body } = await parse(
      services,
      request,
      extendSchema,
      'Send { "days": 1 to 90, "reason": "…" }, or { "until": "YYYY-MM-DD", "reason": "…" }',
    );
    const time = 'days' in body ? { days: body.days } : { until: body.until };
    return answer(services, await extendDeadline(services, workflows, steering, time));
  };
}

/** POST ops/exports/{project}/{id}/resend with `{ approver?, reason }`: new links by mail, and the old ones are dead. */
export function resendLinks(services: ReviewSteeringServices): Handler {
  return async (request, workflows) => {
    const { steering, body } = await parse(
      services,
      request,
      resendSchema,
      'Send { "approver": "object id", "reason": "…" }; without an approver everybody who has not decided gets links',
    );
    return answer(services, await replaceLinks(services, workflows, steering, body.approver));
  };
}

async function parse<T extends { readonly reason: string }>(
  services: ReviewSteeringServices,
  request: WebRequest,
  schema: z.ZodType<T>,
  form: string,
): Promise<{ readonly steering: Steering; readonly body: T }> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
  const body = schema.safeParse(await readJson(request));
  if (!body.success) throw new Refused(`${form}. The reason has 1 to 1,000 characters.`);
  const { project, id } = await findOperation(services, request, 'export');
  await requireNoPart(services.projects, caller, project);
  return { steering: { key: { project, id }, by: caller.oid, reason: body.data.reason }, body: body.data };
}

function answer({ clock }: ReviewSteeringServices, { operation, round }: SteeredReview): HttpResponseInit {
  return jsonAnswer(202, { ...operation, explanation: explain(operation, clock.now(), round), round });
}
