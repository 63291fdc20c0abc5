import { createHash } from 'node:crypto';
import type { MailSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { DAY } from '../../domain/base/time.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { type CollectedMail, isWindowOver } from '../../domain/notification/mail-budget.ts';
import { activePeople, isSuspended, listed } from '../../domain/people/people.ts';
import type { Person, Project } from '../../domain/project/project.ts';
import { collectedMails } from '../../pages/notification/operation/collected-mails.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverOnce } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';

type NotifyPorts = Pick<Ports, 'mailBudgets' | 'projects' | 'mailer' | 'outbox' | 'audit' | 'clock'>;

/** So many are told in one mail at most; more come with the next. */
const mostInOne = 1000;
/** Like any other mail, they are given up when the mail server took none for so long. */
const givenUpAfter = 7 * DAY;

/**
 * Sends what did not go alone: one mail to a person for each kind and project, as soon as the mails before it are long enough ago. That
 * mail counts as one of the next three.
 */
export async function notifyCollected(
  ports: NotifyPorts,
  settings: MailSettings,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const budgets = new Map<string, CollectedMail[]>();
  await failures.keep('the mails that are told together', async () => {
    for await (const mail of within(share, ports.mailBudgets.collected())) {
      const budget = [mail.project, mail.to, mail.about].join(' ');
      const mails = budgets.get(budget) ?? [];
      if (mails.length < mostInOne) mails.push(mail);
      budgets.set(budget, mails);
    }
  });
  for (const mails of budgets.values()) {
    if (share.isOver()) return;
    await failures.keep('a mail that tells of several', () => notifyOne(ports, settings, mails));
  }
}

async function notifyOne(ports: NotifyPorts, settings: MailSettings, mails: readonly CollectedMail[]): Promise<void> {
  const [first] = mails;
  if (first === undefined) return;
  const now = ports.clock.now();
  const stored = await ports.mailBudgets.window(first);
  if (!isWindowOver(stored?.value, now, settings.mailWindowSeconds)) return;
  const found = await ports.projects.find(first.project);
  // Of a project whose definition is refused nobody is known until it is repaired.
  if (found !== undefined && 'problems' in found) return;
  const reader = found && readerOf(found.value, first.to, now);
  if (reader === undefined) return await ports.mailBudgets.forget(mails);
  const messageId = await send(ports, settings, mails, reader);
  if (messageId === undefined) return;
  const window = { since: now.toISOString(), mails: [messageId] };
  // Another sweep may have sent the same mail meanwhile, under the same id.
  await onConflictAgain(async () => {
    const standing = await ports.mailBudgets.window(first);
    await ports.mailBudgets.keepWindow(first, window, standing?.etag ?? null);
  });
  await ports.mailBudgets.forget(mails);
}

/** Sends the mail and gives its id; undefined where the mail server does not take it, and it is to be tried again. */
async function send(
  ports: NotifyPorts,
  { publicBaseUrl }: MailSettings,
  mails: readonly CollectedMail[],
  { person, isOperator }: Reader,
): Promise<string | undefined> {
  const [first] = mails;
  if (first === undefined) return undefined;
  const { project, to, about } = first;
  const now = ports.clock.now();
  const thread = `together-${project}`;
  const step = `collected-${about}`;
  const digest = createHash('sha256');
  for (const mail of mails) digest.update(`${mail.operation}.${mail.step}\n`);
  const occasion = `${about}.${digest.digest('hex').slice(0, 16)}`;
  const letter = await collectedMails(mails, { isOperator, publicBaseUrl });
  const mail = { thread, occasion, about, publicBaseUrl, to: person.email, letter };
  const id = `${thread}.${occasion}.${to}`;
  const data = { step, to, messageId: id, count: mails.length };
  try {
    await deliverOnce(ports, mail);
  } catch (error) {
    const oldest = Math.min(...mails.map(({ since }) => Date.parse(since)));
    if (now.getTime() - oldest < givenUpAfter) throw error;
    const reason = 'The mail server did not take it for seven days';
    const given = { id: `mail.given-up.${id}`, at: now, kind: 'mail.given-up' as const, data: { ...data, reason } };
    await ports.audit.append(project, [note(project, given)]);
    return id;
  }
  await ports.audit.append(project, [note(project, { id: `mail.sent.${id}`, at: now, kind: 'mail.sent', data })]);
  return id;
}

interface Reader {
  readonly person: Person;
  readonly isOperator: boolean;
}

/** Who takes part in the project under that object id now; whoever does not is told nothing. */
function readerOf(project: Project, oid: string, now: Date): Reader | undefined {
  const { operators, dataOwners, researchers, approvers } = activePeople(project, now);
  const operator = operators.find((one) => one.oid === oid);
  if (operator !== undefined) return { person: operator, isOperator: true };
  const asked = project.egress.approval.escalateTo.filter((one) => !isSuspended(project, listed(one)));
  const person = [...dataOwners, ...researchers, ...approvers, ...asked].find((one) => one.oid === oid);
  return person && { person, isOperator: false };
}
