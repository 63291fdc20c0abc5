import { NotFound } from '../../domain/base/errors.ts';
import { dutyKinds } from '../../domain/people/duties.ts';
import { pressForm } from '../../functions/base/press-form.ts';
import { type AnswerPorts, answerDuty, ownDuties } from '../../use-cases/people/answer-duty.ts';
import { redirectAnswer } from '../../web/answers.ts';
import { takeFields } from '../../web/body.ts';
import { type Handler, param } from '../../web/handler.ts';
import { acceptForm, deletionForm } from './descriptions.ts';
import { type ReceivedServices, receivedPlace, shownReceived } from './received-routes.ts';

export type AnswerServices = ReceivedServices &
  AnswerPorts &
  Parameters<typeof answerDuty>[1] & { readonly publicBaseUrl: string };

/** POST received/{project}/{id}/{what}: a recipient accepts the terms of a package, or says that their copies are deleted. */
export function answerOnReceived(services: AnswerServices): Handler {
  return pressForm(services, {
    place: () => receivedPlace,
    actOf: async ({ request, caller }) => {
      const key = { project: param(request, 'project'), id: param(request, 'id') };
      await ownDuties(services, key, caller);
      const what = dutyKinds.find((one) => one === param(request, 'what'));
      if (what === undefined) throw new NotFound(`There is no form '${param(request, 'what')}' here`);
      return {
        perform: async ({ fields }) => {
          const said = what === 'accept' ? takeFields(acceptForm, fields) : takeFields(deletionForm, fields);
          await answerDuty(services, services, { key, what, ...said }, caller);
          return redirectAnswer(`/api/${receivedPlace}`);
        },
        show: async (sent) => await shownReceived(services, caller, {}, sent),
      };
    },
  });
}
