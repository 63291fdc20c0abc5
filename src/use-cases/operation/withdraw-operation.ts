import { moveOperation } from '../../activities/operation/move.ts';
import { requireOperation, rewrite } from '../../activities/operation/operations.ts';
import { record } from '../../activities/operation/record.ts';
import { withdrawRound } from '../../activities/review/close-round.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import { isNoted } from '../../domain/lifecycle/withdrawal.ts';
import type { Operation, Withdrawal } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { refuseUnlessPossible } from './end-operation.ts';
import type { OperatorAct } from './operator-acts.ts';

export interface WithdrawalAsked extends OperatorAct {
  readonly part: Withdrawal['part'];
}

type WithdrawPorts = Pick<Ports, 'register' | 'projects' | 'decisions' | 'audit' | 'clock'>;

/** So often the wish is considered anew because the operation moved on at the same moment. */
const mostTries = 5;

/**
 * Takes an operation back. A dataset, and a package before its freeze, holds its name until the files are gone or changed; the flow cancels
 * the runs of a copy, and what was copied is removed after that. From the freeze on the wish is noted and the round is closed, and the flow brings the package back. Throws IllegalMove where it
 * is too late, with what can be done instead.
 */
export async function withdrawOperation(
  ports: WithdrawPorts,
  workflows: Workflows,
  asked: WithdrawalAsked,
): Promise<Operation> {
  const withdrawn = await withdraw(ports, asked);
  const { flow, instance } = orchestrationOf(withdrawn);
  await workflows.start(flow, instance, asked.key);
  await workflows.wake(instance);
  return withdrawn;
}

async function withdraw(ports: WithdrawPorts, asked: WithdrawalAsked): Promise<Operation> {
  const { key, by, part, reason } = asked;
  const withdrawal = { by, part, reason, at: ports.clock.now().toISOString() };
  for (let tries = 1; ; tries += 1) {
    const { value } = await requireOperation(ports.register, key);
    refuseUnlessPossible('withdraw', value);
    const { state } = value;
    if (isNoted(state)) {
      const noted = await noteWish(ports, value, withdrawal);
      if (noted !== undefined) return noted;
    } else {
      try {
        const move = { key, from: state, event: 'withdraw', actor: by, reason } as const;
        return await moveOperation(ports, move, () => ({ withdrawal }));
      } catch (error) {
        if (!(error instanceof IllegalMove)) throw error;
      }
    }
    if (tries === mostTries) throw new IllegalMove(`The operation ${key.id} moves on too fast; look and ask again`);
  }
}

/**
 * Undefined when the operation is in another state by now. A wish that stands already is kept, and whoever utters one has a line of their own.
 * It comes before the row, so that they stand in the audit also when the process dies before it can tell of it. While the audit is away the row
 * is enough: the line of the next move holds all of it.
 */
async function noteWish(
  ports: WithdrawPorts,
  { id, project, door, state, revision }: Operation,
  wish: Withdrawal,
): Promise<Operation | undefined> {
  const key = { project, id };
  const { by, part, reason } = wish;
  const line = { id: `withdrawal-${revision}-${by}`, kind: `${door}.withdrawal`, actor: by } as const;
  await record(ports, key, { ...line, data: { state, part, reason } }).catch(() => undefined);
  const noted = await rewrite(ports.register, key, (operation) =>
    operation.state === state ? { ...operation, withdrawal: operation.withdrawal ?? wish } : operation,
  );
  if (noted.state !== state) return undefined;
  // Where that fails the flow does it: whoever decides in between releases nothing.
  if (state === 'in-review') await withdrawRound(ports, key).catch(() => undefined);
  return noted;
}
