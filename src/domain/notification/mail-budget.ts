import type { NotificationKind } from './pending-work.ts';

/**
 * What keeps the mails of a kind from being many. `budget`: more than three to a person within an hour, about one project, become one.
 * `alarm`: somebody has to act at once. `invitation`: each asks for a decision, or takes its entry in a calendar back, and `maxOpen` bounds how
 * many packages are in review.
 */
export type MailBound = 'budget' | 'alarm' | 'invitation';

export const mailBounds = {
  received: 'budget',
  'in-review': 'budget',
  approved: 'invitation',
  denied: 'invitation',
  'changes-wanted': 'invitation',
  available: 'budget',
  rejected: 'budget',
  failed: 'budget',
  released: 'budget',
  expired: 'budget',
  returned: 'budget',
  withdrawn: 'invitation',
  closing: 'budget',
  revoked: 'alarm',
  malware: 'alarm',
  decide: 'invitation',
  'review-ended': 'invitation',
  overdue: 'budget',
  unreachable: 'budget',
  escalated: 'budget',
  question: 'budget',
  answer: 'budget',
  purpose: 'budget',
  unscanned: 'budget',
  uninspected: 'budget',
  reminder: 'budget',
} as const satisfies Readonly<Record<NotificationKind | string, MailBound>>;

export type MailKind = keyof typeof mailBounds;

/** Whose mails of which kind count together. `to` is an object id. */
export interface BudgetKey {
  readonly project: string;
  readonly to: string;
  readonly about: MailKind;
}

/** The mails that went alone since the first of them; a mail that tells of several is one. */
export interface MailWindow {
  readonly since: string;
  readonly mails: readonly string[];
}

/** A mail that did not go alone and is to be told with others. `thing` is what a mail may call its operation. */
export interface CollectedMail extends BudgetKey {
  readonly operation: string;
  readonly thing: string;
  readonly step: string;
  readonly since: string;
}

export const mostAlone = 3;

/** Whether mails go alone again. Of a window that begins so long after now, some clock was wrong. */
export function isWindowOver(window: MailWindow | undefined, now: Date, seconds: number): boolean {
  return window === undefined || Math.abs(now.getTime() - Date.parse(window.since)) >= seconds * 1000;
}

/** The window after a mail that goes alone; undefined when it is to be told with others. A mail that is repeated goes as it did. */
export function countMail(
  window: MailWindow | undefined,
  mail: string,
  { now, seconds }: { readonly now: Date; readonly seconds: number },
): MailWindow | undefined {
  if (window === undefined || isWindowOver(window, now, seconds)) return { since: now.toISOString(), mails: [mail] };
  if (window.mails.includes(mail)) return window;
  return window.mails.length < mostAlone ? { ...window, mails: [...window.mails, mail] } : undefined;
}
