import type { OutsideView } from '../../../domain/notification/outside-view.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { noticeLine, subjectThingOf, thingOf } from '../naming.ts';

/** A question as mails tell of it: that there is one, and until when the release waits for it. What it says stands on pages only. */
export interface ToldQuestion {
  readonly view: OutsideView;
  readonly until: string;
  /** That of the project. */
  readonly timeZone: string;
  /** The page that it is answered or read on. */
  readonly url: string;
}

/** Asks researchers for an answer to a question of an approver. `notice`: where what is asked about single files stands by name. */
export async function answerWanted(
  { view, until, timeZone, url }: ToldQuestion,
  { isLast, notice }: { readonly isLast: boolean; readonly notice: string | undefined },
): Promise<MailBody> {
  const { project, id } = view;
  return mailBody({
    subject: `[${project}] ${isLast ? 'Still to be answered' : 'To be answered'}: a question about the ${subjectThingOf(view)}`,
    paragraphs: [
      `Somebody who decides about the ${thingOf(view)} of the project ${project} asks its researchers something. Please read it on the page of the package and answer it there.`,
      `The release waits for that until ${momentText(until, timeZone)} at the latest. After that the review goes on without an answer.`,
      ...noticeLine('Which files it is about', notice),
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Read and answer', url }],
  });
}
