import { onConflictAgain } from '../../activities/operation/operations.ts';
import { restoreHolds } from '../../activities/transfer/restore-holds.ts';
import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { chainOf, holdData } from '../../domain/audit/told-hold.ts';
import { controlPlane } from '../../domain/base/control-plane.ts';
import { startShare } from '../../domain/base/share.ts';
import { everyProject, type Hold, isOn, liftDigest, withFinding } from '../../domain/operation/hold.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
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

/** A hold that was set. `audited` is false while its line could not be written: the sweep writes it. */
export interface SetHold {
  readonly hold: Hold;
  readonly releases: readonly CancelledRelease[];
  readonly audited: boolean;
}

/**
 * Sets a kill switch beside those that are on, and cancels every release that it meets before it answers. The row comes first, so that
 * whatever fails after it the hold is on; then the sweep does the rest. Whoever asks again for what they set has set it.
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
  const standing = (await ports.holds.at(project)).map(({ value }) => value);
  const same = standing.find((one) => isOn(one, ports.clock.now()) && asked(one) === asked(wanted));
  if (same === undefined) await ports.holds.put(wanted, null);
  const hold = same ?? wanted;
  const releases = await cancelReleases(ports, workflows, hold);
  const audited = await recordSet(ports, hold).then(
    () => true,
    () => false,
  );
  return { hold, releases, audited };
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
        await ports.holds.remove(stored);
        return;
      }
      const releases = await cancelReleases(ports, workflows, hold);
      const [problem] = releases.flatMap((one) => one.problem ?? []);
      if (problem !== undefined) throw new Error(problem);
    });
  }
}

async function restoreLost(ports: WritePorts): Promise<void> {
  const share = startShare(ports.clock, lookSeconds);
  const checked = await ports.holds.checked();
  for await (const chain of ports.audit.written()) {
    const held = chain === systemChain ? everyProject : chain;
    if (!checked.has(held) && !share.isOver()) await restoreHolds(ports, held);
  }
}

/** Writes the line of a hold that was set, where it is missing. */
export async function recordSet(ports: Pick<Ports, 'audit' | 'clock'>, hold: Hold): Promise<void> {
  // What is told of it was written when it was set.
  if (hold.unreadable) return;
  await recordHold(ports, hold, 'set', { actor: hold.by, data: holdData(hold) });
}

/** Writes one line about a hold. Its id is the same when the step is repeated. */
export async function recordHold(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  { id, project }: Pick<Hold, 'id' | 'project'>,
  what: 'set' | 'found' | 'lift-asked' | 'lift-told' | 'lift-intended' | 'lifted' | 'ended',
  line: { readonly actor?: string; readonly data: Readonly<Record<string, string | number | boolean>> },
  which = '',
): Promise<void> {
  const chain = chainOf(project);
  const event = { id: `hold.${id}.${what}${which}`, at: clock.now(), kind: `hold.${what}`, ...line } as const;
  await audit.append(chain, [note(chain, event)]);
}
