import { countText } from '../../../domain/base/count-text.ts';
import { type DateReminder, nameOfProject } from '../../../domain/notification/date-reminder.ts';
import type { Project } from '../../../domain/project/project.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells of a last day of the project, or of people in it, that comes or is over, and what follows; operators also what they can do. */
export async function lastDay(
  { id, title, compute, closeAfterLapse }: Pick<Project, 'id' | 'title' | 'compute' | 'closeAfterLapse'>,
  reminder: Omit<DateReminder, 'to'>,
  opsUrl: string,
): Promise<MailBody> {
  const { operator, day, stage, what, whose } = reminder;
  const isOver = stage === 0;
  const subject = [...what, ...whose].join(', ');
  return mailBody({
    subject: `[${id}] ${isOver ? `Over since ${day}` : `Last day ${day}`}: ${subject}`,
    paragraphs: [
      `${day} (UTC) ${isOver ? 'was' : 'is'} the last day of this in ${title}.`,
      ...(what.length === 0 ? [] : [doorsText(reminder, compute, closeAfterLapse)]),
      ...(whose.length === 0 ? [] : [peopleText(isOver)]),
      adviceText(reminder),
    ],
    items: [...what, ...whose],
    links: operator ? [{ label: 'Open the dashboard', url: opsUrl }] : [],
  });
}

function doorsText(
  { stage, what }: Pick<DateReminder, 'stage' | 'what'>,
  { keepComputeDays }: Project['compute'],
  closeAfterLapse: Project['closeAfterLapse'],
): string {
  const doors = stage === 0 ? 'Both doors have been closed since then' : 'Past it both doors are closed';
  const deleted =
    keepComputeDays === undefined || !what.includes(nameOfProject)
      ? 'Nothing is deleted.'
      : `Computes are deleted ${keepComputeDays} days after the end, and everybody is told a week before; nothing else is deleted.`;
  const rests = what.some((name) => name !== nameOfProject);
  if (closeAfterLapse !== undefined && rests)
    return `${doors}: nothing comes in, nothing is released, and computes are off. Unless it is renewed the project is closed for good ${countText(closeAfterLapse, 'month')} later, and everybody is told so at least 30 days before.`;
  return `${doors}: nothing comes in, nothing is released, and computes are off. ${deleted}`;
}

function peopleText(isOver: boolean): string {
  return `${isOver ? 'Since then' : 'Past it'} the people named above no longer take that part in the project: they decide nothing, ask for nothing and are told nothing. Groups of the directory stay as they are.`;
}

function adviceText({ operator, stage, what }: Omit<DateReminder, 'to'>): string {
  if (operator)
    return 'Once it is renewed, put the later day into the definition. With it in force all goes on by itself.';
  if (what.length === 0) return 'Ask the operators of the project for a later day once you have renewed it.';
  return stage === 0
    ? 'Nothing has to be sent again: what waits is taken in once operators have put a later day into the definition.'
    : 'Send in time what has to come in or leave before. Operators put a later day into the definition once it is renewed.';
}
