import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';
import type { ToldQuestion } from './answer-wanted.ts';

/** Tells whoever asked about a package, or approved it, that the researchers answered. */
export async function questionAnswered(
  { view, until, timeZone, url }: ToldQuestion,
  { isAwaited }: { readonly isAwaited: boolean },
): Promise<MailBody> {
  const { project, id } = view;
  const next = isAwaited
    ? `Please read it and decide. The release waits for you until ${momentText(until, timeZone)} at the latest.`
    : 'You have decided already and need not do anything.';
  return mailBody({
    subject: `[${project}] Answered: a question about the ${subjectThingOf(view)}`,
    paragraphs: [
      `The researchers of the project ${project} answered a question about the ${thingOf(view)}. ${next}`,
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Read the answer', url }],
  });
}
