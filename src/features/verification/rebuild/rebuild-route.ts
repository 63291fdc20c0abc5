import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { noProject } from '../../../activities/operation/operations.ts';
import { projectDisagrees, type ReleasedPorts } from '../../../activities/transfer/compare-released.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { refuseResearcher } from '../../../functions/operation/refuse-researcher.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { HoldStore } from '../../../ports/holds.ts';
import type { ProjectStore, Register } from '../../../ports/records.ts';
import type { WeekStore } from '../../../ports/stores.ts';
import { knownProjects } from '../../../use-cases/project/known-projects.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson } from '../../../web/body.ts';
import type { Caller, CallerCheck } from '../../../web/caller.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler } from '../../../web/handler.ts';
import { HttpProblem } from '../../../web/http-problem.ts';
import { rebuildBody } from '../descriptions.ts';
import { countWeeksAgain } from '../repair-weeks.ts';
import { planRebuild, type RebuildPlan } from './plan-rebuild.ts';
import type { RebuildPorts } from './planned-repair.ts';
import { movesRead } from './read-moves.ts';
import type { Repair } from './rebuild.ts';
import { type ApplyPorts, applyRebuild } from './rebuild-register.ts';

export interface RebuildServices extends CallerCheck {
  readonly audit: RebuildPorts['audit'] & ApplyPorts['audit'] & Pick<AuditLog, 'chains' | 'lines'>;
  readonly decisions: RebuildPorts['decisions'];
  readonly absences: RebuildPorts['absences'];
  readonly changes: RebuildPorts['changes'];
  readonly people: RebuildPorts['people'];
  readonly marks: RebuildPorts['marks'];
  readonly weeks: Pick<WeekStore, 'forget' | 'count'>;
  readonly listing: ReleasedPorts['listing'];
  readonly manifests: ReleasedPorts['manifests'];
  readonly register: RebuildPorts['register'] & ReleasedPorts['register'] & Pick<Register, 'projects'>;
  readonly projects: RebuildPorts['projects'] & Pick<ProjectStore, 'get' | 'list'>;
  readonly holds: Pick<HoldStore, 'projects'>;
  readonly clock: ApplyPorts['clock'];
  readonly publicBaseUrl: string;
}

type Body = z.infer<typeof rebuildBody>;

const whatToSend =
  'Send { "apply": false, "reason": "…" } for what would be written, of one project with "project", of one dataset or package of it with "operation" too; and { "apply": true, "project": "…", "digest": "…", "reason": "…" } to write it';

const rebuildPlace = z.strictObject({
  only: z.string().optional(),
  project: z.string(),
  read: movesRead.optional(),
});
type RebuildPlace = z.infer<typeof rebuildPlace>;

/** Azure ends a request after 230 seconds; the end of one project and the network have the rest. */
const millisecondsAtMost = 60_000;
const dayInSeconds = 24 * 60 * 60;

/**
 * POST ops/register/rebuild: what the register would have to be by the audit, project by project, each with a digest; with `apply` one
 * project is written by its digest. An answer with a `continuation` is not the whole: the same request with it goes on from there.
 */
export function rebuildRegister(services: RebuildServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const read = rebuildBody.safeParse(await readJson(request));
    if (!read.success) throw new Refused(whatToSend);
    const { data: body } = read;
    const from = await openPlace(services, body);
    const known = await knownProjects(services);
    if (body.project !== undefined && !known.includes(body.project)) throw new NotFound(noProject(body.project));
    if (body.project !== undefined) await refuseResearcher(services.projects, caller, body.project);
    const projects = body.project === undefined ? known : [body.project];
    const { plans, next } = await planAll(services, projects, from, body.operation);
    if (next === undefined && body.apply) return await apply(services, caller, body, plans);
    const shownPlans = plans.map(shown);
    if (next === undefined) return jsonAnswer(200, { projects: shownPlans });
    const place = { ...next, ...(body.project === undefined ? {} : { only: body.project }) };
    return jsonAnswer(200, {
      projects: shownPlans,
      continuation: await services.sealer.seal('rebuild', place, dayInSeconds),
    });
  };
}

async function openPlace(
  { sealer }: RebuildServices,
  { continuation, project }: Body,
): Promise<RebuildPlace | undefined> {
  if (continuation === undefined) return undefined;
  const opened = rebuildPlace.safeParse(await sealer.open('rebuild', continuation));
  if (!opened.success)
    throw new Refused('No rebuild gave that continuation in the last 24 hours: start again without it');
  if (opened.data.only !== project)
    throw new Refused('The continuation belongs to a rebuild of other projects: start again without it');
  return opened.data;
}

async function planAll(
  services: RebuildServices,
  projects: readonly string[],
  from: RebuildPlace | undefined,
  operation: string | undefined,
): Promise<{ readonly plans: readonly RebuildPlan[]; readonly next?: RebuildPlace }> {
  const until = new Date(services.clock.now().getTime() + millisecondsAtMost);
  const isOver = () => services.clock.now() >= until;
  const plans: RebuildPlan[] = [];
  for (const project of projects) {
    if (from !== undefined && project < from.project) continue;
    if (plans.length > 0 && isOver()) return { plans, next: { project } };
    const read = from?.project === project ? from.read : undefined;
    const outcome = await planRebuild(services, project, read, isOver, operation);
    if ('part' in outcome) return { plans, next: { project, read: outcome.part } };
    plans.push(outcome.plan);
  }
  return { plans };
}

async function apply(
  services: RebuildServices,
  caller: Caller,
  { digest, reason }: Body,
  plans: readonly RebuildPlan[],
): Promise<HttpResponseInit> {
  const [plan] = plans;
  if (plan === undefined || plan.digest !== digest)
    throw new HttpProblem(
      'conflict',
      'What is to be written is no longer what has that digest; nothing was written. Ask again without "apply", and look at the new list.',
    );
  const { written, overtaken } = await applyRebuild(services, plan, { by: caller.oid, reason });
  if (overtaken === undefined) {
    if (!plan.more) await countWeeksAgain(services, plan.project);
    // Rows that came back account for what lies outside, or not.
    const outside = plan.more ? [] : await projectDisagrees(services, plan.project);
    const problems = [...plan.problems, ...outside.map(({ key, problem }) => `outside ${key}: ${problem}`)];
    return jsonAnswer(200, { written, ...shown(plan), problems });
  }
  throw new HttpProblem(
    'conflict',
    `${written} of ${plan.repairs.length} were written; then ${overtaken} was changed by somebody else. Ask again without "apply", and look at the new list.`,
  );
}

function shown({ project, repairs, problems, more, digest }: RebuildPlan) {
  const list = repairs.map(({ what, key, why }): Repair => ({ what, key, why }));
  return { project, repairs: list, problems, more, digest };
}
