import { calendarOf } from '../../../domain/base/business-calendar.ts';
import { printable } from '../../../domain/base/printable.ts';
import type { Affected } from '../../../domain/definition/affected.ts';
import type { Project } from '../../../domain/project/project.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

const mostItems = 50;

/** Tells somebody which rules of a project changed for them, and since when they are in force. `opsUrl`: they are told as an operator. */
export async function rulesChanged(
  { id, title, ...zoned }: Pick<Project, 'id' | 'title' | 'calendar' | 'compute'>,
  { words }: Affected,
  { since, opsUrl }: { readonly since: string; readonly opsUrl?: string },
): Promise<MailBody> {
  const items = words.slice(0, mostItems).map(printable);
  if (words.length > mostItems) items.push(`and ${words.length - mostItems} more`);
  return mailBody({
    subject: `[${id}] The rules of the project changed`,
    paragraphs: [
      `The definition of the project ${printable(title)} (${id}) changed on ${momentText(since, calendarOf(zoned).timeZone)}.`,
      opsUrl === undefined
        ? 'This is what changed for you. If you did not expect it, ask the operators of the project.'
        : 'Who asked for it and who confirmed it stands in the audit. This is what changed:',
    ],
    items,
    links: opsUrl === undefined ? [] : [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
