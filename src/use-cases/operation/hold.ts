import { recordHold, removeHold, removeLifted, restoreHolds } from '../../activities/transfer/restore-holds.ts';
import { incidentChain, systemChain } from '../../domain/audit/audit-event.ts';
import { heldOf } from '../../domain/audit/recorded-hold.ts';
import { controlPlane } from '../../domain/base/control-plane.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { startTimeSlice } from '../../domain/base/time-slice.ts';
import { everyProject, type Hold, isOn, liftDigest, rowsDigest, withFinding } from '../../domain/operation/hold.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { Failures } from '../base/failures.ts';
import { keepSuspensions } from '../people/keep-suspensions.ts';
import { type CancelledRelease, type CancelPorts, cancelReleases } from './cancel-releases.ts';
import { recordSet, storeHold } from './store-hold.ts';

type WritePorts = Pick<Ports, 'holds' | 'audit' | 'clock'>;
type SetPorts = WritePorts & Pick<Ports, 'random'> & CancelPorts;

export interface HoldAct {
  readonly project: string;
  readonly caller: Pick<Identity, 'oid'>;
  readonly reason: string;
}

/** `stored` and `audited` are false while its row, or its line, could not be written: it is on, and the sweep writes it. */
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
    owner = caller.oid === controlPlane ? 'malware' : 'operator',
  }: HoldAct & Partial<Pick<Hold, 'until' | 'takeBack' | 'id' | 'owner'>>,
): Promise<SetHold> {
  const by = caller.oid;
  const wanted: Hold = {
    ...{ id, project, since: ports.clock.now().toISOString(), by, reason, owner, takeBack },
    ...(until === undefined ? {} : { until }),
  };
  const asked = (hold: Hold) => JSON.stringify([hold.by, hold.reason, hold.until, hold.takeBack]);
  const { done: releases, ...set } = await storeHold(ports, wanted, {
    isSame: (one) => asked(one) === asked(wanted),
    act: (hold) => cancelReleases(ports, workflows, hold),
    tell: (hold) => recordSet(ports, hold),
  });
  return { ...set, releases };
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
export async function keepHolds(
  ports: SetPorts & Pick<Ports, 'projects'>,
  workflows: Workflows,
  failures: Failures,
  askEnds = () => ports.audit.ends(),
): Promise<void> {
  await failures.keep('the holds that were lost', async () => restoreLost(ports, await askEnds()));
  for await (const { value: hold } of ports.holds.list()) {
    await failures.keep(`the hold of ${hold.project}`, async () => {
      if (await removeLifted(ports, hold)) return;
      await recordSet(ports, hold);
      if (!isOn(hold, ports.clock.now())) {
        await recordHold(ports, hold, 'ended', { data: { until: hold.until ?? '' } });
        await removeHold(ports, hold);
        return;
      }
      const releases = await cancelReleases(ports, workflows, hold);
      const [problem] = releases.flatMap((one) => one.problem ?? []);
      if (problem !== undefined) throw new Error(problem);
    });
  }
  await keepSuspensions(ports, failures);
}

/** A chain that was written within so many hours may hold the line of a hold whose row could not be written. */
const comparedHours = 24;

/** Where other rows stand than were noted, or none were, and where the chain has more lines about holds since. */
async function restoreLost(ports: WritePorts, ends: readonly ChainEnd[]): Promise<void> {
  const { audit, holds, clock } = ports;
  const slice = startTimeSlice(clock, lookSeconds);
  const since = clock.now().getTime() - comparedHours * 3_600_000;
  const { holds: all, checked } = await holds.all();
  const rows = Map.groupBy(
    all.map(({ value }) => value),
    ({ project }) => project,
  );
  for (const { chain, version, writtenAt } of ends) {
    if (slice.isOver()) return;
    if (chain === incidentChain) continue;
    const project = chain === systemChain ? everyProject : chain;
    const notes = heldOf(project).map((held) => ({
      note: checked.get(held),
      rows: rowsDigest(rows.get(held) ?? []),
    }));
    const isNoted = notes.every(({ note, rows: now }) => note?.rows === now);
    const isRecent = writtenAt.getTime() >= since;
    const lines = isNoted && isRecent ? await linesOf(audit, chain, version) : undefined;
    if (isNoted && notes.every(({ note }) => lines === undefined || note?.lines === lines)) continue;
    await restoreHolds(ports, project);
  }
}

/** How many lines about holds chains have, which stays so until their next line. */
const counted = new WeakMap<object, RecentCache<Promise<number>>>();
const chainsAtMost = 2000;

async function linesOf(audit: Ports['audit'], chain: string, version: string): Promise<number> {
  const known = counted.get(audit) ?? new RecentCache<Promise<number>>(chainsAtMost);
  counted.set(audit, known);
  const key = `${chain} ${version}`;
  try {
    return await known.get(key, () => audit.holdLines(chain));
  } catch (error) {
    known.forget(key);
    throw error;
  }
}
