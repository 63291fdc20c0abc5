import { z } from 'zod';
import type { AuditKind } from '../audit/audit-kinds.ts';
import { type AuditEvent, auditEventSchema } from '../audit/chain-line.ts';
import { controlPlane } from '../base/control-plane.ts';
import type { Frozen } from '../base/frozen.ts';
import { DAY } from '../base/time.ts';
import { type CopyKnown, isCopyBegun } from '../lifecycle/unpublished.ts';
import type { Operation } from '../operation/operation.ts';
import { passingNotificationKinds } from '../operation/operation-lists.ts';
import { nextTry } from '../operation/outage.ts';

/** `withdrawn`: approvers who were asked need not decide any more. `closing`: operators are to close a copy that is never published. */
export const notificationKinds = [
  ...passingNotificationKinds,
  'available',
  'rejected',
  'failed',
  'released',
  'expired',
  'returned',
  'withdrawn',
  'closing',
  'revoked',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

const text = z.string();
const shared = { project: text, operation: text, revision: z.number() };

/** What a move owes: inserted in the transaction that moves the row, and removed when it is done. */
export const pendingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), ...shared, event: auditEventSchema }),
  /** Who is to be told of a move. `times`, `lastAt` and `message` are of the tries so far; `givenUpAt`: nobody tries any more. `notice`: where the names lie that no mail may hold. */
  z.strictObject({
    kind: z.literal('telling'),
    ...shared,
    about: z.enum(notificationKinds),
    since: text,
    times: z.number(),
    lastAt: text.exactOptional(),
    message: text.exactOptional(),
    givenUpAt: text.exactOptional(),
    notice: text.exactOptional(),
  }),
  /** That the folder of a release is to be looked at again after it was emptied. `times`: how often something lay there since. */
  z.strictObject({ kind: z.literal('look'), ...shared, dueAt: text, times: z.number() }),
]);
export type PendingWork = Frozen<z.infer<typeof pendingSchema>>;
export type PendingLine = Extract<PendingWork, { kind: 'line' }>;
export type PendingNotification = Extract<PendingWork, { kind: 'telling' }>;
export type PendingLook = Extract<PendingWork, { kind: 'look' }>;

const notificationKindIn: Readonly<Record<string, NotificationKind>> = {
  available: 'available',
  rejected: 'rejected',
  failed: 'failed',
  released: 'released',
  expired: 'expired',
  returned: 'returned',
  revoked: 'revoked',
};

/**
 * What people are told when an operation comes to its state. Approvers are told that a package is on its way back when it was withdrawn
 * after they were asked; how it ends, its researchers are told. Operators are told when a dataset is withdrawn under its copy.
 */
export function notificationKindOf(
  moved: Omit<NotifiedMove, 'id' | 'project' | 'revision' | 'since'>,
): NotificationKind | undefined {
  const { state, withdrawal, round, tells } = moved;
  if (tells !== undefined) return tells;
  if (state === 'withdrawing' && isCopyBegun(moved)) return 'closing';
  if (state === 'returning' && withdrawal !== undefined && round !== undefined) return 'withdrawn';
  return notificationKindIn[state];
}

/** What the move to this revision of the operation owes: its line, a notification when people are told of the state, and a look at a folder that was emptied. */
export function pendingAfter(moved: Operation, event: AuditEvent): PendingWork[] {
  const { project, id: operation, revision } = moved;
  const line: PendingLine = { kind: 'line', project, operation, revision, event };
  const notification = pendingNotificationOf(moved);
  return [line, ...looksAfter(moved, event), ...(notification === undefined ? [] : [notification])];
}

/** A run of a release that nobody knows of may still write an hour after its folder was emptied. */
const looksAgainAfter = 60 * 60_000;

function looksAfter(
  { project, id: operation, revision, since, state }: Operation,
  { data }: AuditEvent,
): PendingLook[] {
  if (data['from'] !== 'revoking' || state === 'failed') return [];
  const dueAt = new Date(Date.parse(since) + looksAgainAfter).toISOString();
  return [{ kind: 'look', project, operation, revision, dueAt, times: 0 }];
}

export type NotifiedMove = CopyKnown &
  Pick<Operation, 'id' | 'project' | 'state' | 'revision' | 'since' | 'withdrawal' | 'round' | 'tells'>;

/** Whom to tell of the move to this revision, before any try; undefined when nobody is told of the state. */
export function pendingNotificationOf(moved: NotifiedMove): PendingNotification | undefined {
  const { project, id: operation, revision, since } = moved;
  const about = notificationKindOf(moved);
  return about && { kind: 'telling', project, operation, revision, about, since, times: 0 };
}

/** It is written before the notification leaves the register, so one that is gone without a line was removed by somebody else. */
export function endOfNotification(notification: PendingNotification, now: Date, people?: number): AuditEvent {
  const { project, operation, about, revision, givenUpAt } = notification;
  const id = notificationEndId(operation, revision);
  const kind: AuditKind = givenUpAt === undefined ? 'people.told' : 'people.given-up';
  const data = people === undefined ? { about } : { about, people };
  return { id, at: now.toISOString(), kind, project, operation, actor: controlPlane, data };
}

export function isEndOfNotification({ kind }: Pick<AuditEvent, 'kind'>): boolean {
  return kind === 'people.told' || kind === 'people.given-up';
}

export function notificationEndId(operation: string, revision: number): string {
  return `${operation}.told-${revision}`;
}

export function triedAgain(notification: PendingNotification, message: string, now: Date): PendingNotification {
  return { ...notification, times: notification.times + 1, lastAt: now.toISOString(), message };
}

/** Whether a notification is to be tried now: at once, then as outages are, until it is given up. */
export function isDue({ times, lastAt, givenUpAt }: PendingNotification, now: Date): boolean {
  if (givenUpAt !== undefined) return false;
  return lastAt === undefined || nextTry({ times, lastAt }) <= now;
}

/** Whether nobody is asked about a package in review yet, as while it waits for its purpose: that it is in review is told once its round is open. */
export function waitsForRound({
  state,
  round,
  withdrawal,
}: Pick<Operation, 'state' | 'round' | 'withdrawal'>): boolean {
  return state === 'in-review' && round === undefined && withdrawal === undefined;
}

/** Whether people were not reached for seven days: then nobody tries any more, and operators must look. */
export function isAbandoned({ since }: PendingNotification, now: Date): boolean {
  return now.getTime() - Date.parse(since) >= 7 * DAY;
}
