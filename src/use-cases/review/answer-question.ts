import { latestRound } from '../../activities/review/amend-round.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { answeredRound } from '../../domain/review/question.ts';
import { roundEvents } from '../../domain/review/round-events.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';

type AnswerPorts = Pick<Ports, 'decisions' | 'audit' | 'clock'>;

interface Answering {
  readonly operation: Operation;
  readonly number: number;
  readonly text: string;
  /** Object id of the researcher. */
  readonly by: string;
}

/** Writes what a researcher answers to a question of the package's latest round, and wakes its flow, which tells people. Throws where none is taken. */
export async function answerQuestion(
  ports: AnswerPorts,
  workflows: Workflows,
  { operation, ...answer }: Answering,
): Promise<void> {
  const { id, project, state, withdrawal } = operation;
  const round = await onConflictAgain(async () => {
    const { rounds, decisions } = await ports.decisions.read(id);
    const stored = latestRound(rounds);
    if (stored === undefined || state !== 'in-review' || withdrawal !== undefined)
      throw new IllegalMove(`Nobody waits for an answer about ${id}: it is ${stateText(state)}. Nothing was changed.`);
    const next = answeredRound({ round: stored.value, decisions, now: ports.clock.now() }, answer);
    return next === 'repeat' ? stored.value : (await ports.decisions.updateRound({ ...stored, value: next })).value;
  });
  await ports.audit.append(project, roundEvents(round));
  await workflows.wake(orchestrationOf(operation).instance);
}
