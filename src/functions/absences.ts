import { z } from 'zod';
import { isOver } from '../domain/absence.ts';
import { Forbidden, Refused } from '../domain/errors.ts';
import { isResearcher, isSamePerson, type Listed, listed } from '../domain/people.ts';
import type { Ports } from '../ports/ports.ts';
import { endAbsences, noteAbsence } from '../use-cases/absences.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { type Caller, type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { requireReason } from '../web/reason.ts';

/** What the routes of absences need. */
export interface AbsenceServices
  extends CallerCheck,
    Pick<Ports, 'absences' | 'projects' | 'register' | 'audit' | 'clock' | 'random'> {
  readonly publicBaseUrl: string;
}

const daysSchema = z.strictObject({ from: z.iso.date(), to: z.iso.date(), reason: z.string().trim().min(1).max(1000) });

/** GET ops/absences: who is or will be away, first those that begin first. */
export function listAbsences({ absences, ...services }: AbsenceServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const now = services.clock.now();
    const items = (await absences.list()).filter((absence) => !isOver(absence, now));
    return jsonAnswer(200, { items: items.toSorted((one, other) => (one.from < other.from ? -1 : 1)) });
  };
}

/** POST ops/people/{oid}/away with `{ from, to, reason }`: an approver who cannot say so themselves is away, in all projects. */
export function markAway(services: AbsenceServices): Handler {
  return async (request, workflows) => {
    const { caller, person } = await asked(services, request);
    const body = daysSchema.safeParse(await readJson(request));
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
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
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
