import { decisionEvent } from '../domain/audit-event.ts';
import type { OperationKey } from '../domain/operation.ts';
import type { Round } from '../domain/round.ts';
import type { Ports } from '../ports/ports.ts';
import { latestRound } from './open-review.ts';

/**
 * Reads how the latest round stands. The rows decide; a wake-up only says 'look again'. A round that is past its deadline stays
 * open until somebody decides. Once it is closed, decisions whose audit line a crash prevented are written.
 */
export async function lookAtRound(
  ports: Pick<Ports, 'decisions' | 'audit'>,
  { id, project }: OperationKey,
): Promise<{ readonly status: Round['status']; readonly deadline: string }> {
  const { rounds, decisions } = await ports.decisions.read(id);
  const stored = latestRound(rounds);
  if (!stored) throw new Error(`The package ${id} is in review and has no round of approval`);
  const { status, deadline, number } = stored.value;
  if (status !== 'open') {
    await ports.audit.append(project, decisions.filter(({ round }) => round === number).map(decisionEvent));
  }
  return { status, deadline };
}
