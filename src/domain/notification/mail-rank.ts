import type { MailKind } from './mail-budget.ts';

/** `decision`: somebody is asked to decide or has to act, alarms too. `news`: what happened. Where mails have to wait, the first leave first. */
export type MailRank = 'decision' | 'news';

const ofOperations = {
  received: 'news',
  'in-review': 'news',
  approved: 'news',
  denied: 'news',
  'changes-wanted': 'news',
  available: 'news',
  rejected: 'news',
  failed: 'decision',
  released: 'news',
  expired: 'news',
  returned: 'news',
  withdrawn: 'news',
  closing: 'decision',
  revoked: 'decision',
  malware: 'decision',
  decide: 'decision',
  'review-ended': 'news',
  overdue: 'decision',
  unreachable: 'decision',
  escalated: 'decision',
  question: 'decision',
  answer: 'decision',
  purpose: 'decision',
  unscanned: 'decision',
  uninspected: 'decision',
  reminder: 'news',
} as const satisfies Readonly<Record<MailKind, MailRank>>;

const ofProjects = {
  absence: 'news',
  budget: 'news',
  closed: 'news',
  'closing-planned': 'decision',
  'compute-end': 'news',
  dates: 'news',
  digest: 'decision',
  idle: 'news',
  incident: 'decision',
  recipient: 'decision',
  refused: 'news',
  rules: 'news',
  'second-person': 'decision',
  unusual: 'decision',
  waiting: 'news',
} as const satisfies Readonly<Record<string, MailRank>>;

export const mailRanks = { ...ofOperations, ...ofProjects };

export type MailAbout = keyof typeof mailRanks;
