import { endReleaseRuns, takeBack } from '../../activities/lifecycle/take-back.ts';
import { requireOperation } from '../../activities/operation/operations.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { TakeBackEnd } from '../../domain/operation/operation-lists.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { OperatorAct } from './operator-acts.ts';

export type TakeBackPorts = Pick<Ports, 'register' | 'projects' | 'dataFactory' | 'fileLists' | 'audit' | 'clock'>;

interface Surroundings {
  readonly settings: Pick<FlowSettings, 'transferPollSeconds'>;
  readonly workflows: Workflows;
}

/**
 * Takes back a release that was begun and not ended, or failed: its runs are told to end, and the flow empties the folder and lets the
 * package go on where `to` says. Throws IllegalMove in any other state.
 */
export async function takeBackRelease(
  ports: TakeBackPorts,
  around: Surroundings,
  { key, by, reason, to }: OperatorAct & { readonly to: TakeBackEnd },
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  if (isGoing(value) && value.takeBack?.from === 'releasing' && value.takeBack.to === to)
    return await goOn(ports, around, value);
  const from = value.state === 'failed' && value.failure?.state === 'releasing' ? 'failed' : 'releasing';
  if (from === 'releasing' && value.state !== 'releasing')
    throw new IllegalMove(
      `The operation ${key.id} is ${stateText(value.state)}: no release of it is under way to be taken back`,
    );
  return await goOn(ports, around, await takeBack(ports, { key, from, to, reason, by }));
}

/** Takes back what was released: afterwards nothing of it is outside, and the package has come to its end. Throws IllegalMove in any other state. */
export async function revokeRelease(
  ports: TakeBackPorts,
  around: Surroundings,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  if (isGoing(value) && value.takeBack?.from === 'released') return await goOn(ports, around, value);
  if (value.state !== 'released')
    throw new IllegalMove(`The operation ${key.id} is ${stateText(value.state)}, not released`);
  return await goOn(ports, around, await takeBack(ports, { key, from: 'released', to: 'revoked', reason, by }));
}

function isGoing({ state }: Operation): boolean {
  return state === 'revoking';
}

/** Tells the runs to end at once; when Data Factory is away, the flow does it, and its row says what it waits for. */
async function goOn(
  ports: TakeBackPorts,
  { settings, workflows }: Surroundings,
  operation: Operation,
): Promise<Operation> {
  const key = { project: operation.project, id: operation.id };
  const { flow, instance } = orchestrationOf(operation);
  try {
    await endReleaseRuns(ports, settings, { key });
  } finally {
    await workflows.start(flow, instance, key);
  }
  return (await requireOperation(ports.register, key)).value;
}
