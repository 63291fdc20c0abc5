import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { noProject } from '../../../activities/operation/operations.ts';
import { projectDisagrees, type ReleasedPorts } from '../../../activities/transfer/compare-released.ts';
import { type HoldPorts, readHold } from '../../../activities/transfer/holds.ts';
import { isOfSystem } from '../../../domain/audit/audit-event.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { digestOfAct } from '../../../domain/base/second-operator.ts';
import { refuseResearcher } from '../../../functions/operation/refuse-researcher.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import { type ProjectStore, type Register, restoredPlace } from '../../../ports/records.ts';
import type { WeekStore } from '../../../ports/stores.ts';
import { openDoors, whyNotOpen } from '../../../use-cases/overview/copied-account.ts';
import { knownProjects } from '../../../use-cases/project/known-projects.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson } from '../../../web/body.ts';
import type { Caller, CallerCheck } from '../../../web/caller.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler } from '../../../web/handler.ts';
import { HttpProblem } from '../../../web/http-problem.ts';
import { restoreBody } from '../descriptions.ts';
import { proofPlace } from '../proof-place.ts';
import type { ProofPorts } from '../proof-report.ts';
import { type ApplyPorts, applyRestore, type Restoring } from './apply-restore.ts';
import { opensDoors, verifyFirst } from './open-doors.ts';
import { onlyOf, planRestore, type RestorePlan } from './plan-restore.ts';
import type { RestorePorts } from './planned-repair.ts';
import { movesRead } from './read-moves.ts';
import type { Repair } from './repair.ts';
import { countWeeksAgain } from './repair-weeks.ts';
import { judgeRestore, type TwoServices } from './two-operators.ts';

export type RestoreServices = CallerCheck &
  ProofPorts &
  TwoServices &
  ReleasedPorts &
  HoldPorts &
  RestorePorts &
  ApplyPorts & {
    readonly audit: Pick<AuditLog, 'chains' | 'lines'>;
    readonly weeks: Pick<WeekStore, 'forget' | 'count'>;
    readonly register: Pick<Register, 'projects'>;
    readonly projects: Pick<ProjectStore, 'get' | 'list'>;
  };

type Body = z.infer<typeof restoreBody>;

const whatToSend =
  'Send { "apply": false, "reason": "…" } for what would be written, of one project with "project", of one dataset or package of it with "operation" too, of some stores with "stores"; and { "apply": true, "project": "…", "digest": "…", "reason": "…" } to write it';

const restorePlace = z.strictObject({
  only: z.string().optional(),
  project: z.string(),
  read: movesRead.optional(),
  verifying: z.strictObject({ place: proofPlace, found: z.record(z.string(), z.number()) }).optional(),
});
type RestorePlace = z.infer<typeof restorePlace>;

/** Azure ends a request after 230 seconds; the end of one project and the network have the rest. */
const millisecondsAtMost = 60_000;
const dayInSeconds = 24 * 60 * 60;

/**
 * POST ops/restore: what the rows of each project would have to be by the audit, each with a digest; with `apply` one project is written by
 * its digest. An answer with a `continuation` is not the whole: the same request with it goes on from there. The marks of what was lost, which
 * the plan of the system writes, open the doors: everything is verified first, and where something is found two operators want it.
 */
export function restoreStores(services: RestoreServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const read = restoreBody.safeParse(await readJson(request));
    if (!read.success) throw new Refused(whatToSend);
    const { data: body } = read;
    const from = await openPlace(services, body);
    const known = await knownProjects(services);
    if (body.project !== undefined && !known.includes(body.project)) throw new NotFound(noProject(body.project));
    if (body.project !== undefined) await refuseResearcher(services.projects, caller, body.project);
    const projects = body.project === undefined ? known : [body.project];
    const { plans, next } = await planAll(services, projects, from, body);
    if (next === undefined && body.apply) return await apply(services, caller, body, plans, from);
    return await parts(services, body, plans, next);
  };
}

async function parts(
  { sealer }: RestoreServices,
  { project: only }: Body,
  plans: readonly RestorePlan[],
  next: RestorePlace | undefined,
): Promise<HttpResponseInit> {
  const projects = plans.map(shown);
  if (next === undefined) return jsonAnswer(200, { projects });
  const place = { ...next, ...(only === undefined ? {} : { only }) };
  return jsonAnswer(200, { projects, continuation: await sealer.seal('restore', place, dayInSeconds) });
}

async function openPlace(
  { sealer }: RestoreServices,
  { continuation, project }: Body,
): Promise<RestorePlace | undefined> {
  if (continuation === undefined) return undefined;
  const opened = restorePlace.safeParse(await sealer.open('restore', continuation));
  if (!opened.success)
    throw new Refused('No restore gave that continuation in the last 24 hours: start again without it');
  if (opened.data.only !== project)
    throw new Refused('The continuation belongs to a restore of other projects: start again without it');
  return opened.data;
}

async function planAll(
  services: RestoreServices,
  projects: readonly string[],
  from: RestorePlace | undefined,
  { operation, stores }: Body,
): Promise<{ readonly plans: readonly RestorePlan[]; readonly next?: RestorePlace }> {
  const until = untilOf(services);
  const isOver = () => services.clock.now() >= until;
  const plans: RestorePlan[] = [];
  for (const project of projects) {
    if (from !== undefined && project < from.project) continue;
    if (plans.length > 0 && isOver()) return { plans, next: { project } };
    const read = from?.project === project ? from.read : undefined;
    const outcome = await planRestore(services, project, read, isOver, operation);
    if ('part' in outcome) return { plans, next: { project, read: outcome.part } };
    plans.push(onlyOf(outcome.plan, stores));
  }
  return { plans };
}

function untilOf({ clock }: RestoreServices): Date {
  return new Date(clock.now().getTime() + millisecondsAtMost);
}

async function apply(
  services: RestoreServices,
  caller: Caller,
  body: Body,
  plans: readonly RestorePlan[],
  from: RestorePlace | undefined,
): Promise<HttpResponseInit> {
  const [plan] = plans;
  if (plan === undefined || plan.digest !== body.digest)
    throw new HttpProblem(
      'conflict',
      'What is to be written is no longer what has that digest; nothing was written. Ask again without "apply", and look at the new list.',
    );
  const { reason, first } = body;
  const hasMarks = plan.repairs.some(({ what }) => what === 'mark');
  // A mark that is put again makes the account another one for the second copy.
  const isShut = hasMarks && (await whyNotOpen(services)) !== undefined;
  if (!isShut && !opensDoors(plan)) return await write(services, plan, { by: caller.oid, reason });
  if (from?.verifying === undefined) await bringHoldsBack(services);
  const { found, next } = await verifyFirst(services, from?.verifying, untilOf(services));
  if (next !== undefined) return await parts(services, body, [], { project: plan.project, verifying: next });
  if (Object.keys(found).length === 0) return await write(services, plan, { by: caller.oid, reason });
  const stands = digestOfAct([plan.digest, found]);
  const verdict = await judgeRestore(services, { what: 'doors', caller, reason, stands, first });
  if (verdict.kind === 'waits') return jsonAnswer(202, { found, waits: verdict.first });
  return await write(services, plan, { by: caller.oid, reason, marks: { ...verdict.marks, ...countsFound(found) } });
}

/** The sweep would do so a moment later, and verification misses them. */
async function bringHoldsBack(services: RestoreServices): Promise<void> {
  for (const project of await knownProjects(services)) if (!isOfSystem(project)) await readHold(services, project);
}

function countsFound(found: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return { found: Object.values(found).reduce((sum, count) => sum + count, 0) };
}

async function write(services: RestoreServices, plan: RestorePlan, restoring: Restoring): Promise<HttpResponseInit> {
  const { written, overtaken } = await applyRestore(services, plan, restoring);
  if (overtaken === undefined) {
    if (!plan.more) await countWeeksAgain(services, plan.project);
    if (plan.repairs.some(({ what }) => what === 'mark')) {
      await services.sweepPlaces.keep(restoredPlace, services.clock.now().toISOString());
      await openDoors(services);
    }
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

function shown({ project, repairs, problems, more, digest }: RestorePlan) {
  const list = repairs.map(({ what, key, why }): Repair => ({ what, key, why }));
  return { project, repairs: list, problems, more, digest };
}
