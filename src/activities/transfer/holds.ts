import { systemChain } from '../../domain/audit/audit-event.ts';
import { pauseAfter } from '../../domain/base/time.ts';
import { everyProject, type Held, type Hold, heldBy, holdsOn, rowsDigest } from '../../domain/operation/hold.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation, rewrite } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { waitsForLimit } from '../review/take-limits.ts';
import { restoreHolds } from './restore-holds.ts';
import { isStopped, type TransferKey } from './transfer-rows.ts';

export type HoldPorts = Pick<Ports, 'holds' | 'audit' | 'clock'>;

export type HoldLines = ReadonlyMap<string, number>;

export async function holdLinesOf({ audit }: HoldPorts, project: string, own: number): Promise<HoldLines> {
  return new Map([
    [project, own],
    [everyProject, await audit.holdLines(systemChain)],
  ]);
}

/**
 * What keeps the project now. Throws when that cannot be read: then nothing may begin. With what the audit has by now, rows that were put
 * back to before one of its lines come back first.
 */
export async function readHold(ports: HoldPorts, project: string, told?: HoldLines): Promise<Held | undefined> {
  return heldBy(await readHolds(ports, project, told));
}

/** Rows that may have been lost, each alone too, are brought back before anybody goes by them. */
async function readHolds(ports: HoldPorts, project: string, told?: HoldLines): Promise<readonly Hold[]> {
  const { holds, checked } = await ports.holds.of(project);
  const isNoted = (held: string) => {
    const note = checked.get(held);
    if (note?.rows !== rowsDigest(holds.filter((hold) => hold.project === held))) return false;
    return told === undefined || told.get(held) === note.lines;
  };
  const unchecked = [project, everyProject].filter((held) => !isNoted(held));
  for (const held of unchecked) await restoreHolds(ports, held);
  const all = unchecked.length === 0 ? holds : (await ports.holds.of(project)).holds;
  return holdsOn(all, project, ports.clock.now());
}

export async function isHeld(ports: HoldPorts & Pick<Ports, 'register'>, operation: Operation): Promise<boolean> {
  return (await noteHeld(ports, operation)) !== undefined;
}

async function noteHeld(ports: HoldPorts & Pick<Ports, 'register'>, operation: Operation): Promise<Held | undefined> {
  // The row stands in audit lines, which name nobody.
  const found = heldBy((await readHolds(ports, operation.project)).map(({ name: _name, ...hold }) => hold));
  const text = found?.text;
  if (operation.hold !== text) {
    await rewrite(ports.register, operation, ({ hold: _before, ...rest }) => {
      return text === undefined ? rest : { ...rest, hold: text };
    });
  }
  return found;
}

/** Seconds between two looks whether a hold has ended. Whoever lifts one that was on for hours waits minutes until all goes on. */
const longestPause = 300;

/** Whether the operation has to wait for the end of a hold that keeps the step from beginning, or for a limit. One that is to stop waits for nothing. */
export async function lookAtHold(
  ports: HoldPorts & Pick<Ports, 'register' | 'projects' | 'takes'>,
  { transferPollSeconds }: Pick<FlowSettings, 'transferPollSeconds'>,
  { key, step }: TransferKey,
): Promise<{ readonly held: boolean; readonly waitSeconds: number }> {
  const { value } = await requireOperation(ports.register, key);
  const hold = isStopped(value, step) ? undefined : await noteHeld(ports, value);
  const least = transferPollSeconds;
  const since = hold?.since ?? (isStopped(value, step) ? undefined : await waitsForLimit(ports, value));
  if (since === undefined) return { held: false, waitSeconds: least };
  return { held: true, waitSeconds: pauseAfter(since, ports.clock.now(), { least, most: longestPause }) };
}
