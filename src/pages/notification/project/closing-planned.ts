import type { ExpiryClosing } from '../../../domain/project/expiry-closing.ts';
import { governanceText } from '../../../domain/project/governance.ts';
import type { Project } from '../../../domain/project/project.ts';
import { expiredPartOf } from '../../../domain/project/project-time.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells that a project is closed by itself, when, and what keeps it from that; operators also where. */
export async function closingPlanned(
  project: Pick<Project, 'id' | 'title' | 'governance'>,
  { day }: ExpiryClosing,
  { opsUrl, now }: { readonly opsUrl: string | undefined; readonly now: Date },
): Promise<MailBody> {
  const over = expiredPartOf(project, now);
  return mailBody({
    subject: `[${project.id}] Is closed on ${day} unless its governance is renewed`,
    paragraphs: [
      `What ${project.title} rests on is over: ${governanceText(over)}. Its definition says that it is closed for good then, so that nothing is kept without a basis.`,
      `On ${day} (UTC), or a little later, its datasets are retracted, what waits or was returned is deleted, and its computes are switched off. What was released stays outside. The audit, receipts and definitions are kept.`,
      opsUrl === undefined
        ? 'If it goes on, renew what is over and tell the operators of the project before that day. Take out what you still need and may take.'
        : 'If it goes on, put the later day into the definition before that day; a second operator confirms it.',
    ],
    links: opsUrl === undefined ? [] : [{ label: 'Open the project', url: opsUrl }],
  });
}
