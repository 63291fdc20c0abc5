import { countText } from '../../../domain/base/count-text.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { type Letter, letter } from '../letter.ts';
import { noticeLine, subjectThingOf, thingOf } from '../naming.ts';
import { type ReviewOutcome, remarkOutside, whyReturned, wordsOfApprovers } from '../notice.ts';

/** Remarks by file in one mail; the notice has all of them. */
const mostRemarks = 20;

function moreInside(count: number): string[] {
  return count > mostRemarks ? [`And ${countText(count - mostRemarks, 'more remark')} about single files.`] : [];
}

/**
 * Tells researchers that their results stay inside and what the approvers said, who wrote that outside, or that they did not decide in time.
 * `notice` says where the files are; at `mineUrl` a changed package is said to go on with this one.
 */
export async function packageReturned(
  operation: Operation,
  outcome: ReviewOutcome,
  { notice, mineUrl }: { readonly notice?: string | undefined; readonly mineUrl: string },
): Promise<Letter> {
  const { project, id } = operation;
  const { reasons, remarks, round } = outcome;
  const thing = thingOf(operation);
  const isToChange = round?.status === 'changes-wanted';
  return letter({
    subject: isToChange
      ? `[${project}] Changes are wanted: ${subjectThingOf(operation)}`
      : `[${project}] The ${subjectThingOf(operation)} was not released`,
    paragraphs: [
      `${isToChange ? `The approvers want changes to the ${thing} of the project ${project}.` : `The ${thing} of the project ${project} was not released.`} Its files are back in the secure environment, in the container returned.`,
      ...noticeLine('Where they are', notice),
      `Put a corrected package on the export path to ask again, and say at your page that it goes on with this one: then its approvers see what changed, and your answer. Reference: ${id}.`,
      reasons.length === 0 ? whyReturned(operation, outcome) : wordsOfApprovers(outcome),
    ],
    items: [...reasons, ...remarks.slice(0, mostRemarks).map(remarkOutside), ...moreInside(remarks.length)],
    links: [{ label: 'Open my page', url: mineUrl }],
  });
}
