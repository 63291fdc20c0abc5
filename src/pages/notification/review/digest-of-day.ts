import { calendarOf } from '../../../domain/base/business-calendar.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { shortNumber } from '../../../domain/base/door.ts';
import { quarterOf } from '../../../domain/base/time.ts';
import type { Digest, DigestItem } from '../../../domain/notification/digest.ts';
import { isAfterDeadline } from '../../../domain/review/round.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Reminds somebody of everything that waits for them over all projects; packages by their numbers only. `signed`: the newest checkpoint, for whoever keeps mails; it may be all that the mail brings. */
export async function digestOfDay(
  { items }: Pick<Digest, 'items'>,
  { baseUrl, now, signed }: { readonly baseUrl: string; readonly now: Date; readonly signed?: string | undefined },
): Promise<MailBody> {
  const decide = items.filter(({ about }) => about === 'decide');
  const overdue = items.filter(({ about }) => about === 'overdue');
  const project = new Set(items.map(({ review }) => review.project.id));
  const place = project.size === 1 ? [...project].join('') : 'Sallyport';
  return mailBody({
    subject: `[${place}] ${headingOf(decide.length, overdue.length)}`,
    paragraphs: [
      ...(decide.length > 0
        ? ['You have not decided about these packages. The page of each says more once you are signed in.']
        : []),
      ...(overdue.length > 0
        ? ['Reviews that are past their deadline and that their projects keep open stand below. Decisions still count.']
        : []),
    ],
    items: [...items.map((item) => lineOf(item, now)), ...(signed === undefined ? [] : [keepText(signed)])],
    links: [
      ...decide.map(({ review: { operation, project: of } }) => ({
        label: `Open ${shortNumber(operation.id)}`,
        url: `${baseUrl}/api/review-package/${of.id}/${operation.id}`,
      })),
      ...(overdue.length > 0 ? [{ label: 'Open the dashboard', url: `${baseUrl}/api/ops` }] : []),
    ],
  });
}

function headingOf(decide: number, overdue: number): string {
  if (decide > 0) return `${countText(decide, 'review waits', 'reviews wait')} for your decision`;
  if (overdue > 0) return `${countText(overdue, 'review is', 'reviews are')} past the deadline`;
  return 'What was signed of the audit this week';
}

/** Whoever has the line needs nobody's word that the audit still says what it said. */
function keepText(signed: string): string {
  return `Keep this line: sallyport audit check says by it whether the audit was changed since. ${signed}`;
}

function lineOf({ review: { operation, project, round }, about }: DigestItem, now: Date): string {
  const due = `${isAfterDeadline(round, now) ? 'was due by' : 'decide by'} ${momentText(quarterOf(round.deadline), calendarOf(project).timeZone)}`;
  const thing = `${project.title} (${project.id}): package ${shortNumber(operation.id)}`;
  return about === 'decide' ? `${thing}, ${due}` : `${thing}, ${due}; not decided`;
}
