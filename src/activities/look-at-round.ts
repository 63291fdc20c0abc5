import { decisionEvent } from '../domain/audit-event.ts';
import type { OperationKey } from '../domain/operation.ts';
import { askedStamp, isReachable, type Round } from '../domain/round.ts';
import { roundEvents, unreachableEvent } from '../domain/round-events.ts';
import type { Ports } from '../ports/ports.ts';
import { latestRound, reviseRound } from './amend-round.ts';
import { endTrouble } from './note-trouble.ts';
import { amend, requireOperation } from './operations.ts';

/** How a round stands, and a stamp that is another when somebody is to be asked. `stopped`: the operation is to stop. `elsewhere`: it is no longer in review. */
export type RoundLook =
  | { readonly status: Round['status']; readonly asked: string }
  | { readonly status: 'elsewhere' }
  | { readonly status: 'stopped'; readonly message: string };

type LookPorts = Pick<Ports, 'register' | 'projects' | 'decisions' | 'audit' | 'clock'>;

/**
 * Holds the latest round to the definition in force and reads how it stands: in review, and of a denied package before it goes back. The
 * rows decide; a wake-up only says 'look again'. A round that is past its deadline stays open until somebody decides. Audit lines
 * that a crash prevented are written.
 */
export async function lookAtRound(ports: LookPorts, { id, project }: OperationKey): Promise<RoundLook> {
  const key = { id, project };
  const { value: operation } = await requireOperation(ports.register, key);
  await endTrouble(ports, operation);
  if (operation.state === 'in-review' && operation.stop) return { status: 'stopped', message: operation.stop.message };
  if (operation.state !== 'in-review' && operation.state !== 'denied') return { status: 'elsewhere' };
  const round = await reviseRound(ports, key);
  if (operation.round !== round.number) await amend(ports.register, key, () => ({ round: round.number }));
  await writeLines(ports, key, round);
  return { status: round.status, asked: askedStamp(round) };
}

async function writeLines(ports: LookPorts, { id, project }: OperationKey, seen: Round): Promise<void> {
  const now = ports.clock.now();
  const { rounds, decisions } = await ports.decisions.read(id);
  const latest = latestRound(rounds)?.value ?? seen;
  const isOpen = latest.status === 'open';
  await ports.audit.append(project, [
    ...rounds.flatMap(({ value }) => roundEvents(value)),
    ...decisions.filter(({ round }) => !isOpen || round !== latest.number).map(decisionEvent),
    ...(isOpen && !isReachable(latest, now) ? [unreachableEvent(latest, now)] : []),
  ]);
}
