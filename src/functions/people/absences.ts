import { noProject } from '../../activities/operation/operations.ts';
import { absenceBody, type people } from '../../api/people.ts';
import { Forbidden, NotFound, Refused } from '../../domain/base/errors.ts';
import { isResearcher, isSamePerson, type Listed, listed, namedBy } from '../../domain/people/people.ts';
import { isOver } from '../../domain/review/absence.ts';
import { isAmong } from '../../domain/review/invited.ts';
import type { Ports } from '../../ports/ports.ts';
import { endAbsences, noteAbsence } from '../../use-cases/people/absences.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { Caller, CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import type { Read } from '../../web/reading.ts';
import { requireReason } from '../../web/reason.ts';

export interface AbsenceServices
  extends CallerCheck,
    Pick<Ports, 'absences' | 'unreadable' | 'projects' | 'register' | 'audit' | 'clock' | 'random'> {
  readonly publicBaseUrl: string;
}

/** GET ops/absences: who is or will be away, first those that begin first; only approvers of a project, one person, or those away on a day of a span. */
export const listAbsences = (async (services, { query: asked }) => {
  const now = services.clock.now();
  const among = asked.project === undefined ? undefined : await approversOf(services, asked.project);
  const items = (await services.absences.list()).filter(
    (absence) =>
      !isOver(absence, now) &&
      (among === undefined || isAmong(among, absence)) &&
      (asked.person === undefined || isSamePerson(listed(absence), namedBy(asked.person))) &&
      (asked.since === undefined || absence.to >= asked.since) &&
      (asked.until === undefined || absence.from <= asked.until),
  );
  return { items: items.toSorted((one, other) => (one.from < other.from ? -1 : 1)), continuation: null };
}) satisfies Read<AbsenceServices, typeof people.listAbsences>;

async function approversOf({ projects }: Pick<AbsenceServices, 'projects'>, id: string): Promise<readonly Listed[]> {
  const stored = await projects.get(id);
  if (stored === undefined) throw new NotFound(noProject(id));
  return stored.value.people.approvers;
}

/** POST ops/people/{oid}/away with `{ from, to, reason }`: an approver who cannot say so themselves is away, in all projects. */
export function markAway(services: AbsenceServices): Handler {
  return async (request, workflows) => {
    const { caller, person } = await asked(services, request);
    const body = absenceBody.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused('Send { "from": "2026-12-24", "to": "2027-01-02", "reason": "…" }; both days are included');
    const { from, to, reason } = body.data;
    const absence = await noteAbsence(services, workflows, { person, by: caller.oid, reason }, { from, to });
    return jsonAnswer(200, { absence });
  };
}

/** POST ops/people/{oid}/back with a reason: every absence of theirs ends now. */
export function markBack(services: AbsenceServices): Handler {
  return async (request, workflows) => {
    const { caller, person } = await asked(services, request);
    const reason = await requireReason(request);
    return jsonAnswer(200, { ended: await endAbsences(services, workflows, { person, by: caller.oid, reason }) });
  };
}

/** Who asks, and about whom. An operator has no say in who is asked where they are a researcher. Throws Forbidden. */
async function asked(
  services: AbsenceServices,
  request: WebRequest,
): Promise<{ readonly caller: Caller; readonly person: Listed }> {
  const caller = await requireOperatorWrite(services, request);
  const oid = param(request, 'oid').toLowerCase();
  let person: Listed = { oid, email: '' };
  for await (const found of services.projects.list()) {
    if (!('value' in found)) continue;
    const { id, people } = found.value;
    const entry = people.approvers.find((one) => isSamePerson(listed(one), listed(person)));
    if (entry === undefined) continue;
    person = entry;
    if (isResearcher(found.value, caller))
      throw new Forbidden(`You are a researcher of ${id}, where ${entry.name} decides. Ask another operator.`);
  }
  return { caller, person };
}
