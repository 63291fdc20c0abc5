import { failOperation } from '../../activities/lifecycle/fail.ts';
import { moveOperation } from '../../activities/operation/move.ts';
import { requireOperation, rewrite } from '../../activities/operation/operations.ts';
import { record } from '../../activities/operation/record.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { isStopped } from '../../activities/transfer/transfer-rows.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { type Operation, type OperationKey, stoppedByOperator } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { restsUnscanned } from '../../domain/transfer/scan-gate.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';

/** What an operator asks for, and why; both stand in the audit. */
export interface OperatorAct {
  readonly key: OperationKey;
  /** Object id of the operator. */
  readonly by: string;
  readonly reason: string;
}

/**
 * Looks again at the verdicts of an upload that rests because it was not scanned, with new patience; nobody can ask the scanner again.
 * Throws IllegalMove when it does not rest.
 */
async function lookAgain(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  workflows: Workflows,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const now = ports.clock.now().toISOString();
  const { value } = await requireOperation(ports.register, key);
  refuseUnlessResting(value);
  // The line comes before the row: a process that dies between the two leaves nothing done that nobody asked for.
  await record(ports, value, {
    id: `scan-retry-${value.revision}-${now.replace(/\D/g, '')}`,
    kind: 'scan.retried',
    actor: by,
    data: { reason },
  });
  const asked = await rewrite(ports.register, key, (operation) => {
    refuseUnlessResting(operation);
    return { ...operation, scan: { since: now, lookedAt: now } };
  });
  const { flow, instance } = orchestrationOf(asked);
  await workflows.start(flow, instance, key);
  await workflows.wake(instance);
  return asked;
}

function refuseUnlessResting(operation: Operation): void {
  if (restsUnscanned(operation)) return;
  throw new IllegalMove(
    `The operation ${operation.id} is ${stateText(operation.state)} and waits for nobody to retry it`,
  );
}

/**
 * Continues a failed operation from the state in which it failed, and looks again at one that was not scanned. Attempt numbers go on, so that an old run finds no list; only the
 * allowance of attempts is new. Throws IllegalMove when it is neither.
 */
export async function retryOperation(
  ports: Pick<Ports, 'register' | 'projects' | 'audit' | 'clock'>,
  workflows: Workflows,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  if (value.state === 'scanning') return await lookAgain(ports, workflows, { key, by, reason });
  // A retry leads to every state that runs, so the move alone would take one of an operation that never failed for a repeat.
  if (value.state !== 'failed')
    throw new IllegalMove(`The operation ${key.id} is ${stateText(value.state)}, not failed`);
  const moved = await moveOperation(ports, { key, from: 'failed', event: 'retry', actor: by, reason });
  const { flow, instance } = orchestrationOf(moved);
  await workflows.start(flow, instance, key);
  return moved;
}

/**
 * Stops an operation that is under way: it becomes `failed` once its runs have ended and what they did is written down. When they still go
 * on, or a service is away that knows of them, the wish stands in the row and the flow carries it out; it is started in case trouble has
 * ended it. Throws IllegalMove when nothing is under way.
 */
export async function stopOperation(
  ports: Parameters<typeof failOperation>[0],
  settings: Pick<FlowSettings, 'restorableDays' | 'transferPollSeconds'>,
  workflows: Workflows,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  if (!factsOf(value).runs)
    throw new IllegalMove(
      `The operation ${key.id} is ${stateText(value.state)}: nothing of it is under way to be stopped`,
    );
  const { flow, instance } = orchestrationOf(value);
  const message = `${stoppedByOperator}: ${reason}`;
  try {
    await failOperation(ports, settings, { key, message, by });
  } catch (error) {
    if (!isStopped((await requireOperation(ports.register, key)).value)) throw error;
  }
  await workflows.start(flow, instance, key);
  await workflows.wake(instance);
  return (await requireOperation(ports.register, key)).value;
}
