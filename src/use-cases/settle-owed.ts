import { writeStandingLines } from '../activities/owed-lines.ts';
import type { FlowSettings } from '../activities/settings.ts';
import { endTelling, tellOwed } from '../activities/tell-owed.ts';
import type { OperationKey } from '../domain/operation.ts';

import { isDue, type OwedLook, type OwedTelling } from '../domain/owed.ts';

import { goOnBehind, type Share } from '../domain/share.ts';
import { daysLater } from '../domain/time.ts';
import type { Ports } from '../ports/ports.ts';
import type { Stored } from '../ports/records.ts';
import { atOnce } from './at-once.ts';
import type { Failures } from './failures.ts';
import { type LookPorts, lookAtEmptied } from './look-at-emptied.ts';

type SettlePorts = Parameters<typeof tellOwed>[0] & LookPorts;

/** What moves still owed, of ended operations too. */
export interface Settled {
  /** Operations whose audit lines were brought into the chain. */
  lines: number;
  /** Operations with people who are still to be told. */
  untold: number;
  /** Operations of which nobody could be told for seven days. */
  givenUp: number;
  /** Packages of which something was outside again after it had been taken back. */
  readonly reappeared: OperationKey[];
}

/** How long a telling that was given up stays for people to see, in days. */
const keptDays = 30;

const projectsAtOnce = 4;

/**
 * Writes the audit lines, looks at what was emptied and sends the mails that moves still owe, project by project while the share lasts; the next sweep goes on with
 * the project behind the last one. What fails for one operation keeps no other waiting.
 */
export async function settleOwed(
  ports: SettlePorts & Pick<Ports, 'register' | 'sweepPlaces'>,
  { publicBaseUrl, storageSkewSeconds }: Pick<FlowSettings, 'publicBaseUrl' | 'storageSkewSeconds'>,
  { failures, share }: { readonly failures: Failures; readonly share: Share },
): Promise<Settled> {
  const settled: Settled = { lines: 0, untold: 0, givenUp: 0, reappeared: [] };
  const known: string[] = [];
  for await (const project of ports.register.projects()) known.push(project);
  const projects = goOnBehind(known, (await ports.sweepPlaces.read()).get('owed'), inOrder);
  const settings = { publicBaseUrl, mailsUntil: share.end };
  const settleProject = async (project: string) => {
    const { lines, tellings, looks } = await dueOf(ports, project, settled, failures);
    for (const key of share.isOver() ? [] : lines)
      await failures.keep(`the lines of ${key.id}`, () => writeStandingLines(ports, key));
    for (const look of looks) {
      const { operation: id } = look.value;
      await failures.keep(`the emptied folder of ${id}`, async () => {
        if (await lookAtEmptied(ports, { storageSkewSeconds }, look)) settled.reappeared.push({ project, id });
      });
    }
    for (const key of tellings) {
      if (share.isOver()) settled.untold += 1;
      else
        await failures.keep(`the mails of ${key.id}`, async () => {
          const { unsent } = await tellOwed(ports, settings, key);
          if (unsent > 0) settled.untold += 1;
        });
    }
  };
  const last = await atOnce(
    projectsAtOnce,
    projects,
    (project) => failures.keep(`what ${project} owes`, () => settleProject(project)),
    share.isOver,
  );
  await ports.sweepPlaces.keep('owed', last === projects.at(-1) ? undefined : last);
  return settled;
}

function inOrder(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

/** Operations with lines and tellings that are due, and looks that are. A row that cannot be read keeps no other waiting. */
async function dueOf(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  project: string,
  settled: Settled,
  failures: Failures,
) {
  const lines = new Map<string, OperationKey>();
  const tellings = new Map<string, OperationKey>();
  const looks: Stored<OwedLook>[] = [];
  const now = ports.clock.now();
  await failures.keep(`what ${project} owes`, async () => {
    for await (const { value, etag } of ports.register.owed(project)) {
      const key = { project, id: value.operation };
      if (value.kind === 'line') lines.set(key.id, key);
      else if (value.kind === 'look') {
        if (new Date(value.dueAt) <= now) looks.push({ value, etag });
      } else if (isDue(value, now)) tellings.set(key.id, key);
      else if (value.givenUpAt === undefined) settled.untold += 1;
      else await forgetOld(ports, value, now, settled);
    }
  });
  settled.lines += lines.size;
  return { lines: [...lines.values()], tellings: [...tellings.values()], looks };
}

async function forgetOld(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  telling: OwedTelling,
  now: Date,
  settled: Settled,
): Promise<void> {
  if (daysLater(new Date(telling.givenUpAt ?? now), keptDays) <= now) await endTelling(ports, telling);
  else settled.givenUp += 1;
}
