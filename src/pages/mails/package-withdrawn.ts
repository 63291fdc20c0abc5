import { shortNumber } from '../../domain/door.ts';
import type { Operation } from '../../domain/operation.ts';
import { type Letter, letter } from './letter.ts';

/** Tells approvers that nobody waits for their decision any more. It holds no names and no reason: those were chosen inside, or may have been. */
export async function packageWithdrawn({ project, id }: Operation): Promise<Letter> {
  const thing = `package ${shortNumber(id)}`;
  return letter({
    subject: `[${project}] The ${thing} was withdrawn`,
    paragraphs: [
      `The ${thing} of the project ${project} was withdrawn before it was decided on, and goes back to its researchers. You need not decide; the links in earlier mails about it no longer lead to a decision.`,
      `Reference: ${id}.`,
    ],
  });
}
