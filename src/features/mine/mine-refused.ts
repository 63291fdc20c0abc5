import { discardRefusedForm } from '../../api/schemas/forms.ts';
import type { Door } from '../../domain/base/door.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { discardAsked, type RefusedServices } from '../../functions/operation/refused.ts';
import { keepDraft } from '../../functions/review/draft.ts';
import { findWithPart, senderOf } from '../../use-cases/people/readable-projects.ts';
import { fieldsOf, readForm } from '../../web/body.ts';
import { recognise } from '../../web/caller.ts';
import { antiForgeryField, requireGenuine, requireOwnOrigin } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { tellError } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import { type MineServices, mineAnswer, minePlace } from './mine-routes.ts';

/** POST mine/refused/{datasets|exports}/{project}: whoever sends through the door has deleted what a list of refused names shows. */
export function discardMyRefused(services: MineServices & RefusedServices, door: Door): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const fields = await readForm(request);
    const caller = await recognise(services, request);
    if (caller === undefined)
      return await signInAgain('/api/mine', await keepDraft(services.sealer, minePlace, fields));
    requireGenuine(request, caller, services.publicBaseUrl, fields.get(antiForgeryField));
    const { digest } = discardRefusedForm.parse(fieldsOf(fields));
    try {
      const id = param(request, 'project');
      const stored = await findWithPart(services, id, caller, senderOf(door));
      if (stored === undefined) throw new NotFound(`There is no project ${id} in which you are a ${senderOf(door)}`);
      const part = door === 'ingress' ? ('owner' as const) : ('researcher' as const);
      const asked = { door, project: stored.value, digest, by: caller.oid, part, reason: '' };
      const { said } = await discardAsked(services, workflows, asked);
      return await mineAnswer(services, caller, {}, { said });
    } catch (error) {
      const told = tellError(error);
      if (told.status >= 500) throw error;
      return await mineAnswer(services, caller, {}, { status: told.status, refusal: told.detail, digest });
    }
  };
}
