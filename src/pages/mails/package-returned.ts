import type { Operation } from '../../domain/operation.ts';
import { type ReviewOutcome, remarkOutside, whyReturned, wordsOfApprovers } from '../notice.ts';
import { countText } from '../words.ts';
import { type Letter, letter } from './letter.ts';
import { noticeLine, subjectThingOf, thingOf } from './naming.ts';

/** Remarks by file in one mail; the notice has all of them. */
const mostRemarks = 20;

function moreInside(count: number): string[] {
  return count > mostRemarks ? [`And ${countText(count - mostRemarks, 'more remark')} about single files.`] : [];
}

/** Tells researchers that their results stay inside and what the approvers said, who wrote that outside, or that they did not decide in time; `notice` says where the files are. */
export async function packageReturned(operation: Operation, outcome: ReviewOutcome, notice?: string): Promise<Letter> {
  const { project, id } = operation;
  const { reasons, remarks } = outcome;
  const thing = thingOf(operation);
  return letter({
    subject: `[${project}] The ${subjectThingOf(operation)} was not released`,
    paragraphs: [
      `The ${thing} of the project ${project} was not released. Its files are back in the secure environment, in the container returned.`,
      ...noticeLine('Where they are', notice),
      `Put a corrected package on the export path to ask again. Reference: ${id}.`,
      reasons.length === 0 ? whyReturned(operation, outcome) : wordsOfApprovers(outcome),
    ],
    items: [...reasons, ...remarks.slice(0, mostRemarks).map(remarkOutside), ...moreInside(remarks.length)],
  });
}
