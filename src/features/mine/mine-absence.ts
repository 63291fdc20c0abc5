import { daysForm } from '../../api/schemas/forms.ts';
import { Refused } from '../../domain/base/errors.ts';
import { forgetDraft, keepDraft } from '../../functions/review/draft.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { endAbsences, noteAbsence } from '../../use-cases/people/absences.ts';
import { redirectAnswer } from '../../web/answers.ts';
import { fieldsOf, readForm } from '../../web/body.ts';
import { recognise } from '../../web/caller.ts';
import { antiForgeryField, requireGenuine, requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler } from '../../web/handler.ts';
import { tellError } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import { awayIn, type MineServices, mineAnswer, minePlace } from './mine-routes.ts';

/** POST mine/away: an approver says from when to when they are not to be asked. */
export function sayAway(services: MineServices): Handler {
  return ownAbsence(services, async (workflows, act, fields) => {
    const days = daysForm.safeParse(fieldsOf(fields));
    if (!days.success) throw new Refused('Choose the first and the last day of your absence');
    await noteAbsence(services, workflows, act, days.data);
  });
}

/** POST mine/back: every absence of theirs ends now. */
export function sayBack(services: MineServices): Handler {
  return ownAbsence(services, async (workflows, act) => void (await endAbsences(services, workflows, act)));
}

type OwnAct = Parameters<typeof endAbsences>[2];

function ownAbsence(
  services: MineServices,
  perform: (workflows: Workflows, act: OwnAct, fields: URLSearchParams) => Promise<void>,
): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const fields = await readForm(request);
    const caller = await recognise(services, request);
    if (caller === undefined)
      return await signInAgain('/api/mine', await keepDraft(services.sealer, minePlace, fields));
    requireGenuine(request, caller, services.publicBaseUrl, fields.get(antiForgeryField));
    const { oid } = caller;
    // Whoever has an approver's address under another object id does not speak for them.
    const act = { person: { oid, email: '' }, by: oid, reason: 'They said so themselves' };
    try {
      await perform(workflows, act, fields);
      return redirectAnswer('/api/mine', forgetDraft());
    } catch (error) {
      const told = tellError(error);
      if (told.status >= 500) throw error;
      return await mineAnswer(
        services,
        caller,
        {},
        {
          status: told.status,
          refusal: told.detail,
          away: awayIn(fieldsOf(fields)),
        },
      );
    }
  };
}
