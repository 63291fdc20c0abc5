import type { HttpResponseInit } from '@azure/functions';
import { answerForm, correctionForm, purposeForm, versionsForm, withdrawForm } from '../../../api/schemas/forms.ts';
import type { Door } from '../../../domain/base/door.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { actOf } from '../../../domain/lifecycle/acts.ts';
import { longestReason } from '../../../domain/review/decision.ts';
import { type Fields, type Pressed, pressForm } from '../../../functions/base/press-form.ts';
import { refuseUnlessMay } from '../../../functions/operation/operator-acts.ts';
import { asSent } from '../../../pages/base/page-form.ts';
import type { Workflows } from '../../../ports/workflows.ts';
import { discardOperation } from '../../../use-cases/operation/end-operation.ts';
import { awaitCorrection, submitPackage } from '../../../use-cases/operation/submit-package.ts';
import { withdrawOperation } from '../../../use-cases/operation/withdraw-operation.ts';
import { answerQuestion } from '../../../use-cases/review/answer-question.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { takeFields } from '../../../web/body.ts';
import type { Caller } from '../../../web/caller.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import type { MineServices } from '../mine-routes.ts';
import type { MineAct } from './my-history.ts';
import { type FoundMine, findMine, placeOf, shownOperation } from './my-operation-routes.ts';
import { olderVersionsLook, versionsLook } from './purpose-form.ts';

/** POST mine/{datasets|exports}/{project}/{id}/{act}: a form of the page of an operation, by somebody who sends through its door. */
export function actOnMine(services: MineServices, door: Door): Handler {
  const place = (request: WebRequest) => placeOf(request, door);
  return pressForm(services, {
    place,
    actOf: async ({ request, workflows, caller }) => {
      const found = await findMine(services, request, door, caller);
      const name = param(request, 'act');
      const isLook = door === 'export' && (name === versionsLook || name === olderVersionsLook);
      const act = acts.get(name);
      if (!isLook && (act === undefined || (act.door !== undefined && act.door !== door)))
        throw new NotFound(`There is no form '${name}' here`);
      return {
        perform: async (pressed) => {
          if (isLook) return await look(services, { caller, found }, pressed, name);
          const { fields } = pressed;
          await act?.perform(services, workflows, { caller, found, fields });
          return redirectAnswer(`/api/${place(request)}`);
        },
        // What an act has changed is read anew.
        show: async (sent) => {
          const now = sent.refusal === undefined ? await findMine(services, request, door, caller) : found;
          return await shownOperation(services, caller, now, sent);
        },
      };
    },
  });
}

interface Asked {
  readonly caller: Caller;
  readonly found: FoundMine;
  readonly fields: Fields;
}

interface FormAct {
  /** Missing where both doors have it. */
  readonly door?: Door;
  readonly perform: (services: MineServices, workflows: Workflows, asked: Asked) => Promise<void>;
}

const acts: ReadonlyMap<string, FormAct> = new Map(
  Object.entries({
    purpose: { door: 'export', perform: submit },
    correction: { door: 'export', perform: correct },
    answer: { door: 'export', perform: answer },
    withdraw: { perform: withdraw },
    discard: { perform: discard },
  } satisfies Record<MineAct, FormAct>),
);

/** Changes nothing: the page comes back with the versions that were looked for, and with what was typed. It is a form since names of datasets belong in no log. */
async function look(
  services: MineServices,
  { caller, found }: Omit<Asked, 'fields'>,
  { fields, typed }: Pressed,
  name: string,
): Promise<HttpResponseInit> {
  const { older } = versionsForm.parse(fields);
  const sent = { name: 'purpose', typed: { ...typed?.typed, ...asSent('purpose', fields) } };
  const from = name === olderVersionsLook ? older : undefined;
  return await pageAnswer(200, await shownOperation(services, caller, found, sent, from));
}

async function submit(services: MineServices, workflows: Workflows, { caller, found, fields }: Asked): Promise<void> {
  const ticked = fields['madeFrom']?.split(' ').filter((one) => one !== '');
  const { purpose, madeFrom, label, answer, continues } = takeFields(purposeForm, { ...fields, madeFrom: ticked });
  await submitPackage(services, workflows, {
    key: keyOf(found),
    purpose,
    madeFrom,
    ...(label === '' ? {} : { label }),
    ...(answer === '' ? {} : { answer }),
    ...(continues === '' ? {} : { continues }),
    by: { oid: caller.oid },
  });
}

async function correct(services: MineServices, _workflows: Workflows, { caller, found, fields }: Asked): Promise<void> {
  const { name } = correctionForm.parse(fields);
  await awaitCorrection(services, keyOf(found), { name, by: caller.oid });
}

async function answer(
  services: MineServices,
  workflows: Workflows,
  { caller, found: { operation }, fields }: Asked,
): Promise<void> {
  const { question: number, reply: text } = takeFields(answerForm, fields);
  await answerQuestion(services, workflows, { operation, number, text, by: caller.oid });
}

async function withdraw(services: MineServices, workflows: Workflows, { caller, found, fields }: Asked): Promise<void> {
  const typed = withdrawForm.safeParse(fields);
  if (!typed.success) throw new Refused(`Say why, in at most ${longestReason} characters`);
  const { reason } = typed.data;
  const part = found.operation.door === 'ingress' ? 'owner' : 'researcher';
  refuseUnlessMay(actOf('withdraw'), found.operation, part);
  await withdrawOperation(services, workflows, { key: keyOf(found), by: caller.oid, part, reason });
}

async function discard(services: MineServices, workflows: Workflows, { caller, found }: Asked): Promise<void> {
  refuseUnlessMay(actOf('discard'), found.operation, found.operation.door === 'ingress' ? 'owner' : 'researcher');
  await discardOperation(services, workflows, { key: keyOf(found), by: caller.oid, reason: '' });
}

function keyOf({ operation: { project, id } }: FoundMine) {
  return { project, id };
}
