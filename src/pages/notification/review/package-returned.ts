import type { OutsideView } from '../../../domain/notification/outside-view.ts';
import type { SaidOutside } from '../../../domain/notification/said-outside.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { noticeLine, subjectThingOf, thingOf } from '../naming.ts';
import { type ReviewOutcome, whyReturned, wordsOfApprovers } from '../notice.ts';

/** What approvers typed who sent it back, and their round. Remarks about files are read inside. */
interface SaidOfReturn extends Pick<ReviewOutcome, 'round' | 'timeZone'> {
  readonly reasons: readonly SaidOutside[];
}

/**
 * Tells researchers that their results stay inside and what the approvers said, who wrote that outside, or that they did not decide in time.
 * `notice` says where the files are; at `mineUrl` a changed package is said to go on with this one.
 */
export async function packageReturned(
  view: OutsideView,
  { reasons, ...outcome }: SaidOfReturn,
  { notice, mineUrl }: { readonly notice?: string | undefined; readonly mineUrl: string },
): Promise<MailBody> {
  const { project, id } = view;
  const { round } = outcome;
  const thing = thingOf(view);
  const isToChange = round?.status === 'changes-wanted';
  return mailBody({
    subject: isToChange
      ? `[${project}] Changes are wanted: ${subjectThingOf(view)}`
      : `[${project}] The ${subjectThingOf(view)} was not released`,
    paragraphs: [
      `${isToChange ? `The approvers want changes to the ${thing} of the project ${project}.` : `The ${thing} of the project ${project} was not released.`} Its files are back in the secure environment, in the container returned.`,
      ...noticeLine('Where they are, and what was remarked about single files,', notice),
      `Put a corrected package on the export path to ask again, and say at your page that it goes on with this one: then its approvers see what changed, and your answer. Reference: ${id}.`,
      reasons.length === 0 ? whyReturned(view, outcome) : wordsOfApprovers(outcome),
    ],
    items: reasons,
    links: [{ label: 'Open my page', url: mineUrl }],
  });
}
