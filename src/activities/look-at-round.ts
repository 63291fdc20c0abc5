import { decisionEvent } from '../domain/audit-event.ts';
import type { OperationKey } from '../domain/operation.ts';
import type { Round } from '../domain/round.ts';
import type { Ports } from '../ports/ports.ts';
import { endTrouble } from './note-trouble.ts';
import { latestRound } from './open-review.ts';
import { requireOperation } from './operations.ts';

/** How a round stands. `stopped`: the operation is to stop. `elsewhere`: it is no longer in review. */
export type RoundLook =
  | { readonly status: Round['status'] | 'elsewhere' }
  | { readonly status: 'stopped'; readonly message: string };

/**
 * Reads how the latest round stands. The rows decide; a wake-up only says 'look again'. A round that is past its deadline stays
 * open until somebody decides. Once it is closed, decisions whose audit line a crash prevented are written.
 */
export async function lookAtRound(
  ports: Pick<Ports, 'register' | 'decisions' | 'audit' | 'clock'>,
  { id, project }: OperationKey,
): Promise<RoundLook> {
  const { rounds, decisions } = await ports.decisions.read(id);
  const { value: operation } = await requireOperation(ports.register, { id, project });
  await endTrouble(ports, operation);
  if (operation.stop) return { status: 'stopped', message: operation.stop.message };
  if (operation.state !== 'in-review') return { status: 'elsewhere' };
  const stored = latestRound(rounds);
  if (!stored) throw new Error(`The package ${id} is in review and has no round of approval`);
  const { status, number } = stored.value;
  if (status !== 'open') {
    await ports.audit.append(project, decisions.filter(({ round }) => round === number).map(decisionEvent));
  }
  return { status };
}
