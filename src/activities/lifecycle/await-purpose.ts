import { calendarOf } from '../../domain/base/business-calendar.ts';
import { DAY } from '../../domain/base/time.ts';
import { outsideView } from '../../domain/notification/outside-view.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { purposeDeadline, waitsForPurpose } from '../../domain/operation/purpose.ts';
import { activePeople } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { purposeWanted } from '../../pages/notification/operation/purpose-wanted.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverAll, type MailPorts, secondsToNextTry } from '../notification/deliver.ts';
import { amend } from '../operation/operations.ts';
import type { MailSettings } from '../operation/settings.ts';

type AwaitPorts = MailPorts & Pick<Ports, 'register'>;

/**
 * In how many seconds, at most a day, to look again at a package that lacks a purpose, or somebody who typed it, where its project wants that;
 * its researchers are told once how to give it, and once more when they have had time. Undefined when its approvers may be asked. No time opens the review, since whoever sends the package could wait for it.
 */
export async function awaitPurpose(
  ports: AwaitPorts,
  settings: MailSettings,
  operation: Operation,
  project: Project,
): Promise<number | undefined> {
  if (!waitsForPurpose(operation, project.egress)) return undefined;
  const now = ports.clock.now();
  const calendar = calendarOf(project);
  const until = operation.purposeUntil ?? (await beginWait(ports, operation, purposeDeadline(calendar, now)));
  const left = Math.ceil((Date.parse(until) - now.getTime()) / 1000);
  const isLate = left <= 0;
  const longest = isLate ? DAY / 1000 : Math.min(left, DAY / 1000);
  const toTick = secondsToTick(isLate ? until : operation.since, now, settings.ticks?.tell);
  if (toTick > 0) return Math.min(longest, toTick);
  const deliveries = activePeople(project, now).researchers.map((to) => ({
    operation,
    about: 'purpose' as const,
    step: isLate ? 'purpose-again' : 'purpose',
    to,
    write: () =>
      purposeWanted(outsideView({ ...operation, purposeUntil: until }), settings.publicBaseUrl, calendar.timeZone),
  }));
  const unsent = await deliverAll(ports, settings, deliveries);
  return Math.min(longest, ...unsent.map((one) => secondsToNextTry(one, operation.since, now)));
}

async function beginWait({ register }: AwaitPorts, operation: Operation, until: Date): Promise<string> {
  const purposeUntil = until.toISOString();
  await amend(register, operation, () => ({ purposeUntil }));
  return purposeUntil;
}
