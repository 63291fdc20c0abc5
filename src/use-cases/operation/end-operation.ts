import { keepReceipt, type ReceiptPorts } from '../../activities/lifecycle/receipts.ts';
import { moveOperation } from '../../activities/operation/move.ts';
import { requireOperation } from '../../activities/operation/operations.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { withdrawRound } from '../../activities/review/close-round.ts';
import { whyUndeletable } from '../../activities/transfer/prepare-discard.ts';
import { verifyFrozen } from '../../activities/transfer/verify-copy.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove, Refused } from '../../domain/base/errors.ts';
import { actOf, whyNotNow } from '../../domain/lifecycle/acts.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { OperatorAct } from './operator-acts.ts';

/** Throws IllegalMove where something of it may be the only copy or outside, and Refused for a name that no run may delete. */
export async function discardOperation(
  ports: Pick<Ports, 'register' | 'projects' | 'audit' | 'clock' | 'listing' | 'manifests' | 'decisions'>,
  workflows: Workflows,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  refuseUnlessPossible('discard', value);
  const undeletable = await whyUndeletable(ports, value);
  if (undeletable !== undefined) throw new Refused(undeletable);
  if (value.failure?.copyLost) await endLost(ports, value);
  const why = reason === '' ? {} : { reason };
  const moved = await moveOperation(ports, { key, from: value.state, event: 'discard', actor: by, ...why });
  await start(workflows, moved);
  // Whoever waits for the scanner sees that there is nothing more to wait for.
  if (value.state === 'scanning') await workflows.wake(orchestrationOf(value).instance);
  return moved;
}

/** Closes the round of a package whose frozen copy is lost. Throws IllegalMove where that was brought back since it failed. */
async function endLost(
  ports: Pick<Ports, 'audit' | 'clock' | 'listing' | 'manifests' | 'decisions'>,
  operation: Operation,
): Promise<void> {
  if ((await verifyFrozen(ports, operation)).kind === 'verified')
    throw new IllegalMove(`The frozen copy of ${operation.id} is whole again, and may be the only one: retry it`);
  await withdrawRound(ports, operation);
}

/**
 * Sends a failed package back to the researchers from its frozen copy. A round that is still open is closed first, so nobody decides any
 * more, and a receipt tells what the freeze deleted. Throws IllegalMove where it is not frozen, or files of it may be outside.
 */
export async function giveBackPackage(
  ports: ReceiptPorts & Pick<Ports, 'register'>,
  settings: Pick<FlowSettings, 'restorableDays'>,
  workflows: Workflows,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  refuseUnlessPossible('giveBack', value);
  await withdrawRound(ports, key);
  // The freeze may have failed in the middle of its delete: how many of the originals stayed, the receipt says.
  await keepReceipt(ports, settings, value, { kind: 'deletion' });
  const withdrawal = { by, part: 'operator' as const, reason, at: ports.clock.now().toISOString() };
  const move = { key, from: 'failed', event: 'give-back', actor: by, reason } as const;
  const moved = await moveOperation(ports, move, () => ({ withdrawal }));
  await start(workflows, moved);
  return moved;
}

/** Throws IllegalMove when nobody can do the act now. */
export function refuseUnlessPossible(name: Parameters<typeof actOf>[0], operation: Operation): void {
  const refusal = whyNotNow(actOf(name), operation);
  if (refusal !== undefined) throw new IllegalMove(refusal);
}

async function start(workflows: Workflows, { project, ...moved }: Operation): Promise<void> {
  const { flow, instance } = orchestrationOf(moved);
  await workflows.start(flow, instance, { project, id: moved.id });
}
