import type { Calendar } from '../base/business-calendar.ts';
import { endOfBusinessDays } from '../base/business-time.ts';
import type { Operation } from './operation.ts';

/** The longest texts that are taken, in UTF-16 units: together they fit into a form. */
export const longestTexts = { purpose: 600, label: 60, answer: 600 } as const;

export interface Purpose {
  readonly text: string;
}

/** Why the package is sent: what was typed, or else what its marker says; undefined when neither says anything. */
export function purposeOf({
  submission,
  purpose = '',
}: Pick<Operation, 'submission' | 'purpose'>): Purpose | undefined {
  const text = submission?.purpose || purpose.trim();
  return text === '' ? undefined : { text };
}

/** Whether a package waits for a researcher before anybody is asked about it: to answer for it by name, or to say why it is sent. */
export function waitsForPurpose(
  operation: Pick<Operation, 'submission' | 'purpose'>,
  { purposeRequired, submitterRequired }: { readonly purposeRequired: boolean; readonly submitterRequired: boolean },
): boolean {
  return (submitterRequired && !isTyped(operation)) || (purposeRequired && purposeOf(operation) === undefined);
}

/** Where people are not asked yet nothing is typed without a purpose. */
function isTyped({ submission }: Pick<Operation, 'submission'>): boolean {
  return submission !== undefined && submission.purpose !== '';
}

/** When the researchers of a package that comes to its review without a purpose are reminded of it: after a business day. */
export function purposeDeadline(calendar: Calendar, from: Date): Date {
  return endOfBusinessDays(calendar, from, 1);
}

/** When its researchers are reminded, or were, while the package waits for a purpose; undefined while it does not. */
export function awaitedUntil(
  operation: Pick<Operation, 'state' | 'round' | 'submission' | 'purposeUntil' | 'withdrawal'>,
): string | undefined {
  const { state, round, purposeUntil, withdrawal } = operation;
  const isAsked = state !== 'in-review' || round !== undefined || withdrawal !== undefined;
  // Whatever it waits for, what somebody types ends it; a marker may have given a purpose before.
  return isAsked || isTyped(operation) ? undefined : purposeUntil;
}

export const purposeWait =
  'a researcher to type its purpose at /api/mine; then its approvers are asked, and not before';
