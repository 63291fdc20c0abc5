import { isOfSystem } from '../../domain/audit/audit-event.ts';
import { stillPending } from '../../domain/definition/pending-change.ts';
import type { Ports } from '../../ports/ports.ts';
import { askedChange } from './asked-change.ts';

type ChangePorts = Pick<Ports, 'clock'> & {
  readonly audit: Pick<Ports['audit'], 'newest'>;
  readonly changes: Pick<Ports['changes'], 'get'>;
  readonly projects: Pick<Ports['projects'], 'find'>;
};

/** A change of the project that was asked for and waits, and that nobody can confirm since its row is gone. */
export async function lostChange(
  { audit, changes, projects, clock }: ChangePorts,
  project: string,
): Promise<{ readonly change: string; readonly until: string } | undefined> {
  if (isOfSystem(project) || (await changes.get(project)) !== undefined) return undefined;
  const asked = await askedChange(audit, project, clock.now());
  if (asked === undefined) return undefined;
  const { change, definition, against, expires } = asked.data;
  const told = { hash: String(definition), against: against === null ? null : String(against) };
  const inForce = (await projects.find(project))?.hash ?? null;
  // Lines of earlier versions do not say until when it waits.
  if (expires === undefined || stillPending({ ...told, expiresAt: String(expires) }, inForce, clock.now()) !== 'open')
    return undefined;
  // It may have been asked for since its row was looked for.
  if ((await changes.get(project)) !== undefined) return undefined;
  return { change: String(change), until: String(expires) };
}
