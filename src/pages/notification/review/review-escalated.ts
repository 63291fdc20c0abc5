import { countText } from '../../../domain/base/count-text.ts';
import type { OutsideRound, OutsideView } from '../../../domain/notification/outside-view.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells those whom a project names for it that a review is not decided although much of its time is over. */
export async function reviewEscalated(view: OutsideView, round: OutsideRound): Promise<MailBody> {
  const { project, id } = view;
  const { deadline, timeZone, came = 0, rules } = round;
  const end = rules.onDeadline === 'return' ? 'Then it goes back to its researchers.' : 'The review stays open then.';
  return mailBody({
    subject: `[${project}] Not decided yet: ${subjectThingOf(view)}`,
    paragraphs: [
      `The review of the ${thingOf(view)} of the project ${project} is not decided, and its deadline is ${momentText(deadline, timeZone)}. ${end}`,
      came === 0
        ? 'No other approvers could be asked. Please speak to the approvers of the project.'
        : `${countText(came, 'reserve approver')} more ${came === 1 ? 'is' : 'are'} asked from now on. Please speak to the approvers of the project.`,
      'You get this because the project names you for it. It gives you no right to decide.',
      `Reference: ${id}.`,
    ],
  });
}
