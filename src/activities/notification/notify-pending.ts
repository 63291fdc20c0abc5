import { calendarOf } from '../../domain/base/business-calendar.ts';
import { parseOperationId } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { inTurn, turnOf } from '../../domain/base/time-slice.ts';
import { isRevealed } from '../../domain/notification/outside-view.ts';
import {
  endOfNotification,
  isAbandoned,
  isDue,
  type PendingNotification,
  triedAgain,
  waitsForRound,
} from '../../domain/notification/pending-work.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import { noticeText, type ReviewOutcome } from '../../pages/notification/notice.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import type { MailSettings } from '../operation/settings.ts';
import { deliverAll, type MailPorts, recordGivenUp } from './deliver.ts';
import { type Notification, pendingMails } from './pending-mails.ts';
import { pendingMessages } from './pending-messages.ts';
import { ToldFrom } from './told-from.ts';

type NotifyPorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions' | 'remarks' | 'manifests' | 'notices'>;
type NotifySettings = MailSettings & { readonly mailsUntil?: Date };

/**
 * Sends the mails that an operation's moves owe and that are due, and gives how many people were not reached. A failure of any service
 * counts as not reached, so that it does not hold up the flow.
 * What could not be sent stays in the register, and the sweep tries it for seven days; then the audit says who was never reached. Each
 * notification is claimed before it is sent, so that a flow and a sweep at the same instant send it once. What tells of a package before
 * its approval waits for a tick.
 */
export async function notifyPending(
  ports: NotifyPorts,
  settings: NotifySettings,
  key: OperationKey,
): Promise<{ readonly unsent: number }> {
  let unsent = 0;
  const done: Stored<PendingNotification>[] = [];
  const from = new ToldFrom(ports, key);
  try {
    for await (const { value, etag } of ports.register.owed(key.project, key.id)) {
      if (value.kind !== 'telling' || !isDue(value, ports.clock.now())) continue;
      if (secondsToTick(value.since, ports.clock.now(), tickOf(settings, value)) > 0) continue;
      if (value.about === 'in-review' && waitsForRound(await from.operation(value.revision))) continue;
      const claimed = await write(ports, { value: triedAgain(value, 'It was begun', ports.clock.now()), etag });
      if (claimed === undefined) continue;
      const told = await notifyOne(ports, settings, claimed, from);
      if (told === undefined) unsent += 1;
      else done.push(told);
    }
  } finally {
    unsent += await settle(ports, done);
  }
  return { unsent };
}

/** What people approved, and datasets, are told of at once. */
function tickOf({ ticks }: NotifySettings, { about, operation }: PendingNotification): number | undefined {
  const isFree = about === 'released' || about === 'revoked' || parseOperationId(operation)?.door === 'ingress';
  return isFree ? undefined : ticks?.tell;
}

/** Removes those that reached everybody, all at once; gives how many stay, and are looked at once more. Whoever looks before that finds all of it sent. */
async function settle(ports: NotifyPorts, done: readonly Stored<PendingNotification>[]): Promise<number> {
  try {
    await ports.register.settle(...done.map(({ value }) => value));
    return 0;
  } catch (error) {
    const now = ports.clock.now();
    for (const one of done) await write(ports, { ...one, value: failed(one.value, messageOf(error), now) });
    return done.length;
  }
}

/** Tells, and gives the notification when everybody was reached; otherwise it writes down the try, with the first reason why somebody was not. */
async function notifyOne(
  ports: NotifyPorts,
  settings: NotifySettings,
  notification: Stored<PendingNotification>,
  from: ToldFrom,
): Promise<Stored<PendingNotification> | undefined> {
  let noticed = notification;
  let outcome: Told;
  try {
    const operation = await from.operation(notification.value.revision);
    const review = await from.outcome(operation);
    noticed = await writeNotice(ports, operation, review, notification);
    const told = { operation, outcome: review, telling: noticed.value };
    // What is read inside only has nobody who is told.
    outcome = await mailAll(ports, settings, told, isRevealed(operation) ? await from.project() : undefined);
  } catch (error) {
    outcome = { reason: messageOf(error) };
  }
  const { reason, waits = false } = outcome;
  if (reason === undefined) return noticed;
  const { times } = noticed.value;
  // A mail that waits was not tried, so the next try is not put off.
  const tried = { ...noticed.value, times: waits ? times - 1 : times };
  await write(ports, { ...noticed, value: failed(tried, reason, ports.clock.now()) });
  return undefined;
}

/** The first reason why somebody was not reached. `waits`: whoever was not is not tried yet. */
interface Told {
  readonly reason?: string | undefined;
  readonly waits?: boolean;
}

export async function endNotification(
  { register, audit, clock }: Pick<Ports, 'register' | 'audit' | 'clock'>,
  notification: PendingNotification,
): Promise<void> {
  await audit.append(notification.project, [endOfNotification(notification, clock.now())]);
  await register.settle(notification);
}

/** Without a project nobody is told. Once everybody is, the audit says so. */
async function mailAll(
  ports: NotifyPorts,
  settings: NotifySettings,
  told: Notification,
  project: Project | undefined,
): Promise<Told> {
  const { operation, telling } = told;
  const step = `${telling.about}-${telling.revision}`;
  const mails = project === undefined ? [] : pendingMails(settings, told, project, ports.clock.now());
  const deliveries = mails.map((one) => ({ operation, step, ...one }));
  const posted = project === undefined ? [] : pendingMessages(settings, told, project);
  const messages = posted.map((one) => ({ operation, step, ...one }));
  // Each try begins with others, so that those whose mail server does not answer keep nobody else from theirs.
  const sendings = inTurn([...deliveries, ...messages], turnOf(telling.times - 1));
  const end = (now: Date) => endOfNotification(telling, now, deliveries.length);
  const unsent = await deliverAll(ports, settings, sendings, end);
  if (isAbandoned(telling, ports.clock.now())) await recordGivenUp(ports, settings, unsent);
  const waits = unsent.every(({ until }) => until !== undefined);
  return { reason: unsent[0]?.reason, waits };
}

function failed(notification: PendingNotification, message: string, now: Date): PendingNotification {
  return { ...notification, message, ...(isAbandoned(notification, now) ? { givenUpAt: now.toISOString() } : {}) };
}

/** Undefined when somebody else told meanwhile, or tried: their word stands. */
async function write(
  ports: NotifyPorts,
  notification: Stored<PendingNotification>,
): Promise<Stored<PendingNotification> | undefined> {
  try {
    return await ports.register.updateOwed(notification);
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
}

/** None for a project whose definition cannot be read: then times are told in UTC alone. */
async function zoneOf(projects: Pick<Ports['projects'], 'find'>, id: string): Promise<Pick<ReviewOutcome, 'timeZone'>> {
  const found = await projects.find(id);
  return found !== undefined && 'value' in found ? { timeZone: calendarOf(found.value).timeZone } : {};
}

type NoticePorts = Pick<Ports, 'notices' | 'register' | 'projects'>;

/** An operation is told of a few times in its life; as many notices as this mean that none can be created at all. */
const mostNotices = 20;

/**
 * Creates what researchers must know by name about a package, once for each notification, and gives the notification that remembers where it lies.
 * The control plane may only create there: a notice that stands can neither be read nor changed, so another notification takes the next
 * number, and so does a repeat after a crash that came between the notice and its path in the row.
 */
async function writeNotice(
  { notices, register, projects }: NoticePorts,
  operation: Operation,
  outcome: ReviewOutcome,
  notification: Stored<PendingNotification>,
): Promise<Stored<PendingNotification>> {
  const { about, notice: written } = notification.value;
  const inUtc = noticeText(operation, about, outcome);
  if (inUtc === undefined || written !== undefined) return notification;
  const { project, id } = operation;
  // Only a notice that is written asks in which time zone.
  const text = noticeText(operation, about, { ...outcome, ...(await zoneOf(projects, project)) }) ?? inUtc;
  for (let number = 1; number <= mostNotices; number += 1) {
    const notice = `${project}/${id}${number === 1 ? '' : `-${number}`}.txt`;
    if ((await notices.create(notice, text)) === 'stands') continue;
    return await register.updateOwed({ ...notification, value: { ...notification.value, notice } });
  }
  throw new Error(
    `No notice about ${id} could be created: ${mostNotices} stand already, or the role to create is missing`,
  );
}
