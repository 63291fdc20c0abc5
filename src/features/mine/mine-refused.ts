import { discardRefusedForm } from '../../api/schemas/forms.ts';
import type { Door } from '../../domain/base/door.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { discardAsked, type RefusedServices } from '../../functions/operation/refused.ts';
import { findWithPart, senderOf } from '../../use-cases/people/readable-projects.ts';
import { type Handler, param } from '../../web/handler.ts';
import { mineForm } from './mine-form.ts';
import type { MineServices } from './mine-routes.ts';

/** POST mine/refused/{datasets|exports}/{project}: whoever sends through the door has deleted what a list of refused names shows. */
export function discardMyRefused(services: MineServices & RefusedServices, door: Door): Handler {
  return mineForm(services, async ({ request, workflows, caller, fields }) => {
    const { digest } = discardRefusedForm.parse(fields);
    const id = param(request, 'project');
    const stored = await findWithPart(services, id, caller, senderOf(door));
    if (stored === undefined) throw new NotFound(`There is no project ${id} in which you are a ${senderOf(door)}`);
    const part = door === 'ingress' ? ('owner' as const) : ('researcher' as const);
    const asked = { door, project: stored.value, digest, by: caller.oid, part, reason: '' };
    const { said } = await discardAsked(services, workflows, asked);
    return { said };
  });
}
