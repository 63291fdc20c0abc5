import { z } from 'zod';
import { noProject } from '../activities/operations.ts';
import { Forbidden, NotFound, Refused } from '../domain/errors.ts';
import { everyProject, isOn } from '../domain/hold.ts';
import { isResearcher } from '../domain/people.ts';
import type { Ports } from '../ports/ports.ts';
import type { CancelPorts } from '../use-cases/cancel-releases.ts';
import { liftHold, setHold } from '../use-cases/hold.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { type Caller, type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { requireReason } from '../web/reason.ts';

/** What the routes of holds need. */
export interface HoldServices
  extends CallerCheck,
    CancelPorts,
    Pick<Ports, 'holds' | 'projects' | 'audit' | 'clock' | 'random'> {
  readonly publicBaseUrl: string;
}

/** Whether a route is about the project in its address or about all. */
export type HoldScope = 'project' | 'all';

const holdSchema = z.strictObject({
  reason: z.string().trim().min(1).max(1000),
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .exactOptional(),
  takeBack: z.boolean().exactOptional(),
});

/** GET ops/holds: every kill switch that is on. */
export function listHolds(services: HoldServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const now = services.clock.now();
    const items = [];
    for await (const { value } of services.holds.list()) if (isOn(value, now)) items.push(value);
    return jsonAnswer(200, { items });
  };
}

/**
 * POST ops/projects/{project}/hold and ops/hold with `{ reason, until?, takeBack? }`: nothing begins any more, and releases that are under
 * way are cancelled; with `takeBack` what they brought outside is deleted. Open to every operator, also to one who takes part in the project.
 */
export function beginHold(services: HoldServices, scope: HoldScope): Handler {
  return async (request, workflows) => {
    const caller = await operatorOf(services, request);
    const project = await projectOf(services, request, scope);
    const body = holdSchema.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused(
        'Send { "reason": "…", "until": "2026-12-31T12:00:00Z", "takeBack": true }; without until it stays until somebody lifts it, without takeBack what is outside stays there',
      );
    const { until } = body.data;
    if (until !== undefined && new Date(until) <= services.clock.now())
      throw new Refused(`The hold would have ended at ${until}, which is over. Nothing was changed.`);
    return jsonAnswer(200, await setHold(services, workflows, { project, caller, ...body.data }));
  };
}

/** POST ops/projects/{project}/hold/lift and ops/hold/lift with a reason: what waited goes on. Not open to a researcher of what was held. */
export function endHold(services: HoldServices, scope: HoldScope): Handler {
  return async (request) => {
    const caller = await operatorOf(services, request);
    const project = await projectOf(services, request, scope);
    const reason = await requireReason(request);
    await refuseResearchers(services, caller, project);
    return jsonAnswer(200, { lifted: await liftHold(services, { project, caller, reason }) });
  };
}

async function operatorOf(services: HoldServices, request: WebRequest): Promise<Caller> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
  return caller;
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
