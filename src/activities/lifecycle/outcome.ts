import type { Outcome } from '../../domain/operation/operation.ts';
import { reasonsAgainst } from '../../domain/review/round.ts';
import type { Ports } from '../../ports/ports.ts';
import { type Move, type MovePorts, moveOrFollow, type Noted } from '../operation/move.ts';
import { latestRound } from '../review/amend-round.ts';

type OutcomePorts = MovePorts & Pick<Ports, 'decisions'>;

/** Moves an operation for its flow; a package that its review sends back keeps why in its row, so that a list need not read each review. */
export async function moveWithOutcome(ports: OutcomePorts, move: Move): ReturnType<typeof moveOrFollow> {
  return await moveOrFollow(ports, move, await outcomeNoted(ports, move));
}

async function outcomeNoted({ decisions }: OutcomePorts, { key, event }: Move): Promise<Noted | undefined> {
  const status = sentBack[event];
  if (status === undefined) return undefined;
  const rows = await decisions.read(key.id);
  const round = latestRound(rows.rounds)?.value;
  const reasons = round === undefined ? [] : reasonsAgainst(round, rows.decisions);
  return () => ({ outcome: { status, reasons } });
}

const sentBack: Readonly<Partial<Record<Move['event'], Outcome['status']>>> = {
  deny: 'denied',
  'want-changes': 'changes-wanted',
  expire: 'expired',
};
