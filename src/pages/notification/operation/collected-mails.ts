import { countText } from '../../../domain/base/count-text.ts';
import { parseOperationId, shortNumber } from '../../../domain/base/door.ts';
import type { CollectedMail, MailKind } from '../../../domain/notification/mail-budget.ts';
import { mineHref, operationHref } from '../../desk/links.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** What happened to each, behind its name; invitations and alarms go alone. */
const news: Readonly<Partial<Record<MailKind, string>>> = {
  received: 'was received',
  'in-review': 'is in review',
  available: 'is available',
  rejected: 'was rejected',
  failed: 'failed',
  released: 'was released',
  expired: 'was not decided on in time',
  returned: 'came back',
  closing: 'leaves a copy that is to be closed',
  overdue: 'has a review that is overdue',
  unreachable: 'has a review that needs more approvers',
  escalated: 'has a review that may not end in time',
  purpose: 'wants a purpose',
  unscanned: 'was not scanned',
  uninspected: 'was not looked into',
  reminder: 'still waits',
};

interface Reader {
  readonly isOperator: boolean;
  readonly publicBaseUrl: string;
}

/** Tells in one mail what happened to several datasets or packages of a project, each by its number with a link, in the order of the numbers. */
export async function collectedMails(mails: readonly CollectedMail[], reader: Reader): Promise<MailBody> {
  const { project = '', about = 'received' } = mails[0] ?? {};
  const sorted = mails.toSorted((one, other) => (numberOf(one) < numberOf(other) ? -1 : 1));
  return mailBody({
    subject: `[${project}] ${countText(mails.length, 'more mail')} in one`,
    paragraphs: [
      `You got several mails of one kind about the project ${project} within a short time, so these are told together. What is to be known of each stands on its page.`,
    ],
    links: sorted.map((mail) => ({ label: lineOf(mail, about), url: pageOf(mail, reader) })),
  });
}

function lineOf(mail: CollectedMail, about: MailKind): string {
  const { thing } = mail;
  const number = thing.endsWith(numberOf(mail)) ? '' : ` (${numberOf(mail)})`;
  return `The ${thing}${number} ${news[about] ?? 'needs a look'}`;
}

/** The end of an id is random, so this order says nothing of when or in which order things came. */
function numberOf({ operation }: CollectedMail): string {
  return shortNumber(operation);
}

function pageOf({ project, operation }: CollectedMail, { isOperator, publicBaseUrl }: Reader): string {
  const door = parseOperationId(operation)?.door ?? 'export';
  const key = { project, id: operation };
  return `${publicBaseUrl}${isOperator ? operationHref(door, key) : mineHref(door, key)}`;
}
