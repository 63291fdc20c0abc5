import { liftSuspension, type SuspensionAct, suspendPerson } from '../use-cases/suspend-person.ts';
import { requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { requireReason } from '../web/reason.ts';
import type { ChangeServices } from './change-project.ts';
import { changedAnswer, projectAnswer } from './project-answer.ts';

/** POST ops/projects/{project}/people/{oid}/suspend with a reason: the person counts nowhere in the project, from now on. */
export function suspend(services: ChangeServices): Handler {
  return async (request) => projectAnswer(200, await suspendPerson(services, await actOf(services, request)));
}

/** POST ops/projects/{project}/people/{oid}/lift with a reason: they count again, once a second operator has confirmed it. */
export function lift(services: ChangeServices): Handler {
  return async (request) => changedAnswer(200, await liftSuspension(services, await actOf(services, request)));
}

async function actOf(services: ChangeServices, request: WebRequest): Promise<SuspensionAct> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
  const reason = await requireReason(request);
  return { project: param(request, 'project'), oid: param(request, 'oid').toLowerCase(), caller, reason };
}
