import { namedForm } from '../../api/schemas/forms.ts';
import { replyToNaming } from '../../use-cases/people/namings.ts';
import { takeFields } from '../../web/body.ts';
import { type Handler, param } from '../../web/handler.ts';
import { mineForm } from './mine-form.ts';
import type { MineServices } from './mine-routes.ts';

/** POST mine/named/{naming}: what somebody answers whom a trace names. */
export function replyOnMine(services: MineServices): Handler {
  return mineForm(services, async ({ request, caller, fields }) => {
    await replyToNaming(services, caller, param(request, 'naming'), takeFields(namedForm, fields).reply);
    return { said: 'Your answer is kept, and the operators of the project are told.' };
  });
}
