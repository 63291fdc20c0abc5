import type { OutsideRound, OutsideView } from '../../../domain/notification/outside-view.ts';
import type { Invited } from '../../../domain/review/invited.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';
import { deadlineCancelled } from './deadline-event.ts';

/** How a review came to its end for whoever had not decided in it. */
export type ReviewEnd = 'approved' | 'denied' | 'changes-wanted' | 'expired' | 'withdrawn' | 'rejected';

/** Whom the mail is for, in which round, and by which host the calendar knows it. */
export interface Addressed {
  readonly to: Invited;
  readonly round: OutsideRound;
  readonly host: string;
}

/**
 * Tells an approver that nobody waits for their decision any more, and takes the deadline out of their calendar. It holds no names and no
 * reason: those were chosen inside, or may have been.
 */
export async function reviewEnded(
  view: OutsideView,
  end: ReviewEnd,
  { to, round, host }: Addressed,
): Promise<MailBody> {
  const { project, id } = view;
  const thing = thingOf(view);
  return mailBody({
    subject: `[${project}] No decision needed: the ${subjectThingOf(view)} ${briefly[end]}`,
    paragraphs: [
      `The ${thing} of the project ${project} ${fully[end]}. You need not decide; the links in earlier mails about it no longer lead to a decision.`,
      `Reference: ${id}, round ${round.number}.`,
    ],
    calendar: deadlineCancelled({ round, to, host }),
  });
}

const briefly: Readonly<Record<ReviewEnd, string>> = {
  approved: 'was approved',
  denied: 'was denied',
  'changes-wanted': 'goes back for changes',
  expired: 'was not decided in time',
  withdrawn: 'was withdrawn',
  rejected: 'was rejected',
};

const fully: Readonly<Record<ReviewEnd, string>> = {
  approved: 'was approved by as many others as it needs, and is released',
  denied: 'was denied by somebody else, and goes back to its researchers',
  'changes-wanted': 'goes back to its researchers, whom somebody else asked for changes',
  expired: 'was not decided by its deadline, and goes back to its researchers',
  withdrawn: 'was withdrawn before it was decided on, and goes back to its researchers',
  rejected: "was rejected during its review, because it breaks the project's rules",
};
