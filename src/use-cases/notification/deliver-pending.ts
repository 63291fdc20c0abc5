import { endNotification, notifyPending } from '../../activities/notification/notify-pending.ts';
import { writeStoredLines } from '../../activities/operation/pending-lines.ts';
import type { FlowSettings, MailSettings } from '../../activities/operation/settings.ts';
import { inTurnByRandomPart, parseOperationId } from '../../domain/base/door.ts';
import { daysLater } from '../../domain/base/time.ts';
import { inTurn, type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { isDue, type PendingLook, type PendingNotification } from '../../domain/notification/pending-work.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';
import { goOn } from '../base/go-on.ts';
import { type LookPorts, lookAtEmptied } from './look-at-emptied.ts';

type NotifyPorts = Parameters<typeof notifyPending>[0];
type ReadPorts = Pick<Ports, 'register' | 'audit' | 'clock'>;

interface Surroundings {
  readonly failures: Failures;
  readonly share: TimeSlice;
}

/** What moves still owe, of ended operations too. */
export interface AllPending {
  /** Operations whose audit lines do not stand in the chain yet. */
  readonly lines: OperationKey[];
  readonly tellings: OperationKey[];
  untold: number;
  /** Operations of which nobody could be told for seven days. */
  givenUp: number;
  /** Packages of which something was outside again after it had been taken back. */
  readonly reappeared: OperationKey[];
}

export function nothingPending(): AllPending {
  return { lines: [], tellings: [], untold: 0, givenUp: 0, reappeared: [] };
}

/** How long a notification that was given up stays for people to see, in days. */
const keptDays = 30;

const atOnceMost = 4;

/** Reads what moves still owe, project by project while the time slice lasts, and looks at what was emptied and is to be looked at again. */
export async function readPending(
  ports: ReadPorts & LookPorts & Pick<Ports, 'sweepPlaces'>,
  settings: Pick<FlowSettings, 'storageSkewSeconds'>,
  pending: AllPending,
  { failures, share }: Surroundings,
): Promise<void> {
  await goOn(ports, { part: 'owed', most: atOnceMost, share }, ports.register.projects(), (project) =>
    failures.keep(`what ${project} owes`, async () => {
      for (const look of await dueOf(ports, project, pending, { failures, share })) {
        const { operation: id } = look.value;
        if (share.isOver()) return;
        await failures.keep(`the emptied folder of ${id}`, async () => {
          if (await lookAtEmptied(ports, settings, look)) pending.reappeared.push({ project, id });
        });
      }
    }),
  );
}

export async function writePending(
  ports: Pick<Ports, 'register' | 'audit'>,
  { lines }: Pick<AllPending, 'lines'>,
  { failures, share }: Surroundings,
): Promise<void> {
  const step = (key: OperationKey) => failures.keep(`the lines of ${key.id}`, () => writeStoredLines(ports, key));
  await atOnce(atOnceMost, inTurn(lines, share.turn), step, share.isOver);
}

/**
 * Sends the mails that moves still owe, while the time slice lasts. Those about packages go one after the other by the random part of their numbers: with
 * several at a time their order would tell how many are not told at all.
 */
export async function notifyAllPending(
  ports: NotifyPorts,
  settings: MailSettings,
  pending: AllPending,
  { failures, share }: Surroundings,
): Promise<void> {
  const step = (key: OperationKey) =>
    failures.keep(`the mails of ${key.id}`, async () => {
      const { unsent } = await notifyPending(ports, { ...settings, mailsUntil: share.end }, key);
      if (unsent === 0) pending.untold -= 1;
    });
  const isPackage = ({ id }: OperationKey) => parseOperationId(id)?.door === 'export';
  const datasets = pending.tellings.filter((key) => !isPackage(key));
  await atOnce(atOnceMost, inTurn(datasets, share.turn), step, share.isOver);
  await atOnce(1, inTurnByRandomPart(pending.tellings.filter(isPackage), share.turn), step, share.isOver);
}

/** Takes in what a project owes, and gives the looks that are due. A row that cannot be read keeps no other waiting. */
async function dueOf(
  ports: ReadPorts,
  project: string,
  pending: AllPending,
  { failures, share }: Surroundings,
): Promise<readonly Stored<PendingLook>[]> {
  const lines = new Map<string, OperationKey>();
  const tellings = new Map<string, OperationKey>();
  const looks: Stored<PendingLook>[] = [];
  const now = ports.clock.now();
  await failures.keep(`what ${project} owes`, async () => {
    for await (const { value, etag } of within(share, ports.register.owed(project))) {
      const key = { project, id: value.operation };
      if (value.kind === 'line') lines.set(key.id, key);
      else if (value.kind === 'look') {
        if (new Date(value.dueAt) <= now) looks.push({ value, etag });
      } else if (isDue(value, now)) tellings.set(key.id, key);
      else if (value.givenUpAt === undefined) pending.untold += 1;
      else await forgetOld(ports, value, now, pending);
    }
  });
  pending.lines.push(...lines.values());
  pending.tellings.push(...tellings.values());
  pending.untold += tellings.size;
  return looks;
}

async function forgetOld(
  ports: ReadPorts,
  notification: PendingNotification,
  now: Date,
  pending: AllPending,
): Promise<void> {
  if (daysLater(new Date(notification.givenUpAt ?? now), keptDays) <= now) await endNotification(ports, notification);
  else pending.givenUp += 1;
}
