import { administrator } from './assignees.ts';
import { byHand } from './commands.ts';
import type { ExplainedOperation } from './explained-operation.ts';
import type { NextStep } from './explanation.ts';
import { actStepOf } from './steps/act-steps.ts';

/** Two operators stand in for the room. */
export function withoutEvidence(from: ExplainedOperation): NextStep[] {
  const step = actStepOf(from, 'withoutEvidence');
  return step === undefined ? [] : [step];
}

/** What comes first where files must be opened and nothing is known of them. */
export const repairRoom = byHand({
  who: administrator,
  what: 'See whether the reading room runs, and what its log says of this package.',
  why: 'The project wants files to be opened, and nobody can open what the room has not looked into. If the room cannot, two operators let its review go on without evidence, or the package is withdrawn or stopped.',
});
