import type { FieldChange } from './definition-change.ts';

/** Why a change waits for a second operator, for people; undefined when all of it goes at once. */
export function whyWaits(changes: readonly FieldChange[], secondOperator: boolean): string | undefined {
  const waiting = changes.filter(({ kind }) => kind === 'second-operator');
  if (waiting.length === 0) return undefined;
  if (!secondOperator)
    return 'A second operator would have to confirm it, but this deployment asks for none (SECOND_OPERATOR is off); the audit says so.';
  const others = changes.length - waiting.length;
  const rest = others === 0 ? '' : ` What would go at once waits with it (${others} of ${changes.length}).`;
  return `A second operator has to confirm it, because of this: ${waiting.map(({ words }) => words).join('; ')}.${rest}`;
}
