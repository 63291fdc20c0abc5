import { type ActName, actOf } from '../../../domain/lifecycle/acts.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { DeskForm, RefusedForm } from '../../../pages/desk/desk-form.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import type { NextStep } from '../../explain/domain/explanation.ts';
import { type ActFields, actFields } from './act-fields.ts';
import { actWords } from './act-words.ts';

/** A step of which an act of ours is the whole. */
type ActStep = NextStep & { readonly act: ActName };

/** The steps that are acts, the best first. */
export function actSteps(next: readonly NextStep[]): ActStep[] {
  return next.flatMap((step) => (step.act === null ? [] : [{ ...step, act: step.act }]));
}

/** Address of the page of an operation, or of one of its forms. */
export function deskPlaceOf({ door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>, act = ''): string {
  const place = operationHref(door, { project, id });
  return act === '' ? place : `${place}/${act}`;
}

/** The form of a step; the first of them stands open. */
export function actForm(
  operation: Operation,
  { act: name, what, request }: ActStep,
  fields: Pick<ActFields, 'deadline' | 'waiting'>,
  { refused, isFirst }: { readonly refused?: RefusedForm | undefined; readonly isFirst: boolean },
): DeskForm {
  const act = actOf(name);
  const { title, button, end } = actWords(name, operation);
  const typed = refused?.name === act.path ? refused.fields : {};
  const asked = actFields(name, { ...fields, offered: request?.body ?? {}, typed });
  return {
    ...{ name: act.path, action: deskPlaceOf(operation, act.path), title, what, button, reason: 'needed' },
    isEnd: end !== undefined,
    ...(end === undefined ? {} : { warning: end }),
    ...(asked === undefined ? {} : { fields: asked }),
    etag: `"${operation.revision}"`,
    isOpen: isFirst,
  };
}
