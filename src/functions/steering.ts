import { z } from 'zod';
import { type Act, type ActName, type Asker, actOf, whoMay, whyNotNow } from '../domain/acts.ts';
import { explain } from '../domain/advance.ts';
import { type Door, doorFacts } from '../domain/door.ts';
import { downloadsQuery } from '../domain/downloads.ts';
import { Forbidden, IllegalMove, Refused } from '../domain/errors.ts';
import { type Operation, type TakeBackEnd, takeBackEnds } from '../domain/operation.ts';
import { closingLine, copiesDuty } from '../domain/retraction.ts';
import type { Workflows } from '../ports/workflows.ts';
import { discardOperation, giveBackPackage } from '../use-cases/end-operation.ts';
import { retractVersion } from '../use-cases/retract-version.ts';
import { retryOperation, stopOperation } from '../use-cases/steer-operation.ts';
import { revokeRelease, takeBackRelease } from '../use-cases/take-back-release.ts';
import { type WithdrawalAsked, withdrawOperation } from '../use-cases/withdraw-operation.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { HttpProblem } from '../web/http-problem.ts';
import { reasonGiven } from '../web/reason.ts';
import { requireAsker } from './asker.ts';
import { etagOf, findOperation, type OperationServices } from './operations.ts';

/** What asking for acts needs. */
export interface SteeringServices extends OperationServices {
  /** Address of the account that results are released to. */
  readonly releaseUrl: string;
}

/** What is asked for. `to`: where a package goes whose release is taken back; nothing else wants it. */
type Asked = WithdrawalAsked & { readonly to?: TakeBackEnd | undefined };

const whereTo = `Send { "to": "…", "reason": "…" }, where "to" is one of ${takeBackEnds.join(', ')}`;

/** How each act is carried out. */
const performers: Readonly<
  Record<ActName, (services: SteeringServices, workflows: Workflows, asked: Asked) => Promise<Operation>>
> = {
  retry: retryOperation,
  stop: (services, workflows, asked) => stopOperation(services, services, workflows, asked),
  discard: discardOperation,
  withdraw: withdrawOperation,
  takeBack: (services, workflows, { to, ...asked }) => {
    if (to === undefined) throw new Refused(whereTo);
    return takeBackRelease(services, { settings: services, workflows }, { ...asked, to });
  },
  revoke: (services, workflows, asked) => revokeRelease(services, { settings: services, workflows }, asked),
  retract: (services, workflows, asked) => retractVersion(services, services, workflows, asked),
  giveBack: (services, workflows, asked) => giveBackPackage(services, services, workflows, asked),
};

/**
 * POST ops/{datasets|exports}/{project}/{id}/{act}, with `{ reason }` where the act wants one: what people can ask of one operation. Who may
 * ask for what in which state, `acts.ts` says; the answer may come before it is done.
 */
export function steer(services: SteeringServices, door: Door, name: ActName): Handler {
  const act = actOf(name);
  return async (request, workflows) => {
    const project = param(request, 'project');
    const { caller, asker } = await requireAsker(services, request, { act, door, project });
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const { reason, to } = await bodyOf(act, request);
    const operation = await findOperation(services, request, door);
    refuseUnlessMatches(request, operation);
    refuseUnlessMay(act, operation, asker);
    const key = { project: operation.project, id: operation.id };
    const after = await performers[name](services, workflows, { key, by: caller.oid, part: asker, reason, to });
    return jsonAnswer(202, shownTo(services, asker, after), { etag: etagOf(after) });
  };
}

const bodySchema = z.object({ reason: z.string().trim().min(1).max(1000), to: z.enum(takeBackEnds).optional() });

async function bodyOf({ name, reason }: Act, request: WebRequest): Promise<Pick<Asked, 'reason' | 'to'>> {
  if (reason === 'optional') return { reason: await reasonGiven(request) };
  const body = bodySchema.safeParse(await readJson(request));
  if (body.success) return body.data;
  throw new Refused(name === 'takeBack' ? whereTo : 'Send { "reason": "…" } with a reason of 1 to 1,000 characters');
}

/** Whoever says which state they looked at is refused when the operation has moved on. Throws HttpProblem `precondition-failed`. */
function refuseUnlessMatches(request: WebRequest, operation: Operation): void {
  const wanted = request.headers.get('if-match')?.trim();
  if (wanted === undefined || wanted === '*' || wanted === etagOf(operation)) return;
  const { id, state, revision } = operation;
  const why = `The operation ${id} is ${state} by now, in its revision ${revision}; If-Match asked for ${wanted}`;
  throw new HttpProblem('precondition-failed', `${why}. Read it again and repeat what still makes sense.`);
}

function refuseUnlessMay(act: Act, operation: Operation, asker: Asker): void {
  const refusal = whyNotNow(act, operation);
  if (refusal !== undefined) throw new IllegalMove(refusal);
  const { door, id, state } = operation;
  if (whoMay(act, door, state).includes(asker)) return;
  throw new Forbidden(`Only an operator may ask for '${act.path}' while the ${doorFacts(door).noun} ${id} is ${state}`);
}

/**
 * Operators see the whole row, and what is left to them: to close a retracted version, to ask who downloaded what was revoked. Who sends
 * may be outside, where nothing may be told that was chosen inside.
 */
function shownTo({ clock, releaseUrl }: SteeringServices, asker: Asker, operation: Operation): object {
  const { id, project, state, since } = operation;
  if (asker !== 'operator') return { id, project, state, since };
  const shown = { ...operation, explanation: explain(operation, clock.now()) };
  if (state === 'retracting') return { ...shown, todo: [closingLine(operation), copiesDuty(operation)] };
  if (state !== 'revoking') return shown;
  const [account = ''] = new URL(releaseUrl).hostname.split('.');
  return { ...shown, downloads: downloadsQuery(account, id) };
}
