import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';
import type { ToldQuestion } from './answer-wanted.ts';

/** Tells somebody who approved a package that another approver asked its researchers something. */
export async function releaseWaits({ view, until, timeZone, url }: ToldQuestion): Promise<MailBody> {
  const { project, id } = view;
  return mailBody({
    subject: `[${project}] A question holds the release: the ${subjectThingOf(view)}`,
    paragraphs: [
      `You approved the ${thingOf(view)} of the project ${project}. Another approver asked its researchers something since. Your approval stands, and you need not do anything.`,
      `The release waits until that approver has decided, until ${momentText(until, timeZone)} at the latest.`,
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Read the question', url }],
  });
}
