import { daysForm } from '../../api/schemas/forms.ts';
import { Refused } from '../../domain/base/errors.ts';
import { endAbsences, noteAbsence } from '../../use-cases/people/absences.ts';
import type { Handler } from '../../web/handler.ts';
import { mineForm, type SentForm } from './mine-form.ts';
import type { MineServices } from './mine-routes.ts';

/** POST mine/away: an approver says from when to when they are not to be asked. */
export function sayAway(services: MineServices): Handler {
  return ownAbsence(services, async ({ workflows, fields }, act) => {
    const days = daysForm.safeParse(fields);
    if (!days.success) throw new Refused('Choose the first and the last day of your absence');
    await noteAbsence(services, workflows, act, days.data);
  });
}

/** POST mine/back: every absence of theirs ends now. */
export function sayBack(services: MineServices): Handler {
  return ownAbsence(services, async ({ workflows }, act) => void (await endAbsences(services, workflows, act)));
}

type OwnAct = Parameters<typeof endAbsences>[2];

function ownAbsence(services: MineServices, perform: (sent: SentForm, act: OwnAct) => Promise<void>): Handler {
  return mineForm(services, async (sent) => {
    const { oid } = sent.caller;
    // Whoever has an approver's address under another object id does not speak for them.
    await perform(sent, { person: { oid, email: '' }, by: oid, reason: 'They said so themselves' });
    return undefined;
  });
}
