import type { Operation } from '../../domain/operation.ts';
import { whyBack } from '../notice.ts';
import { type Letter, letter } from './letter.ts';
import { noticeLine, thingOf } from './naming.ts';

/** Tells researchers that their results stay inside and what the approvers said, who wrote that outside; `notice` says where the files are. */
export async function packageReturned(
  operation: Operation,
  reasons: readonly string[],
  notice?: string,
): Promise<Letter> {
  const { project, id } = operation;
  const thing = thingOf(operation);
  return letter({
    subject: `[${project}] The ${thing} was not released`,
    paragraphs: [
      `The ${thing} of the project ${project} was not released. Its files are back in the secure environment, in the container returned.`,
      ...noticeLine('Where they are', notice),
      `Put a corrected package on the export path to ask again. Reference: ${id}.`,
      reasons.length === 0 ? whyBack(operation) : 'The approvers gave these reasons:',
    ],
    items: reasons,
  });
}
