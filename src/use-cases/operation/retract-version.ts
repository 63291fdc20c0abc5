import { type RetentionSettings, timesOf } from '../../activities/lifecycle/retract.ts';
import { moveOperation } from '../../activities/operation/move.ts';
import { requireOperation } from '../../activities/operation/operations.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { OperatorAct } from './operator-acts.ts';

/**
 * Begins to retract one version of a dataset. From then on it counts as closed to people, which the operator brings about by the line of
 * the answer, and is deleted when its retention allows. A repeat changes nothing. Throws IllegalMove when the version is not available.
 */
export async function retractVersion(
  ports: Pick<Ports, 'register' | 'projects' | 'listing' | 'audit' | 'clock'>,
  settings: RetentionSettings,
  workflows: Workflows,
  { key, by, reason }: OperatorAct,
): Promise<Operation> {
  const { value } = await requireOperation(ports.register, key);
  if (value.state !== 'available' && value.state !== 'retracting')
    throw new IllegalMove(
      `The dataset ${key.id} is ${stateText(value.state)}: only a version that is available can be retracted`,
    );
  const retraction = { ...(await timesOf(ports, settings, value)), by, reason };
  const moved = await moveOperation(ports, { key, from: 'available', event: 'retract', actor: by, reason }, () => ({
    retraction,
  }));
  const { flow, instance } = orchestrationOf(moved);
  await workflows.start(flow, instance, key);
  return moved;
}
