import { onConflictAgain } from '../activities/operations.ts';
import { controlPlane, note } from '../domain/audit-event.ts';
import { NotFound } from '../domain/errors.ts';
import { everyProject, extended, type Hold, isOn } from '../domain/hold.ts';
import type { OperationKey } from '../domain/operation.ts';
import { chainOf, holdData } from '../domain/told-hold.ts';
import type { Ports } from '../ports/ports.ts';
import type { Identity } from '../ports/sign-in.ts';
import type { Workflows } from '../ports/workflows.ts';
import { type CancelledRelease, type CancelPorts, cancelReleases } from './cancel-releases.ts';
import type { Failures } from './failures.ts';

type WritePorts = Pick<Ports, 'holds' | 'audit' | 'clock'>;
type SetPorts = WritePorts & Pick<Ports, 'random'> & CancelPorts;

/** What somebody asks of the kill switch of a project, or of all. */
export interface HoldAct {
  readonly project: string;
  readonly caller: Pick<Identity, 'oid'>;
  readonly reason: string;
}

/**
 * Sets the kill switch, and cancels every release that it meets before it answers. The row comes first, so that whatever fails after it
 * the hold is on; then the sweep does the rest. Where one is on, it is extended and never shortened.
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
): Promise<{ readonly hold: Hold; readonly releases: readonly CancelledRelease[] }> {
  const hold = await onConflictAgain(async () => {
    const standing = await ports.holds.get(project);
    const now = ports.clock.now();
    const by = { by: caller.oid, reason };
    const end = until === undefined ? {} : { until };
    const wanted = { id, project, since: now.toISOString(), ...by, takeBack, ...end };
    const written = extended(standing?.value, wanted, now);
    await ports.holds.put(written, standing?.etag ?? null);
    return written;
  });
  const releases = await cancelReleases(ports, workflows, hold);
  await recordSet(ports, hold);
  return { hold, releases };
}

/**
 * Sets the kill switch of a project once because of malware in an operation that had been copied. A message that comes again sets none
 * again, also when people have lifted it by then.
 */
export async function holdForMalware(
  ports: SetPorts,
  workflows: Workflows,
  { project, id: operation }: OperationKey,
  mark: string,
): Promise<void> {
  const id = `late-malware-${mark}-${operation}`;
  if (await ports.audit.holds(project, `hold.${id}.set`)) return;
  const caller = { oid: controlPlane };
  await setHold(ports, workflows, { id, project, caller, reason: `malware was found in ${operation}` });
}

/**
 * Lifts the kill switch: what waited goes on by itself. Throws NotFound when none is on, and whatever `refuse` throws at the one that is on, since
 * another may have taken the place of the one that somebody looked at.
 */
export async function liftHold(
  ports: WritePorts,
  {
    project,
    caller,
    reason,
    refuse = () => undefined,
  }: HoldAct & { readonly refuse?: (standing: Hold | undefined) => Promise<void> | undefined },
): Promise<Hold> {
  return await onConflictAgain(async () => {
    const stored = await ports.holds.get(project);
    await refuse(stored !== undefined && isOn(stored.value, ports.clock.now()) ? stored.value : undefined);
    if (stored === undefined || !isOn(stored.value, ports.clock.now()))
      throw new NotFound(project === everyProject ? 'There is no hold of all projects' : `${project} is not on hold`);
    const line = { actor: caller.oid, data: { reason } };
    await recordSet(ports, stored.value);
    await record(ports, stored.value, 'lift-intended', line);
    await ports.holds.remove(stored);
    await record(ports, stored.value, 'lifted', line);
    return stored.value;
  });
}

/** The sweep's part: while a hold is on, what the request that set it did is made sure of; one that has ended goes, and the audit says so. */
export async function keepHolds(ports: SetPorts, workflows: Workflows, failures: Failures): Promise<void> {
  for await (const stored of ports.holds.list()) {
    const { value: hold } = stored;
    await failures.keep(`the hold of ${hold.project}`, async () => {
      await recordSet(ports, hold);
      if (!isOn(hold, ports.clock.now())) {
        await record(ports, hold, 'ended', { data: { until: hold.until ?? '' } });
        await ports.holds.remove(stored);
        return;
      }
      const releases = await cancelReleases(ports, workflows, hold);
      const [problem] = releases.flatMap((one) => one.problem ?? []);
      if (problem !== undefined) throw new Error(problem);
    });
  }
}

async function recordSet(ports: Pick<Ports, 'audit' | 'clock'>, hold: Hold): Promise<void> {
  // What is told of it was written when it was set.
  if (hold.unreadable) return;
  await record(ports, hold, 'set', { actor: hold.by, data: holdData(hold) });
}

async function record(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  { id, project }: Hold,
  what: 'set' | 'lift-intended' | 'lifted' | 'ended',
  line: { readonly actor?: string; readonly data: Readonly<Record<string, string | boolean>> },
): Promise<void> {
  const chain = chainOf(project);
  const event = { id: `hold.${id}.${what}`, at: clock.now(), kind: `hold.${what}`, ...line } as const;
  await audit.append(chain, [note(chain, event)]);
}
