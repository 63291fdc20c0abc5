import type { OutsideRound, OutsideView } from '../../../domain/notification/outside-view.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators that a review is past its deadline and goes on, because its project keeps such reviews open. */
export async function reviewOverdue(
  view: OutsideView,
  { deadline, timeZone }: OutsideRound,
  opsUrl: string,
): Promise<MailBody> {
  const { project, id } = view;
  const thing = thingOf(view);
  return mailBody({
    subject: `[${project}] The review of the ${subjectThingOf(view)} is past its deadline`,
    paragraphs: [
      `The review of the ${thing} of the project ${project} should have ended on ${momentText(deadline, timeZone)}. The project keeps it open: decisions still count, and you are reminded on each working day, together with whoever has not decided.`,
      'The approvers who have not decided were told. An operator can give it more time (extend) or send the links anew (resend).',
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
