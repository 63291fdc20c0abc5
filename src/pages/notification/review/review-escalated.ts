import { countText } from '../../../domain/base/count-text.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { Round } from '../../../domain/review/round.ts';
import { momentText } from '../../base/words.ts';
import { type Letter, letter } from '../letter.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells those whom a project names for it that a review is not decided although much of its time is over. */
export async function reviewEscalated(operation: Operation, round: Round): Promise<Letter> {
  const { project, id } = operation;
  const { deadline, escalated, rules } = round;
  const came = escalated?.came.length ?? 0;
  const end = rules.onDeadline === 'return' ? 'Then it goes back to its researchers.' : 'The review stays open then.';
  return letter({
    subject: `[${project}] Not decided yet: ${subjectThingOf(operation)}`,
    paragraphs: [
      `The review of the ${thingOf(operation)} of the project ${project} is not decided, and its deadline is ${momentText(deadline)}. ${end}`,
      came === 0
        ? 'No other approvers could be asked. Please speak to the approvers of the project.'
        : `${countText(came, 'reserve approver')} more ${came === 1 ? 'is' : 'are'} asked from now on. Please speak to the approvers of the project.`,
      'You get this because the project names you for it. It gives you no right to decide.',
      `Reference: ${id}.`,
    ],
  });
}
