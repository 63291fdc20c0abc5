import { printable } from '../../../domain/base/printable.ts';
import type { Absence } from '../../../domain/review/absence.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells an approver that an operator said that they are away, and how to say that they are there. Why, the operator wrote outside. */
export async function absenceNoted({ from, to, reason }: Absence, mineUrl: string): Promise<MailBody> {
  return mailBody({
    subject: `Noted that you are away from ${from} to ${to}`,
    paragraphs: [
      `An operator noted that you are away from ${from} to ${to}, both days included. Until you are back nobody asks or reminds you to decide, in any project; reserve approvers are asked in your place. You may decide all the same.`,
      `The reason that was given: ${printable(reason)}`,
      'If that is wrong, say at your own page that you are back.',
    ],
    links: [{ label: 'Open my page', url: mineUrl }],
  });
}
