import type { PendingNotification } from '../../domain/notification/pending-work.ts';
import { type RecordedMail, recordedMail } from '../../domain/notification/recorded-mail.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Somebody } from '../../domain/people/people.ts';
import { isBlindTo } from '../../domain/review/blind.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import { eventsAbout } from '../audit/read-history.ts';

export type FindMailPorts = Pick<Ports, 'register' | 'decisions' | 'projects'> & {
  readonly audit: Pick<AuditLog, 'blobs'>;
};

export interface MailsOf {
  /** Newest first; no more than anybody reads. */
  readonly mails: readonly RecordedMail[];
  /** Moves of which not everybody was told yet; those that were given up too. */
  readonly owed: readonly PendingNotification[];
  /** False: older ones stand in the audit. */
  readonly isWhole: boolean;
  /** Whether the mails are kept from the viewer, who decides blindly: reminders go to those who have not decided. */
  readonly isBlind: boolean;
}

const mostMails = 200;

/** Looks up the mails and messages about an operation, as far as the viewer may know of them. */
export async function findMails(ports: FindMailPorts, operation: Operation, viewer: Somebody): Promise<MailsOf> {
  const [owed, isBlind] = await Promise.all([owedOf(ports, operation), isBlindViewer(ports, operation, viewer)]);
  if (isBlind) return { mails: [], owed, isWhole: false, isBlind };
  const mails: RecordedMail[] = [];
  let isWhole = true;
  for await (const event of eventsAbout(ports.audit, operation)) {
    const mail = event === 'too-many' ? undefined : recordedMail(event);
    if (mail !== undefined) mails.push(mail);
    if (event === 'too-many' || mails.length > mostMails) isWhole = false;
    if (mails.length > mostMails) mails.shift();
  }
  return { mails: mails.toReversed(), owed, isWhole, isBlind };
}

async function owedOf({ register }: FindMailPorts, { project, id }: Operation): Promise<PendingNotification[]> {
  const pending: PendingNotification[] = [];
  for await (const { value } of register.owed(project, id)) if (value.kind === 'telling') pending.push(value);
  return pending;
}

async function isBlindViewer(
  ports: FindMailPorts,
  { id, project, state }: Operation,
  viewer: Somebody,
): Promise<boolean> {
  if (state !== 'in-review') return false;
  const [{ rounds }, found] = await Promise.all([ports.decisions.read(id), ports.projects.find(project)]);
  const definition = found !== undefined && 'value' in found ? found.value : undefined;
  return rounds.some(({ value: { status, rules, approvers } }) =>
    isBlindTo({ status, blind: rules.blind, asked: approvers }, definition, viewer),
  );
}
