import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { explain } from '../domain/advance.ts';
import { downloadsQuery } from '../domain/downloads.ts';
import { Refused } from '../domain/errors.ts';
import { type Operation, takeBackEnds } from '../domain/operation.ts';
import { revokeRelease, takeBackRelease } from '../use-cases/take-back-release.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { requireReason } from '../web/reason.ts';
import { findOperation, type OperationServices } from './operations.ts';
import { refuseResearcher } from './refuse-researcher.ts';

/** What the routes need that take files back. */
export interface TakeBackServices extends OperationServices {
  /** Address of the account that results are released to. */
  readonly releaseUrl: string;
}

const takeBackSchema = z.strictObject({ to: z.enum(takeBackEnds), reason: z.string().trim().min(1).max(1000) });

/** POST ops/exports/{project}/{id}/take-back with `{ to, reason }`: empties the folder of a release that has not ended, or failed. */
export function takeBackExport(services: TakeBackServices): Handler {
  return async (request, workflows) => {
    const by = await operatorOf(services, request);
    const body = takeBackSchema.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused(`Send { "to": "…", "reason": "…" }, where "to" is one of ${takeBackEnds.join(', ')}`);
    const { project, id } = await findOperation(services, request, 'export');
    const around = { settings: services, workflows };
    const taken = await takeBackRelease(services, around, { key: { project, id }, by, ...body.data });
    return answer(services, taken);
  };
}

/** POST ops/exports/{project}/{id}/revoke with a reason: empties the folder of what was released. */
export function revokeExport(services: TakeBackServices): Handler {
  return async (request, workflows) => {
    const by = await operatorOf(services, request);
    const reason = await requireReason(request);
    const { project, id } = await findOperation(services, request, 'export');
    return answer(
      services,
      await revokeRelease(services, { settings: services, workflows }, { key: { project, id }, by, reason }),
    );
  };
}

async function operatorOf(services: TakeBackServices, request: WebRequest): Promise<string> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
  await refuseResearcher(services.projects, caller, param(request, 'project'));
  return caller.oid;
}

/** With the query that shows who downloaded meanwhile: nothing takes that back. */
function answer({ clock, releaseUrl }: TakeBackServices, operation: Operation): HttpResponseInit {
  const [account = ''] = new URL(releaseUrl).hostname.split('.');
  const explanation = explain(operation, clock.now());
  return jsonAnswer(202, { ...operation, explanation, downloads: downloadsQuery(account, operation.id) });
}
