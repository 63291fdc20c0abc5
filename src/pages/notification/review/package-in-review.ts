import { sizeClass } from '../../../domain/base/size-class.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { Round } from '../../../domain/review/round.ts';
import { momentText } from '../../base/words.ts';
import { type Letter, letter } from '../letter.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells researchers that their package is frozen and that people are asked about it. */
export async function packageInReview(operation: Operation, round: Round): Promise<Letter> {
  const { project, id, source } = operation;
  const size = source === undefined ? '' : ` (${sizeClass(source)})`;
  return letter({
    subject: `[${project}] The ${subjectThingOf(operation)} is in review`,
    paragraphs: [
      `The ${thingOf(operation)} of the project ${project}${size} is frozen: what the approvers look at is what leaves, and nobody can change it any more.`,
      `${asked(round)} You are told what comes of it. If you find a mistake, withdraw the package: it goes back to you.`,
      `Reference: ${id}.`,
    ],
  });
}

function asked(round: Round): string {
  if (round.status !== 'open') return 'The approvers of the project are asked about it.';
  const { deadline, rules } = round;
  const late = rules.onDeadline === 'return' ? ' Without a decision it goes back to you then.' : '';
  return `The approvers of the project are asked to decide by ${momentText(deadline)}.${late}`;
}
