import { controlPlane } from '../../domain/base/control-plane.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { failureIn, type Operation, type OperationKey, type Transfer } from '../../domain/operation/operation.ts';
import { nextPollSeconds } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { moveOperation } from '../operation/move.ts';
import { amend, requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { hasEnded } from '../transfer/cancel-runs.ts';
import { type InterruptionPorts, recordInterruption } from '../transfer/interruption.ts';
import { removeList } from '../transfer/prepare-transfer.ts';
import { runsOf } from '../transfer/run-transfer.ts';
import { isOpen, mayStillShowUp } from '../transfer/transfer-rows.ts';
import { isFrozenLost } from '../transfer/verify-copy.ts';
import { giveUp } from './give-up.ts';
import { tellStanding } from './write-receipt.ts';

type FailPorts = InterruptionPorts & Pick<Ports, 'fileLists' | 'dataFactory'>;
type FailSettings = Pick<FlowSettings, 'restorableDays' | 'transferPollSeconds'>;

/** How far a stop has come. While `ended` is false, runs of Data Factory still go on: ask again after `waitSeconds`. */
export interface Stopping {
  readonly state: string;
  readonly ended: boolean;
  readonly waitSeconds: number;
}

/** Which operation is to stop and why. With `from`, one that is in another state by now is left as it is. */
export interface Failing {
  readonly key: OperationKey;
  readonly message: string;
  readonly from?: string;
}

/**
 * Stops an operation: notes the wish in the row, so that it survives everything; cancels the runs that are under way and waits until they
 * have ended; looks up and writes down what they did (files outside, originals gone); and moves the operation to `failed`. An operation
 * that rests or has ended is left as it is. Throws while Data Factory is away: what it does is then not known, and the sweep asks again.
 */
export async function failOperation(
  ports: FailPorts,
  settings: FailSettings,
  { key, message, from, by = controlPlane }: Failing & { readonly by?: string },
): Promise<Stopping> {
  const { value } = await requireOperation(ports.register, key);
  const isOver = (operation: Operation) => !factsOf(operation).runs || (from !== undefined && operation.state !== from);
  if (isOver(value)) return { state: value.state, ended: true, waitSeconds: 0 };
  const at = ports.clock.now().toISOString();
  const wished = await amend(ports.register, key, (operation) =>
    isOver(operation) ? {} : { stop: operation.stop ?? { by, message, at } },
  );
  if (isOver(wished)) return { state: wished.state, ended: true, waitSeconds: 0 };
  const waitSeconds = nextPollSeconds(wished.stop?.at ?? at, ports.clock.now(), settings.transferPollSeconds);
  const open = wished.transfers.filter(isOpen);
  for (const transfer of open) {
    if (!(await haveRunsEnded(ports, wished, transfer))) return { state: wished.state, ended: false, waitSeconds };
  }
  for (const transfer of open) await giveUp(ports, wished, transfer);
  return { state: await end(ports, settings, key, wished), ended: true, waitSeconds };
}

/** Takes the list away first, so that a run which starts late finds none; then tells every run of the transfer to stop. */
async function haveRunsEnded(ports: FailPorts, operation: Operation, transfer: Transfer): Promise<boolean> {
  await removeList(ports, operation, transfer);
  const runs = await runsOf(ports, operation, transfer);
  const running = runs.filter((run) => !hasEnded(run));
  for (const { runId } of running) await ports.dataFactory.cancel(runId);
  return running.length === 0 && (runs.length > 0 || !mayStillShowUp(ports.clock.now(), operation.stop?.at, transfer));
}

async function end(ports: FailPorts, settings: FailSettings, key: OperationKey, wished: Operation): Promise<string> {
  await recordInterruption(ports, settings, wished);
  await tellStanding(ports, wished);
  const { by, message = '' } = wished.stop ?? {};
  const actor = by === undefined || by === controlPlane ? {} : { actor: by };
  const isLost = await isFrozenLost(ports, wished);
  const noted = (_: Operation, at: string) =>
    isLost ? { failure: { ...failureIn(wished.state, message, at), copyLost: true as const } } : {};
  const move = { key, from: wished.state, event: 'fail', message, ...actor } as const;
  const { state } = await moveOperation(ports, move, noted);
  return state;
}
