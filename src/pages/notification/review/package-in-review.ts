import type { OutsideRound, OutsideView } from '../../../domain/notification/outside-view.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { sizeNote, subjectThingOf, thingOf } from '../naming.ts';

/** Tells researchers that their package is frozen and that people are asked about it. */
export async function packageInReview(view: OutsideView, round: OutsideRound): Promise<MailBody> {
  const { project, id } = view;
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(view)} is in review`,
    paragraphs: [
      `The ${thingOf(view)} of the project ${project}${sizeNote(view)} is frozen: what the approvers look at is what leaves, and nobody can change it any more.`,
      `${asked(round)} You are told what comes of it. If you find a mistake, withdraw the package: it goes back to you.`,
      `Reference: ${id}.`,
    ],
  });
}

function asked(round: OutsideRound): string {
  if (round.status !== 'open') return 'The approvers of the project are asked about it.';
  const { deadline, timeZone, rules } = round;
  const late = rules.onDeadline === 'return' ? ' Without a decision it goes back to you then.' : '';
  return `The approvers of the project are asked to decide by ${momentText(deadline, timeZone)}.${late}`;
}
