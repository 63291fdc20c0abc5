import { budgetText } from '../../compute/domain/usage/budget.ts';
import { offboardingText } from '../../compute/domain/usage/offboarding.ts';
import type { BodyOf } from '../routes.ts';
import { columns } from './columns.ts';

export function planLines(
  { actions, waiting, alerts, idle, notes, stopped, budget, ending, digest }: BodyOf<'planCompute'>,
  width: number | undefined,
): string[] {
  const rows = [
    ...actions.map(({ kind, name, reason }) => [kind, name, reason]),
    ...waiting.map(({ compute, reason }) => ['waits', compute, reason]),
    ...alerts.map(({ compute, reason }) => ['look at', compute, reason]),
  ];
  const more = [
    ...idle.map(({ reason }) => reason),
    ...notes.map(({ compute, reason }) => `${compute}: ${reason}`),
    ...(budget === undefined ? [] : [budgetText(budget)]),
    ...(ending === undefined ? [] : [offboardingText(ending)]),
  ];
  if (rows.length === 0) return ['Every compute is as its definition says.', ...more];
  const note = stopped === undefined ? [] : [`The timer leaves it to you: ${stopped}`];
  return [...columns(['WHAT', 'COMPUTE', 'WHY'], rows, width), ...note, ...more, `digest ${digest}`];
}
