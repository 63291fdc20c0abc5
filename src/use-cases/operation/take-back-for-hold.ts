import { takeBack } from '../../activities/lifecycle/take-back.ts';
import { requireOperation } from '../../activities/operation/operations.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import type { Hold } from '../../domain/operation/hold.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';

type MovePorts = Pick<Ports, 'register' | 'projects' | 'audit' | 'clock'>;

const tries = 3;

/**
 * Lets a release that a hold met be taken back, wherever it has come meanwhile: to people again while it is on its way, to its end once it was
 * released. Answers whether that is under way.
 */
export async function takeBackForHold(
  ports: MovePorts,
  workflows: Workflows,
  hold: Hold,
  { project, id }: OperationKey,
): Promise<boolean> {
  const key = { project, id };
  for (let attempt = 1; ; attempt += 1) {
    const { value } = await requireOperation(ports.register, key);
    try {
      const moved = value.state === 'revoking' ? value : await move(ports, hold, value);
      if (moved === undefined) return false;
      const { flow, instance } = orchestrationOf(moved);
      await workflows.start(flow, instance, key);
      return true;
    } catch (error) {
      // It was moved on between the two requests; where to, the next look tells.
      if (!(error instanceof IllegalMove) || attempt === tries) throw error;
    }
  }
}

/** Undefined for a package that is somewhere else by now. */
async function move(ports: MovePorts, { by, reason }: Hold, operation: Operation): Promise<Operation | undefined> {
  const { project, id, state, failure, round } = operation;
  const asked = { key: { project, id }, by, reason: `A hold takes back what is outside: ${reason}` };
  if (state === 'released') return await takeBack(ports, { ...asked, from: 'released', to: 'revoked' });
  if (state !== 'releasing' && !(state === 'failed' && failure?.state === 'releasing')) return undefined;
  return await takeBack(ports, { ...asked, from: state, to: round === undefined ? 'returning' : 'in-review' });
}
