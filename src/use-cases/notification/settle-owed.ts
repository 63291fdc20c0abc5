import { endTelling, tellOwed } from '../../activities/notification/tell-owed.ts';
import { writeStandingLines } from '../../activities/operation/owed-lines.ts';
import type { FlowSettings, MailSettings } from '../../activities/operation/settings.ts';
import { inTurnByRandomPart, parseOperationId } from '../../domain/base/door.ts';
import { daysLater } from '../../domain/base/time.ts';
import { inTurn, type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { isDue, type OwedLook, type OwedTelling } from '../../domain/notification/owed.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';
import { goOn } from '../base/go-on.ts';
import { type LookPorts, lookAtEmptied } from './look-at-emptied.ts';

type TellPorts = Parameters<typeof tellOwed>[0];
type ReadPorts = Pick<Ports, 'register' | 'audit' | 'clock'>;

interface Surroundings {
  readonly failures: Failures;
  readonly share: TimeSlice;
}

/** What moves still owe, of ended operations too. */
export interface Owing {
  /** Operations whose audit lines do not stand in the chain yet. */
  readonly lines: OperationKey[];
  /** Operations with mails that are due. */
  readonly tellings: OperationKey[];
  /** Operations with people who are still to be told. */
  untold: number;
  /** Operations of which nobody could be told for seven days. */
  givenUp: number;
  /** Packages of which something was outside again after it had been taken back. */
  readonly reappeared: OperationKey[];
}

export function nothingOwed(): Owing {
  return { lines: [], tellings: [], untold: 0, givenUp: 0, reappeared: [] };
}

/** How long a telling that was given up stays for people to see, in days. */
const keptDays = 30;

const atOnceMost = 4;

/** Reads what moves still owe, project by project while the time slice lasts, and looks at what was emptied and is to be looked at again. */
export async function lookAtOwed(
  ports: ReadPorts & LookPorts & Pick<Ports, 'sweepPlaces'>,
  settings: Pick<FlowSettings, 'storageSkewSeconds'>,
  owing: Owing,
  { failures, share }: Surroundings,
): Promise<void> {
  await goOn(ports, { part: 'owed', most: atOnceMost, share }, ports.register.projects(), (project) =>
    failures.keep(`what ${project} owes`, async () => {
      for (const look of await dueOf(ports, project, owing, { failures, share })) {
        const { operation: id } = look.value;
        if (share.isOver()) return;
        await failures.keep(`the emptied folder of ${id}`, async () => {
          if (await lookAtEmptied(ports, settings, look)) owing.reappeared.push({ project, id });
        });
      }
    }),
  );
}

export async function writeOwed(
  ports: Pick<Ports, 'register' | 'audit'>,
  { lines }: Pick<Owing, 'lines'>,
  { failures, share }: Surroundings,
): Promise<void> {
  const step = (key: OperationKey) => failures.keep(`the lines of ${key.id}`, () => writeStandingLines(ports, key));
  await atOnce(atOnceMost, inTurn(lines, share.turn), step, share.isOver);
}

/**
 * Sends the mails that moves still owe, while the time slice lasts. Those about packages go one after the other by the random part of their numbers: with
 * several at a time their order would tell how many are not told at all.
 */
export async function tellAllOwed(
  ports: TellPorts,
  settings: MailSettings,
  owing: Owing,
  { failures, share }: Surroundings,
): Promise<void> {
  const step = (key: OperationKey) =>
    failures.keep(`the mails of ${key.id}`, async () => {
      const { unsent } = await tellOwed(ports, { ...settings, mailsUntil: share.end }, key);
      if (unsent === 0) owing.untold -= 1;
    });
  const isPackage = ({ id }: OperationKey) => parseOperationId(id)?.door === 'export';
  const datasets = owing.tellings.filter((key) => !isPackage(key));
  await atOnce(atOnceMost, inTurn(datasets, share.turn), step, share.isOver);
  await atOnce(1, inTurnByRandomPart(owing.tellings.filter(isPackage), share.turn), step, share.isOver);
}

/** Takes in what a project owes, and gives the looks that are due. A row that cannot be read keeps no other waiting. */
async function dueOf(
  ports: ReadPorts,
  project: string,
  owing: Owing,
  { failures, share }: Surroundings,
): Promise<readonly Stored<OwedLook>[]> {
  const lines = new Map<string, OperationKey>();
  const tellings = new Map<string, OperationKey>();
  const looks: Stored<OwedLook>[] = [];
  const now = ports.clock.now();
  await failures.keep(`what ${project} owes`, async () => {
    for await (const { value, etag } of within(share, ports.register.owed(project))) {
      const key = { project, id: value.operation };
      if (value.kind === 'line') lines.set(key.id, key);
      else if (value.kind === 'look') {
        if (new Date(value.dueAt) <= now) looks.push({ value, etag });
      } else if (isDue(value, now)) tellings.set(key.id, key);
      else if (value.givenUpAt === undefined) owing.untold += 1;
      else await forgetOld(ports, value, now, owing);
    }
  });
  owing.lines.push(...lines.values());
  owing.tellings.push(...tellings.values());
  owing.untold += tellings.size;
  return looks;
}

async function forgetOld(ports: ReadPorts, telling: OwedTelling, now: Date, owing: Owing): Promise<void> {
  if (daysLater(new Date(telling.givenUpAt ?? now), keptDays) <= now) await endTelling(ports, telling);
  else owing.givenUp += 1;
}
