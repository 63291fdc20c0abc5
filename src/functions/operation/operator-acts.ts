import { type Door, doorFacts } from '../../domain/base/door.ts';
import { Forbidden, IllegalMove } from '../../domain/base/errors.ts';
import {
  type Act,
  type ActName,
  actOf,
  isForSenders,
  type Requester,
  whoMay,
  whyNotNow,
} from '../../domain/lifecycle/acts.ts';
import { explain } from '../../domain/lifecycle/advance.ts';
import { closingLine, copiesFollowUp } from '../../domain/lifecycle/retraction.ts';
import { isToBeClosed } from '../../domain/lifecycle/unpublished.ts';
import { unused, usedByFollowUp } from '../../domain/lifecycle/used-by.ts';
import { isDataset, isShownOutside, revealedOf } from '../../domain/notification/outside-view.ts';
import { limitWaiting } from '../../domain/operation/limit-wait.ts';
import { publishedVersion } from '../../domain/operation/made-from.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { accountName } from '../../domain/people/account-name.ts';
import { downloadsQuery } from '../../domain/transfer/downloads.ts';
import type { Clock } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { findUsedBy } from '../../use-cases/overview/find-used-by.ts';
import { findWithPart, isResearcherIn, senderOf } from '../../use-cases/people/readable-projects.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { type Caller, type CallerCheck, requireCaller, requireRole } from '../../web/caller.ts';
import { requireAntiForgeryWrite } from '../../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { etagOf, findOperation, noOperation, type OperationServices } from './operations.ts';
import { type Performed, readActs } from './perform-act.ts';
import { refuseResearcher, requireNoPart } from './refuse-researcher.ts';

export interface ActServices extends OperationServices {
  /** Address of the account that results are released to. */
  readonly releaseUrl: string;
}

/**
 * POST ops/{datasets|exports}/{project}/{id}/{act}, with `{ reason }` where the act wants one: what people can ask of one operation. Who may
 * ask for what in which state, `acts.ts` says; the answer may come before it is done.
 */
export function actHandler(services: ActServices, door: Door, name: ActName): Handler {
  const act = actOf(name);
  return async (request, workflows) => {
    const project = param(request, 'project');
    const { caller, asker } = await requireRequester(services, request, { act, door, project });
    await requireAntiForgeryWrite(request, caller, services.publicBaseUrl);
    const perform = await readActs[name](request);
    const operation = await findOperation(services, request, door);
    if (asker !== 'operator' && !isShownOutside(operation, services.clock.now(), services.ticks))
      throw noOperation(operation);
    refuseUnlessMatches(request, operation, asker);
    refuseUnlessMay(act, operation, asker);
    const key = { project: operation.project, id: operation.id };
    const done = await perform(services, workflows, { key, by: caller.oid, part: asker, caller });
    return jsonAnswer(202, await shownTo(services, asker, done), { etag: etagFor(asker, done.operation) });
  };
}

/** Whoever says which state they looked at is refused when the operation has moved on. Throws HttpProblem `precondition-failed`. */
function refuseUnlessMatches(request: WebRequest, operation: Operation, requester: Requester): void {
  const wanted = request.headers.get('if-match')?.trim();
  const etag = etagFor(requester, operation);
  if (wanted === undefined || wanted === '*' || wanted === etag) return;
  const { id, state } = operation;
  const why = `The operation ${id} is ${stateText(state)} by now, with the ETag ${etag}; If-Match asked for ${wanted}`;
  throw new HttpProblem('precondition-failed', `${why}. Read it again and repeat what still makes sense.`);
}

/** The ETag of an operation as whoever asks may know it: how often a package moved was chosen inside, so its senders have the state. */
function etagFor(requester: Requester, operation: Operation): string {
  const isOutside = requester !== 'operator' && !isDataset(operation);
  return isOutside ? `"${operation.state}"` : etagOf(operation);
}

/** Throws IllegalMove when nobody can do the act now, Forbidden when only others may. */
export function refuseUnlessMay(act: Act, operation: Operation, requester: Requester): void {
  const refusal = whyNotNow(act, operation);
  if (refusal !== undefined) throw new IllegalMove(refusal);
  const { door, id, state } = operation;
  if (whoMay(act, door, state).includes(requester)) return;
  throw new Forbidden(
    `Only an operator may ask for '${act.path}' while the ${doorFacts(door).noun} ${id} is ${stateText(state)}`,
  );
}

/**
 * Operators see the whole row, and what is left to them: to close a version or a copy that goes, to look at what was made from it, to ask
 * who downloaded what was revoked. Who sends may be outside, where nothing may be told that was chosen inside.
 */
async function shownTo(
  { clock, releaseUrl, register }: ActServices,
  requester: Requester,
  { operation, round }: Performed,
): Promise<object> {
  const { id, project, state } = operation;
  if (requester !== 'operator') return { id, project, state, since: revealedOf(operation).since };
  const explanation = explain(operation, clock.now(), round);
  if (round !== undefined) return { ...operation, explanation, rounds: [round] };
  const shown = { ...operation, explanation };
  if (operation.withoutEvidenceAsked !== undefined || limitWaiting(operation)?.asked !== undefined)
    return { ...shown, todo: [secondToAsk] };
  if (isToBeClosed(operation)) {
    const usedBy =
      publishedVersion(operation) === undefined
        ? unused
        : await findUsedBy({ register }, operation, { limit: Number.POSITIVE_INFINITY });
    const todo = [closingLine(operation), copiesFollowUp(operation), ...usedByFollowUp(usedBy)];
    return { ...shown, todo, usedBy: usedBy.packages };
  }
  if (state !== 'revoking') return shown;
  return { ...shown, downloads: downloadsQuery(accountName(releaseUrl), id) };
}

const secondToAsk =
  'Another operator, who takes no part in the project, has to ask for it too, within seven days; where there is one only, the same after a day';

interface AskerCheck extends CallerCheck {
  readonly projects: Pick<ProjectStore, 'get' | 'find'>;
  readonly clock: Clock;
}

/**
 * Who asks for an act in a project: an operator, or as themselves somebody who sends through the door, by the definition in force. Throws
 * for nobody and for everybody else.
 */
export async function requireRequester(
  services: AskerCheck,
  request: WebRequest,
  { act, door, project }: { readonly act: Act; readonly door: Door; readonly project: string },
): Promise<{ readonly caller: Caller; readonly asker: Requester }> {
  const caller = await requireCaller(services, request);
  const found = await services.projects.find(project);
  const operates = caller.roles.includes('Ops.Operator') && !(found && isResearcherIn(found, caller));
  if (!operates && isForSenders(act, door) && (await findWithPart(services, project, caller, senderOf(door))))
    return { caller, asker: door === 'ingress' ? 'owner' : 'researcher' };
  await requireRole(services, request, 'Ops.Operator');
  await (act.outsiders ? requireNoPart : refuseResearcher)(services.projects, caller, project);
  return { caller, asker: 'operator' };
}
