import { onConflictAgain } from '../../activities/operation/operations.ts';
import { recordHold, restoreHolds } from '../../activities/transfer/restore-holds.ts';
import { systemChain } from '../../domain/audit/audit-event.ts';
import { holdData } from '../../domain/audit/told-hold.ts';
import { controlPlane } from '../../domain/base/control-plane.ts';
import { startShare } from '../../domain/base/share.ts';
import { everyProject, type Hold, isOn, liftDigest, rowsDigest, withFinding } from '../../domain/operation/hold.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { Failures } from '../base/failures.ts';
import { type CancelledRelease, type CancelPorts, cancelReleases } from './cancel-releases.ts';

type WritePorts = Pick<Ports, 'holds' | 'audit' | 'clock'>;
type SetPorts = WritePorts & Pick<Ports, 'random'> & CancelPorts;

/** What somebody asks of the kill switches of a project, or of all. */
export interface HoldAct {
  readonly project: string;
  readonly caller: Pick<Identity, 'oid'>;
  readonly reason: string;
}

/** A hold that was set. `stored` and `audited` are false while its row, or its line, could not be written: it is on, and the sweep writes it. */
export interface SetHold {
  readonly hold: Hold;
  readonly releases: readonly CancelledRelease[];
  readonly stored: boolean;
  readonly audited: boolean;
}

/**
 * Sets a kill switch beside those that are on, and cancels every release that it meets before it answers. It is on as
 * soon as its row stands or its line: while one of the two stores is away the other is enough, and the sweep does the rest. Whoever asks again
 * for what they set has set it.
 */
export async function setHold(
  ports: SetPorts,
  workflows: Workflows,
  {
    project,
    caller,
    reason,
    until,
    takeBack = false,
    id = ports.random.uuid(),
  }: HoldAct & { readonly until?: string; readonly takeBack?: boolean; readonly id?: string },
): Promise<SetHold> {
  const by = caller.oid;
  const wanted: Hold = {
    ...{ id, project, since: ports.clock.now().toISOString(), by, reason, takeBack },
    owner: by === controlPlane ? 'malware' : 'operator',
    ...(until === undefined ? {} : { until }),
  };
  const asked = (hold: Hold) => JSON.stringify([hold.by, hold.reason, hold.until, hold.takeBack]);
  const { same, problem } = await putUnless(ports, wanted, (one) => asked(one) === asked(wanted));
  const hold = same ?? wanted;
  // Without its row the line alone lets it stand, so that it is not left for later.
  if (problem !== undefined)
    await recordSet(ports, hold).catch(() => {
      throw problem;
    });
  const releases = await cancelReleases(ports, workflows, hold);
  const audited = await recordSet(ports, hold).then(
    () => true,
    () => false,
  );
  return { hold, releases, stored: problem === undefined, audited };
}

/** Writes the row, unless the same stands already. `problem`: why it could not be. */
async function putUnless(
  { holds, clock }: Pick<Ports, 'holds' | 'clock'>,
  wanted: Hold,
  isSame: (hold: Hold) => boolean,
): Promise<{ readonly same?: Hold | undefined; readonly problem?: unknown }> {
  try {
    const standing = (await holds.at(wanted.project)).map(({ value }) => value);
    const same = standing.find((one) => isOn(one, clock.now()) && isSame(one));
    if (same === undefined) {
      await holds.put(wanted, null);
      // Should it be lost before anybody looked, the rows are those of before, and were noted.
      await holds.noteChecked(wanted.project, { lines: 0, rows: '' }).catch(() => undefined);
    }
    return { same };
  } catch (problem) {
    if (problem instanceof ConflictError) throw problem;
    return { problem };
  }
}

/**
 * Puts a project on hold because of malware in an operation that had been copied. While that hold is on, what is found later is added to it.
 * A message that comes again changes nothing again, also when people have lifted it by then.
 */
export async function holdForMalware(
  ports: SetPorts,
  workflows: Workflows,
  { project, id: operation }: OperationKey,
  mark: string,
): Promise<void> {
  const id = `late-malware-${mark}-${operation}`;
  const known = [`hold.${id}.set`, `hold.${id}.found`].map((line) => ports.audit.holds(project, line));
  if ((await Promise.all(known)).includes(true)) return;
  await onConflictAgain(async () => {
    const now = ports.clock.now();
    const standing = (await ports.holds.at(project)).find(({ value }) => value.by === controlPlane && isOn(value, now));
    const caller = { oid: controlPlane };
    const reason = `malware was found in ${operation}`;
    if (standing === undefined) return void (await setHold(ports, workflows, { id, project, caller, reason }));
    if (standing.value.id === id) return;
    const hold = withFinding(standing.value, operation);
    if (standing.value.lifting !== undefined || liftDigest(hold) !== liftDigest(standing.value))
      await ports.holds.put(hold, standing.etag);
    await recordHold(ports, { id, project }, 'found', { data: { found: operation, hold: hold.id } });
  });
}

/** Seconds in which one sweep looks for holds that were lost; where something begins before, they are looked for there. */
const lookSeconds = 30;

/**
 * The sweep's part: holds that were lost come back; while one is on, what the request that set it did is made sure of; one that has ended
 * goes, and the audit says so.
 */
export async function keepHolds(ports: SetPorts, workflows: Workflows, failures: Failures): Promise<void> {
  await failures.keep('the holds that were lost', () => restoreLost(ports));
  for await (const stored of ports.holds.list()) {
    const { value: hold } = stored;
    await failures.keep(`the hold of ${hold.project}`, async () => {
      await recordSet(ports, hold);
      if (!isOn(hold, ports.clock.now())) {
        await recordHold(ports, hold, 'ended', { data: { until: hold.until ?? '' } });
        await removeEnded(ports, hold);
        return;
      }
      const releases = await cancelReleases(ports, workflows, hold);
      const [problem] = releases.flatMap((one) => one.problem ?? []);
      if (problem !== undefined) throw new Error(problem);
    });
  }
}

/** Another sweep may have removed it meanwhile: the timer's, beside the one that an operator asked for. */
async function removeEnded({ holds }: Pick<SetPorts, 'holds'>, { id, project }: Hold): Promise<void> {
  await onConflictAgain(async () => {
    const standing = (await holds.at(project)).find(({ value }) => value.id === id);
    if (standing !== undefined) await holds.remove(standing);
  });
}

/** A chain that was written within so many hours may hold the line of a hold whose row could not be written. */
const comparedHours = 24;

/** Where other rows stand than were noted, or none were, and where the chain has more lines about holds since. */
async function restoreLost(ports: WritePorts): Promise<void> {
  const { audit, holds, clock } = ports;
  const share = startShare(clock, lookSeconds);
  const since = clock.now().getTime() - comparedHours * 3_600_000;
  const checked = await holds.checked();
  const rows = new Map<string, Hold[]>();
  for await (const { value } of holds.list()) rows.set(value.project, [...(rows.get(value.project) ?? []), value]);
  for (const { chain, writtenAt } of await audit.ends()) {
    if (share.isOver()) return;
    const held = chain === systemChain ? everyProject : chain;
    const note = checked.get(held);
    const isNoted = note?.rows === rowsDigest(rows.get(held) ?? []);
    const isRecent = writtenAt.getTime() >= since;
    if (isNoted && (!isRecent || (await audit.holdLines(chain)) === note.lines)) continue;
    await restoreHolds(ports, held);
  }
}

/** Writes the line of a hold that was set, where it is missing. */
export async function recordSet(ports: Pick<Ports, 'audit' | 'clock'>, hold: Hold): Promise<void> {
  // What is told of it was written when it was set.
  if (hold.unreadable) return;
  await recordHold(ports, hold, 'set', { actor: hold.by, data: holdData(hold) });
}
