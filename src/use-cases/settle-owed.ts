import { writeOwedLines } from '../activities/owed-lines.ts';
import type { FlowSettings } from '../activities/settings.ts';
import { tellOwed } from '../activities/tell-owed.ts';
import type { OperationKey } from '../domain/operation.ts';
import { isLeftBehind, type OwedTelling } from '../domain/owed.ts';
import { daysLater } from '../domain/time.ts';
import type { Ports } from '../ports/ports.ts';
import type { Failures } from './failures.ts';

type SettlePorts = Parameters<typeof tellOwed>[0];

/** What moves still owed, of ended operations too. */
export interface Settled {
  /** Operations whose audit lines were brought into the chain. */
  lines: number;
  /** Operations with people who are still to be told. */
  untold: number;
  /** Operations of which nobody could be told for seven days. */
  givenUp: number;
}

/** How long a telling that was given up stays for people to see, in days. */
const keptDays = 30;

/** Writes the audit lines and sends the mails that moves still owe, of every project. What fails for one operation keeps no other waiting. */
export async function settleOwed(
  ports: SettlePorts & Pick<Ports, 'register'>,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  failures: Failures,
): Promise<Settled> {
  const settled: Settled = { lines: 0, untold: 0, givenUp: 0 };
  for await (const project of ports.register.projects()) {
    await failures.keep(`what ${project} owes`, async () => {
      const { lines, tellings } = await dueOf(ports, project, settled);
      for (const key of lines) await failures.keep(`the lines of ${key.id}`, () => writeOwedLines(ports, key));
      for (const key of tellings)
        await failures.keep(`the mails of ${key.id}`, async () => {
          const { unsent } = await tellOwed(ports, settings, key);
          if (unsent > 0) settled.untold += 1;
        });
    });
  }
  return settled;
}

async function dueOf(ports: Pick<Ports, 'register' | 'clock'>, project: string, settled: Settled) {
  const lines = new Map<string, OperationKey>();
  const tellings = new Map<string, OperationKey>();
  const now = ports.clock.now();
  for await (const { value } of ports.register.owed(project)) {
    const key = { project, id: value.operation };
    if (value.kind === 'line') lines.set(key.id, key);
    else if (isLeftBehind(value, now)) tellings.set(key.id, key);
    else if (value.givenUpAt === undefined) settled.untold += 1;
    else await forgetOld(ports, value, now, settled);
  }
  settled.lines += lines.size;
  return { lines: [...lines.values()], tellings: [...tellings.values()] };
}

async function forgetOld(
  { register }: Pick<Ports, 'register'>,
  telling: OwedTelling,
  now: Date,
  settled: Settled,
): Promise<void> {
  if (daysLater(new Date(telling.givenUpAt ?? now), keptDays) <= now) await register.settle(telling);
  else settled.givenUp += 1;
}
