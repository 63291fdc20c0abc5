import type { OutsideView } from '../../../domain/notification/outside-view.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { thingOf } from '../naming.ts';

/** Asks researchers why they send a package, since its approvers are asked only then. */
export async function purposeWanted(view: OutsideView, baseUrl: string, timeZone: string): Promise<MailBody> {
  const { project, id, number, until, page } = view;
  return mailBody({
    subject: `[${project}] Say why the package ${number} is sent`,
    paragraphs: [
      `The ${thingOf(view)} of the project ${project} is frozen, and none of you has typed its purpose. Its approvers are asked as soon as one of you has.`,
      `Nobody is asked before that. Until then it counts among the packages that may be under way at once${until === undefined ? '' : `, and you are reminded once after ${momentText(until, timeZone)}`}. If it is not wanted any more, withdraw it on the same page.`,
      `Do not write anything there that comes from the data. Reference: ${id}.`,
    ],
    links: [{ label: 'Type the purpose', url: `${baseUrl}${page}` }],
  });
}
