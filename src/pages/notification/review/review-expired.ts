import type { OutsideView } from '../../../domain/notification/outside-view.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators that a package goes back because too few people were left who could have approved it: the next one needs more. */
export async function reviewExpired(view: OutsideView, opsUrl: string): Promise<MailBody> {
  const { project, id } = view;
  const thing = thingOf(view);
  return mailBody({
    subject: `[${project}] Nobody could approve the ${subjectThingOf(view)}, so it goes back`,
    paragraphs: [
      `The review of the ${thing} of the project ${project} ended at its deadline. Too few approvers were left who could have made its quorum, so it goes back to its researchers.`,
      `Name more approvers in the definition of ${project}: the next package waits in vain as well until then.`,
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
