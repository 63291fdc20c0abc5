import type { HttpResponseInit } from '@azure/functions';
import { draftOf, keepDraft, withoutDraft } from '../../functions/review/draft.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { fieldsOf, readForm } from '../../web/body.ts';
import { authenticate, type Caller } from '../../web/caller.ts';
import { antiForgeryField, requireAntiForgery, requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { describeError } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import type { MineNotes } from './mine-page.ts';
import { type MineServices, mineAnswer, minePlace } from './mine-routes.ts';

export interface SentForm {
  readonly request: WebRequest;
  readonly workflows: Workflows;
  readonly caller: Caller;
  readonly fields: ReturnType<typeof fieldsOf>;
}

/** What is done for a form, and what of it the page shows again where that is refused. */
interface MineFormAct {
  /** Bytes that the form may have at most, where that is more than usual. */
  readonly most?: number;
  readonly perform: (sent: SentForm) => Promise<HttpResponseInit>;
  readonly again?: (fields: SentForm['fields'], request: WebRequest) => Omit<MineNotes, 'isOperator' | 'refusal'>;
}

/** POST of a form of the page: where the session is over what was typed is kept, and a refusal comes back on the page. */
export function mineForm(services: MineServices, { most, perform, again }: MineFormAct): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const form = await readForm(request, most);
    const caller = await authenticate(services, request);
    if (caller === undefined) {
      const { project = '' } = request.params;
      return await signInAgain('/api/mine', await keepDraft(services.sealer, minePlace, { ...draftOf(form), project }));
    }
    requireAntiForgery(request, caller, services.publicBaseUrl, form.get(antiForgeryField));
    const fields = fieldsOf(form);
    try {
      return withoutDraft(await perform({ request, workflows, caller, fields }));
    } catch (error) {
      const told = describeError(error);
      if (told.status >= 500) throw error;
      const notes = { status: told.status, refusal: told.detail, ...again?.(fields, request) };
      return withoutDraft(await mineAnswer(services, caller, {}, notes));
    }
  };
}
