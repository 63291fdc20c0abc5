import type { z } from 'zod';
import { requireProject } from '../../activities/operation/operations.ts';
import { type refused, refusedBody, type refusedList } from '../../api/refused.ts';
import { countText } from '../../domain/base/count-text.ts';
import { type Door, doorFacts } from '../../domain/base/door.ts';
import { Refused } from '../../domain/base/errors.ts';
import { actOf, type Requester } from '../../domain/lifecycle/acts.ts';
import { digestOf, type RefusedNames } from '../../domain/lifecycle/refused-names.ts';
import { noticesOf } from '../../domain/notification/refused-notification.ts';
import { problemLines } from '../../pages/base/problem-lines.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { isResearcherIn } from '../../use-cases/people/readable-projects.ts';
import { type DiscardedNames, discardRefused, type RefusedAsked } from '../../use-cases/refused/discard-refused.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { CallerCheck } from '../../web/caller.ts';
import { requireAntiForgeryWrite } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import type { Read } from '../../web/reading.ts';
import { requireRequester } from './operator-acts.ts';

export interface RefusedServices
  extends CallerCheck,
    Pick<Ports, 'refused' | 'register' | 'listing' | 'manifests' | 'projects' | 'audit' | 'clock' | 'random'> {
  readonly publicBaseUrl: string;
}

/** GET ops/refused: every list that has a name; those of projects in which the caller is a researcher stand inside only. */
export const listRefused = (async (services, { caller, query }) => {
  const items = [];
  for await (const { value } of services.refused.list()) {
    const { project, names } = value;
    if (names.length === 0 || (query.project !== undefined && query.project !== project)) continue;
    const found = await services.projects.find(project);
    if (found === undefined || !isResearcherIn(found, caller)) items.push({ project, ...shownRefused(value) });
  }
  return { items, continuation: null };
}) satisfies Read<Pick<Ports, 'refused' | 'projects'>, typeof refused.listRefused>;

/** A list as people see it who may know its names. */
export function shownRefused(list: RefusedNames): z.input<typeof refusedList> {
  const { door, names, isFull } = list;
  const shown = names.map(({ name, shape, since, problems, more }) => ({
    ...{ name, shape, since },
    problems: [...problemLines(problems), ...(more > 0 ? [`and ${more} more`] : [])],
  }));
  return { door, digest: digestOf(list), names: shown, isFull };
}

/** POST ops/refused/{datasets|exports}/{project} with the digest of a list: an operator, or whoever sends through the door, has it deleted. */
export function discardRefusedAt(services: RefusedServices, door: Door): Handler {
  return async (request, workflows) => {
    const id = param(request, 'project');
    const { caller, asker } = await requireRequester(services, request, { act: actOf('discard'), door, project: id });
    await requireAntiForgeryWrite(request, caller, services.publicBaseUrl);
    const body = refusedBody.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused('Send { "digest": "…" } with the digest of the list that you saw, and if you like a "reason"');
    const { value: project } = await requireProject(services.projects, id);
    const { digest, reason = '' } = body.data;
    const asked = { door, project, digest, reason, by: caller.oid, part: asker };
    return jsonAnswer(202, await discardAsked(services, workflows, asked));
  };
}

/** Has a list deleted, and gives what is told of that to whoever asked. Throws HttpProblem where the list is another one by now. */
export async function discardAsked(services: RefusedServices, workflows: Workflows, asked: RefusedAsked) {
  const why = asked.reason === '' ? 'It breaks the rules of the project' : asked.reason;
  const done = await discardRefused(services, workflows, { ...asked, reason: why });
  if (done !== undefined) return toldTo(asked.part, asked, done);
  throw new HttpProblem(
    'precondition-failed',
    'Nobody knows the list with that digest any more: what is refused is another list by now. Look again, and send the digest of what you see.',
  );
}

/** Which packages lie inside, and how many, is told inside only. */
function toldTo(requester: Requester, { door, project }: RefusedAsked, { discarding, left }: DiscardedNames) {
  if (door === 'export' && requester !== 'operator') {
    const said = `What was listed is being deleted as it was listed. What changed since stays, and is listed anew in notices/${noticesOf(project.id)}.`;
    return { discarding: null, left: null, said };
  }
  const deleted = `${countText(discarding.length, doorFacts(door).noun)} will be deleted`;
  const rest =
    left.length === 0
      ? ''
      : ` Not deleted, since it changed since it was shown or no run may delete it: ${left.map((name) => JSON.stringify(name)).join(', ')}.`;
  return { discarding, left, said: `${deleted}.${rest}` };
}
