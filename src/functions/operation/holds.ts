import { noProject } from '../../activities/operation/operations.ts';
import { holdBody, type holds } from '../../api/holds.ts';
import { Forbidden, NotFound, Refused } from '../../domain/base/errors.ts';
import { everyProject, type Hold, isOn, liftAs } from '../../domain/operation/hold.ts';
import { isIn, spanOf } from '../../domain/operation/list-query.ts';
import { isResearcher } from '../../domain/people/people.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CancelPorts } from '../../use-cases/operation/cancel-releases.ts';
import { setHold } from '../../use-cases/operation/hold.ts';
import { liftHold } from '../../use-cases/operation/lift-hold.ts';
import { namedHold, type PersonNamePorts } from '../../use-cases/people/person-name.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { Caller, CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import type { Read } from '../../web/reading.ts';
import { requireReason } from '../../web/reason.ts';

export interface HoldServices
  extends CallerCheck,
    CancelPorts,
    PersonNamePorts,
    Pick<Ports, 'holds' | 'projects' | 'mailer' | 'keptMails' | 'audit' | 'clock' | 'random'> {
  readonly publicBaseUrl: string;
  readonly secondOperator: boolean;
}

export type HoldScope = 'project' | 'all';

/** GET ops/holds: every kill switch that is on, or those that keep a project (its own and that of all) or were set in a span of time. */
export const listHolds = (async (services, { query: { project: kept, ...times } }) => {
  const now = services.clock.now();
  const keeps = (held: string) => kept === undefined || held === kept || held === everyProject;
  const items = [];
  for await (const { value } of services.holds.list())
    if (isOn(value, now) && keeps(value.project) && isIn(spanOf(times), value.since))
      items.push(await namedHold(services, value));
  return { items, continuation: null };
}) satisfies Read<PersonNamePorts & Pick<Ports, 'holds' | 'clock'>, typeof holds.listHolds>;

/**
 * POST ops/projects/{project}/hold and ops/hold with `{ reason, until?, takeBack? }`: nothing begins any more, and releases that are under
 * way are cancelled; with `takeBack` what they brought outside is deleted. Open to every operator, also to one who takes part in the project.
 */
export function beginHold(services: HoldServices, scope: HoldScope): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const project = await projectOf(services, request, scope);
    const body = holdBody.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused(
        'Send { "reason": "…", "until": "2026-12-31T12:00:00Z", "takeBack": true }; without until it stays until somebody lifts it, without takeBack what is outside stays there',
      );
    const { until } = body.data;
    if (until !== undefined && new Date(until) <= services.clock.now())
      throw new Refused(`The hold would have ended at ${until}, which is over. Nothing was changed.`);
    const { hold, ...met } = await setHold(services, workflows, { project, caller, ...body.data });
    return jsonAnswer(200, { hold: await namedHold(services, hold), ...met });
  };
}

/**
 * POST ops/projects/{project}/hold/lift and ops/hold/lift with a reason: the hold that `If-Match` names ends, and once no other is on what waited
 * goes on. 202 where a second operator must ask for it too. Not open to a researcher of what was held.
 */
export function endHold(services: HoldServices, scope: HoldScope): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const project = await projectOf(services, request, scope);
    const reason = await requireReason(request);
    await refuseResearchers(services, caller, project);
    const named = heldId(request);
    const done = await liftHold(services, { project, caller, reason, named });
    if (done === undefined || done.kind === 'changed')
      throw new HttpProblem('precondition-failed', `${whyNotLifted(named, done?.hold)}. Nothing was changed.`);
    const hold = await namedHold(services, done.hold);
    return done.kind === 'lifted' ? jsonAnswer(200, { lifted: hold }) : jsonAnswer(202, { waits: hold });
  };
}

function whyNotLifted(named: string, changed: Hold | undefined): string {
  if (changed === undefined) return `The hold ${named} is not on any more. Read the holds again`;
  return `Two operators lift the hold ${changed.id}, and you do not name the list of findings that it has now. Read it, then name the hold as ${liftAs(changed)}`;
}

/** The one hold that is meant: several may be on. Throws HttpProblem `precondition-required`. */
function heldId(request: WebRequest): string {
  const named = /^"(.+)"$/.exec(request.headers.get('if-match')?.trim() ?? '')?.[1];
  if (named !== undefined) return named;
  throw new HttpProblem(
    'precondition-required',
    'Name the hold that ends: send If-Match with its liftAs in quotes, as GET ops/holds gives it. Nothing was changed.',
  );
}

/** Also of a project whose definition the rules refuse: it can be held. Throws NotFound. */
async function projectOf({ projects }: HoldServices, request: WebRequest, scope: HoldScope): Promise<string> {
  if (scope === 'all') return everyProject;
  const id = param(request, 'project');
  if ((await projects.find(id)) === undefined) throw new NotFound(noProject(id));
  return id;
}

async function refuseResearchers({ projects }: HoldServices, caller: Caller, held: string): Promise<void> {
  for await (const found of projects.list()) {
    if (!('value' in found) || !isResearcher(found.value, caller)) continue;
    const { id } = found.value;
    if (held !== everyProject && held !== id) continue;
    throw new Forbidden(`You are a researcher of ${id}: you may set a hold there, and another operator must lift it`);
  }
}
