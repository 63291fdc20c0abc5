import { shortNumber } from '../../../domain/base/door.ts';
import { type DutyKind, whysDeleting } from '../../../domain/people/duties.ts';
import type { Project } from '../../../domain/project/project.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

interface AskedOf {
  readonly exportId: string;
  readonly what: DutyKind;
  readonly why: keyof typeof whysDeleting | undefined;
  readonly days: number;
}

/** Asks a recipient to accept the terms of packages, and to delete their copies of others and say so. Names stand on the page. */
export async function recipientAsked(
  { id, title }: Pick<Project, 'id' | 'title'>,
  asked: readonly AskedOf[],
  url: string,
): Promise<MailBody> {
  const longest = Math.max(...asked.map(({ days }) => days));
  return mailBody({
    subject: `[${id}] ${longest > 0 ? 'Still to be answered' : 'To be answered'}: what was released to you`,
    paragraphs: [
      `You are a recipient of results of ${title}. Please open your page, look at what stands below, and answer there.`,
      ...(longest === 0
        ? []
        : [
            `You were asked ${longest} days ago.${longest < lastReminder ? '' : ' It counts as overdue from now on, and its operators see that.'}`,
          ]),
    ],
    items: asked.map(textOf),
    links: [{ label: 'Open your page', url }],
  });
}

const lastReminder = 28;

function textOf({ exportId, what, why }: AskedOf): string {
  const name = `Package ${shortNumber(exportId)}`;
  if (what === 'accept') return `${name} was released to you: accept its terms.`;
  return `${name}: delete every copy that you have, and say that you did. Why: ${whysDeleting[why ?? 'taken-back']}.`;
}
