import { operators } from './assignees.ts';
import { ourStep } from './commands.ts';
import type { ExplainedOperation, Situation } from './explained-operation.ts';
import { namingDefinition } from './project-status.ts';

const reason = 'Its row is not what the audit tells';

/** Nothing is moved or deleted by a row that the audit knows to be old, until an operator has put it back; nothing does that by itself. */
export function staleRow({ operation, standing }: ExplainedOperation, line: string): Situation {
  const { project, id } = operation;
  const step = (words: 'plan' | 'apply', what: string, why: string) =>
    ourStep(
      ['restore', words, '--project', project, '--operation', id],
      reason,
      {
        method: 'POST',
        path: 'ops/restore',
        body: {
          ...(words === 'plan' ? { apply: false } : { apply: true, digest: '<digest>' }),
          project,
          operation: id,
        },
      },
      { who: operators(namingDefinition(standing)), what, why },
    );
  return {
    turn: 'operator',
    waitsFor: `an operator to put its row back: the audit line ${line} says something else`,
    steps: [
      step('plan', 'Shows what its row has to be by the audit; nothing is changed.', 'Look before it is written.'),
      step('apply', 'Writes its row from the audit.', 'From then on it goes on, or can be withdrawn or taken back.'),
    ],
  };
}
