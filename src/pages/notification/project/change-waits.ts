import { printable } from '../../../domain/base/printable.ts';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

const mostItems = 50;

/** Tells operators in words what a change of a definition would do, and that it waits for one of them. */
export async function changeWaits(change: PendingChange, desk: string, timeZone?: string): Promise<MailBody> {
  const { id, project, by, reason, against, changes, expiresAt } = change;
  const words = (waits: boolean) =>
    changes.filter(({ kind }) => (kind === 'second-operator') === waits).map((one) => one.words);
  const ordered = [...words(true), ...words(false)];
  const items = ordered.slice(0, mostItems).map(printable);
  if (ordered.length > mostItems) items.push(`and ${ordered.length - mostItems} more`);
  return mailBody({
    subject: `[${project}] A change of the rules waits for a second operator`,
    paragraphs: [
      `${printable(by.name)} wants to ${against === null ? 'create the project' : 'change the definition of'} ${project}. The reason given: ${printable(reason)}`,
      `Another operator, who takes no part in the project, must confirm it by ${momentText(expiresAt, timeZone)}; until then the old rules hold. The page of the project has a form for it.`,
      `Reference: ${id}. This is what would change:`,
    ],
    items,
    links: [{ label: 'Open the project', url: `${desk}/projects/${project}` }],
  });
}
