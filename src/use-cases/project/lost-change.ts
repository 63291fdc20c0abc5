import { stillPending } from '../../domain/definition/pending-change.ts';
import { changeIn, type RecordedChange } from '../../domain/definition/recorded-change.ts';
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
): Promise<RecordedChange | undefined> {
  if ((await changes.get(project)) !== undefined) return undefined;
  const asked = await askedChange(audit, project, clock.now());
  const told = asked && changeIn(asked);
  if (told === undefined) return undefined;
  const { definition: hash, against, expires: expiresAt } = told;
  const inForce = (await projects.find(project))?.hash ?? null;
  if (stillPending({ hash, against, expiresAt }, inForce, clock.now()) !== 'open') return undefined;
  // It may have been asked for since its row was looked for.
  return (await changes.get(project)) === undefined ? told : undefined;
}
