import { liftSuspensionQuery } from '../../api/people.ts';
import { liftSuspension, type SuspensionAct, suspendPerson } from '../../use-cases/people/suspend-person.ts';
import { amendRoundsOf } from '../../use-cases/review/amend-rounds.ts';
import { queryOf } from '../../web/asked.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import { requireReason } from '../../web/reason.ts';
import type { ChangeServices } from '../project/change-project.ts';
import { changedAnswer, projectAnswer, shownProject } from '../project/project-answer.ts';

/** POST ops/projects/{project}/people/{oid}/suspend with a reason: the person counts nowhere in the project, from now on. */
export function suspend(services: ChangeServices): Handler {
  return async (request, workflows) => {
    const act = await actOf(services, request);
    const suspended = await suspendPerson(services, act);
    await amendRoundsOf(services, workflows, act.project);
    return projectAnswer(200, shownProject(suspended));
  };
}

/** POST ops/projects/{project}/people/{oid}/lift with a reason: one suspension of theirs ends, once a second operator has confirmed it. */
export function lift(services: ChangeServices): Handler {
  return async (request, workflows) => {
    const act = await actOf(services, request);
    const lifted = await liftSuspension(services, { ...act, ...queryOf(request, liftSuspensionQuery) });
    if (lifted.kind === 'changed') await amendRoundsOf(services, workflows, act.project);
    return changedAnswer(200, lifted);
  };
}

async function actOf(services: ChangeServices, request: WebRequest): Promise<SuspensionAct> {
  const caller = await requireOperatorWrite(services, request);
  const reason = await requireReason(request);
  return { project: param(request, 'project'), oid: param(request, 'oid').toLowerCase(), caller, reason };
}
