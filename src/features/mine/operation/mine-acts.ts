import type { HttpResponseInit } from '@azure/functions';
import { answerForm, correctionForm, purposeForm, versionsForm, withdrawForm } from '../../../api/schemas/forms.ts';
import type { Door } from '../../../domain/base/door.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { actOf } from '../../../domain/lifecycle/acts.ts';
import { longestReason } from '../../../domain/review/decision.ts';
import { refuseUnlessMay } from '../../../functions/operation/operator-acts.ts';
import { draftOf, keepDraft, withoutDraft } from '../../../functions/review/draft.ts';
import type { Workflows } from '../../../ports/workflows.ts';
import { discardOperation } from '../../../use-cases/operation/end-operation.ts';
import { awaitCorrection, submitPackage } from '../../../use-cases/operation/submit-package.ts';
import { withdrawOperation } from '../../../use-cases/operation/withdraw-operation.ts';
import { answerQuestion } from '../../../use-cases/review/answer-question.ts';
import { redirectAnswer } from '../../../web/answers.ts';
import { fieldsOf, readForm, textIn } from '../../../web/body.ts';
import { authenticate, type Caller } from '../../../web/caller.ts';
import { antiForgeryField, requireAntiForgery, requireOwnOrigin } from '../../../web/forgery.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { describeError } from '../../../web/problem.ts';
import { signInAgain } from '../../../web/sign-in.ts';
import type { MineServices } from '../mine-routes.ts';
import { type MineAct, type MineForm, versionsLook } from './mine-operation-page.ts';
import { type FoundMine, findMine, operationAnswer, placeOf } from './my-operation-routes.ts';

/** POST mine/{datasets|exports}/{project}/{id}/{act}: a form of the page of an operation, by somebody who sends through its door. */
export function actOnMine(services: MineServices, door: Door): Handler {
  return async (request, workflows) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const place = placeOf(request, door);
    const fields = await readForm(request);
    const caller = await authenticate(services, request);
    if (caller === undefined) {
      return await signInAgain(`/api/${place}`, await keepDraft(services.sealer, place, draftOf(fields)));
    }
    requireAntiForgery(request, caller, services.publicBaseUrl, fields.get(antiForgeryField));
    const found = await findMine(services, request, door, caller);
    const name = param(request, 'act');
    const act = name === versionsLook && door === 'export' ? look : acts.get(name);
    if (act === undefined || (act.door !== undefined && act.door !== door))
      throw new NotFound(`There is no form '${name}' here`);
    try {
      const shown = await act.perform(services, workflows, { caller, found, fields });
      return withoutDraft(shown ?? redirectAnswer(`/api/${place}`));
    } catch (error) {
      const told = describeError(error);
      if (told.status >= 500) throw error;
      const form = { ...typedIn(fields), refusal: told.detail };
      return withoutDraft(await operationAnswer(services, caller, found, form, told.status));
    }
  };
}

interface Asked {
  readonly caller: Caller;
  readonly found: FoundMine;
  readonly fields: URLSearchParams;
}

interface FormAct {
  /** Missing where both doors have it. */
  readonly door?: Door;
  /** The answer, where it is not the way back to the page. */
  readonly perform: (
    services: MineServices,
    workflows: Workflows,
    asked: Asked,
  ) => Promise<HttpResponseInit | undefined>;
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
const look: FormAct = {
  door: 'export',
  perform: async (services, _workflows, { caller, found, fields }) => {
    const { find, older } = versionsForm.parse(fieldsOf(fields));
    const form = { ...typedIn(fields), find, ...(older === undefined ? {} : { older }) };
    return await operationAnswer(services, caller, found, form);
  },
};

async function submit(
  services: MineServices,
  workflows: Workflows,
  { caller, found, fields }: Asked,
): Promise<undefined> {
  const typed = purposeForm.safeParse({ ...fieldsOf(fields), madeFrom: fields.getAll('madeFrom') });
  if (!typed.success) throw new Refused(typed.error.issues.map(({ message }) => message).join(' '));
  const { purpose, madeFrom, label, answer, continues } = typed.data;
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

async function correct(
  services: MineServices,
  _workflows: Workflows,
  { caller, found, fields }: Asked,
): Promise<undefined> {
  const { name } = correctionForm.parse(fieldsOf(fields));
  await awaitCorrection(services, keyOf(found), { name, by: caller.oid });
}

async function answer(
  services: MineServices,
  workflows: Workflows,
  { caller, found: { operation }, fields }: Asked,
): Promise<undefined> {
  const typed = answerForm.safeParse(fieldsOf(fields));
  if (!typed.success) throw new Refused(typed.error.issues.map(({ message }) => message).join(' '));
  const { question: number, reply: text } = typed.data;
  await answerQuestion(services, workflows, { operation, number, text, by: caller.oid });
}

async function withdraw(
  services: MineServices,
  workflows: Workflows,
  { caller, found, fields }: Asked,
): Promise<undefined> {
  const typed = withdrawForm.safeParse(fieldsOf(fields));
  if (!typed.success) throw new Refused(`Say why, in at most ${longestReason} characters`);
  const { reason } = typed.data;
  const part = found.operation.door === 'ingress' ? 'owner' : 'researcher';
  refuseUnlessMay(actOf('withdraw'), found.operation, part);
  await withdrawOperation(services, workflows, { key: keyOf(found), by: caller.oid, part, reason });
}

async function discard(services: MineServices, workflows: Workflows, { caller, found }: Asked): Promise<undefined> {
  refuseUnlessMay(actOf('discard'), found.operation, found.operation.door === 'ingress' ? 'owner' : 'researcher');
  await discardOperation(services, workflows, { key: keyOf(found), by: caller.oid, reason: '' });
}

function keyOf({ operation: { project, id } }: FoundMine) {
  return { project, id };
}

function typedIn(fields: URLSearchParams): MineForm {
  const typed = typedNames.filter((name) => fields.has(name));
  const madeFrom = fields.getAll('madeFrom').join(' ');
  return { ...Object.fromEntries(typed.map((name) => [name, textIn(fields, name)])), madeFrom };
}

const typedNames = ['purpose', 'label', 'answer', 'continues', 'name', 'reason', 'question', 'reply'];
