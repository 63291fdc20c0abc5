import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Round } from '../../domain/review/round.ts';
import { reviewEvents } from '../../domain/review/round-events.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { latestRound } from './amend-round.ts';

type ClosePorts = Pick<Ports, 'decisions' | 'audit' | 'clock'>;

/**
 * Closes the open round of a package that is taken back, so that every later decision is refused; one that was closed before stays as it
 * is. Gives the latest round then, if there is one. Nothing may look at it afterwards, so lines that a crash prevented are written.
 */
export async function withdrawRound(ports: ClosePorts, { project, id }: OperationKey): Promise<Round | undefined> {
  const { rounds, decisions, latest } = await onConflictAgain(async () => {
    const read = await ports.decisions.read(id);
    const stored = latestRound(read.rounds);
    const rows = { rounds: read.rounds.map(({ value }) => value), decisions: read.decisions, latest: stored?.value };
    if (stored?.value.status !== 'open') return rows;
    const closed = { status: 'withdrawn' as const, closedAt: ports.clock.now().toISOString() };
    const value = { ...stored.value, ...closed, revision: stored.value.revision + 1 };
    const latest = (await ports.decisions.updateRound({ value, etag: stored.etag })).value;
    return { ...rows, rounds: rows.rounds.map((round) => (round === stored.value ? latest : round)), latest };
  });
  if (latest) await ports.audit.append(project, reviewEvents(rounds, decisions));
  return latest;
}
