import { calendarOf } from '../../domain/base/business-calendar.ts';
import { DAY, pauseAfter } from '../../domain/base/time.ts';
import { outsideView } from '../../domain/notification/outside-view.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { purposeDeadline, purposeOf } from '../../domain/operation/purpose.ts';
import { activePeople } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { purposeWanted } from '../../pages/notification/operation/purpose-wanted.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverAll, type MailPorts } from '../notification/deliver.ts';
import { amend } from '../operation/operations.ts';
import type { MailSettings } from '../operation/settings.ts';

type AwaitPorts = MailPorts & Pick<Ports, 'register'>;

/**
 * In how many seconds, at most a day, to look again at a package whose project wants a purpose and which has none; its researchers are
 * told once how to give one. Undefined when its approvers may be asked: there is a purpose, or nobody gave one in time.
 */
export async function awaitPurpose(
  ports: AwaitPorts,
  settings: MailSettings,
  operation: Operation,
  project: Project,
): Promise<number | undefined> {
  if (!project.egress.purposeRequired || purposeOf(operation) !== undefined) return undefined;
  const now = ports.clock.now();
  const until =
    operation.purposeUntil ?? (await beginWait(ports, operation, purposeDeadline(calendarOf(project), now)));
  const left = Math.ceil((Date.parse(until) - now.getTime()) / 1000);
  if (left <= 0) return undefined;
  const toTick = secondsToTick(operation.since, now, settings.ticks?.tell);
  if (toTick > 0) return Math.min(left, toTick);
  const deliveries = activePeople(project, now).researchers.map((to) => ({
    operation,
    about: 'purpose' as const,
    step: 'purpose',
    to,
    write: () => purposeWanted(outsideView({ ...operation, purposeUntil: until }), settings.publicBaseUrl),
  }));
  const unsent = await deliverAll(ports, settings, deliveries);
  const pause = pauseAfter(operation.since, now, { least: 60, most: DAY / 1000 });
  return Math.min(left, unsent.length > 0 ? pause : DAY / 1000);
}

async function beginWait({ register }: AwaitPorts, operation: Operation, until: Date): Promise<string> {
  const purposeUntil = until.toISOString();
  await amend(register, operation, () => ({ purposeUntil }));
  return purposeUntil;
}
