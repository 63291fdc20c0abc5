import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { type PendingChange, stillPending } from '../../domain/definition/pending-change.ts';
import { byControlPlane, endsOfChange } from '../../domain/definition/recorded-change.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import type { Failures } from '../base/failures.ts';
import { changeData, recordDefinition } from './definition-audit.ts';

/**
 * The change of a project that waits and can still be confirmed. One that can no longer be is removed, and the audit says why; two who find
 * that at once, such as the timer's sweep and one that an operator asked for, are both right.
 */
export async function openChange(
  ports: Pick<Ports, 'changes' | 'projects' | 'audit' | 'clock'>,
  project: string,
): Promise<Stored<PendingChange> | undefined> {
  return await onConflictAgain(() => readOpen(ports, project));
}

/** The sweep's part: changes that can no longer be confirmed come to their end. */
export async function expireChanges(
  ports: Parameters<typeof openChange>[0],
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for await (const { value } of within(share, ports.changes.list()))
    await failures.keep(`the change ${value.id}`, async () => void (await openChange(ports, value.project)));
}

async function readOpen(
  ports: Pick<Ports, 'changes' | 'projects' | 'audit' | 'clock'>,
  project: string,
): Promise<Stored<PendingChange> | undefined> {
  const stored = await ports.changes.get(project);
  if (stored === undefined) return undefined;
  const found = await ports.projects.find(project);
  const standing = stillPending(stored.value, found?.hash ?? null, ports.clock.now());
  const isOpen = standing === 'open';
  if (isOpen && !(await isEndTold(ports, stored.value))) return stored;
  if (!isOpen) await recordEnd(ports, stored.value, standing);
  await ports.changes.remove(stored);
  return undefined;
}

/** The same for whoever only looks: nothing is removed or written. */
export async function currentChange(
  ports: Pick<Ports, 'changes' | 'clock'> & { readonly audit: Pick<Ports['audit'], 'holds'> },
  project: string,
  inForce: string | null,
): Promise<PendingChange | undefined> {
  const change = (await ports.changes.get(project))?.value;
  if (change === undefined || stillPending(change, inForce, ports.clock.now()) !== 'open') return undefined;
  return (await isEndTold(ports, change)) ? undefined : change;
}

/**
 * Whether the audit tells that the change came to its end, and its row was only not removed, or was written once more by a request that came
 * late. Once the definition that it was asked against is in force again it would look as if it still waited, and a second end would leave no
 * line of its own. Of a row that cannot be read the id may be another change's.
 */
async function isEndTold(
  { audit }: { readonly audit: Pick<Ports['audit'], 'holds'> },
  { id, project, unreadable }: PendingChange,
): Promise<boolean> {
  if (unreadable) return false;
  return (await Promise.all(endsOfChange.map((what) => audit.holds(project, `${id}.${what}`)))).includes(true);
}

async function recordEnd(
  ports: Pick<Ports, 'audit' | 'clock'>,
  change: PendingChange,
  standing: 'done' | 'stale' | 'expired',
): Promise<void> {
  const { id, project } = change;
  if (standing === 'done') {
    // Whoever confirmed it was interrupted after the definition was written; their own line may still come, and names them.
    if (!(await ports.audit.holds(project, `${id}.project.changed`)))
      await recordDefinition(ports, project, {
        id: `${id}.${byControlPlane}`,
        what: 'changed',
        data: changeData(change),
      });
    return;
  }
  const why = standing === 'stale' ? 'another definition is in force' : 'nobody confirmed it in time';
  await recordDefinition(ports, project, { id, what: 'change-expired', data: { ...changeData(change), why } });
}
