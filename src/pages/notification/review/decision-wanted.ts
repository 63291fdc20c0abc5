import { capital, countText } from '../../../domain/base/count-text.ts';
import type { OutsideRound, OutsideView } from '../../../domain/notification/outside-view.ts';
import { type Choice, choices, choiceWords } from '../../../domain/review/decision.ts';
import type { Invited } from '../../../domain/review/invited.ts';
import { dayText, momentText } from '../../base/words.ts';
import { type CalendarPart, type MailBody, mailBody } from '../mail-body.ts';
import { sizeNote } from '../naming.ts';
import { deadlineEvent } from './deadline-event.ts';

/** How near the deadline is: not near, one business day or less, or past it in a round that is kept open. */
export type Urgency = 'none' | 'last-day' | 'overdue';

/** What an approver is asked about; the mail holds no names and no exact numbers. `link` leads to the page of this approver and round. */
export interface DecisionWanted {
  readonly view: OutsideView;
  readonly title: string;
  readonly round: OutsideRound;
  readonly to: Invited;
  readonly urgency: Urgency;
  /** Whether data that it was made from were retracted. */
  readonly isRetracted: boolean;
  readonly link: (choice: Choice) => string;
}

/** Asks an approver to decide. The links only open the page, with that choice preselected; nothing happens before sign-in. */
export async function decisionWanted(wanted: DecisionWanted): Promise<MailBody> {
  const { view, title, round, urgency, link } = wanted;
  const { project, number } = view;
  return mailBody({
    subject: `[${project}] ${haste(urgency, round)}: package ${number}${sizeNote(view)}`,
    paragraphs: [
      `Researchers of ${title} (${project}) want to take out the package ${number} of results${view.size === undefined ? '' : `: ${view.size}`}.`,
      `${request(wanted)} ${countText(round.rules.quorum, 'approver')} must approve; one denial or one wish for changes sends the package back.${round.rules.overLimits === undefined ? '' : ' It exceeds a soft limit of its project: that is one approver more, and each writes a reason.'} Look at the files from the access desktop first: the page says where they are.`,
      ...(wanted.isRetracted ? [retractedSince] : []),
      ...sentAnew(wanted),
      `Reference: ${round.exportId}, round ${round.number}.`,
    ],
    links: choices.map((choice) => ({
      label: `${choiceWords[choice].sign} ${capital(choiceWords[choice].does)}`,
      url: link(choice),
    })),
    ...(urgency === 'none' ? { calendar: entryOf(wanted) } : {}),
  });
}

function entryOf({ round, to, link }: DecisionWanted): CalendarPart {
  const { origin, pathname, hostname } = new URL(link('approve'));
  return deadlineEvent({ round, to, host: hostname, url: `${origin}${pathname}` });
}

function haste(urgency: Urgency, { deadline }: OutsideRound): string {
  switch (urgency) {
    case 'none':
      return `Decide by ${dayText(deadline)}`;
    case 'last-day':
      return `Last day, ${dayText(deadline)}`;
    case 'overdue':
      return 'Overdue';
  }
}

function request({ round, urgency }: DecisionWanted): string {
  const { deadline, timeZone, isExtended, rules } = round;
  const when = momentText(deadline, timeZone);
  if (urgency === 'last-day') {
    const end = rules.onDeadline === 'return' ? 'Then the package goes back undecided' : 'The review stays open then';
    return `This is the last business day: please decide by ${when}. ${end}.`;
  }
  if (urgency === 'overdue') return `The deadline passed on ${when}, and your decision still counts.`;
  if (isExtended) return `There is more time than before: please decide by ${when}.`;
  return `Please decide by ${when}.`;
}

const retractedSince =
  'Data that the package was made from have been retracted since. The page says which; look at that before you decide.';

function sentAnew({ to }: DecisionWanted): string[] {
  return to.links === undefined ? [] : ['These links are new, and those of earlier mails no longer work.'];
}
