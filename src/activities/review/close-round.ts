import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Round } from '../../domain/review/round.ts';
import { roundEvents } from '../../domain/review/round-events.ts';
import type { Ports } from '../../ports/ports.ts';
import { onConflictAgain } from '../operation/operations.ts';
import { latestRound } from './amend-round.ts';

type ClosePorts = Pick<Ports, 'decisions' | 'audit' | 'clock'>;

/**
 * Closes the open round of a package that is taken back, so that every later decision is refused; one that was closed before stays as it
 * is. Gives the latest round then, if there is one.
 */
export async function withdrawRound(ports: ClosePorts, { project, id }: OperationKey): Promise<Round | undefined> {
  const round = await onConflictAgain(async () => {
    const stored = latestRound((await ports.decisions.read(id)).rounds);
    if (stored?.value.status !== 'open') return stored?.value;
    const closed = { status: 'withdrawn' as const, closedAt: ports.clock.now().toISOString() };
    const value = { ...stored.value, ...closed, revision: stored.value.revision + 1 };
    return (await ports.decisions.updateRound({ value, etag: stored.etag })).value;
  });
  if (round) await ports.audit.append(project, roundEvents(round));
  return round;
}
