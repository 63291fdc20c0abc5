import { type RevisePorts, reviseRound } from '../../activities/review/amend-round.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import type { Register } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';

export type AmendRoundsPorts = RevisePorts & {
  readonly register: RevisePorts['register'] & Pick<Register, 'unfinished'>;
};

/** Of how many packages the round was held to the definition, and of how many that failed. Sweep, wake and decision look at those again. */
export interface AmendedRounds {
  readonly rounds: number;
  readonly later: number;
}

/**
 * Holds every package of the project that is in review to the definition in force, and wakes its orchestration, which asks who came. To
 * be called after each change of the definition, which stays in force whatever fails here: nothing is thrown for a single package.
 */
export async function amendRoundsOf(
  ports: AmendRoundsPorts,
  workflows: Workflows,
  project: string,
): Promise<AmendedRounds> {
  let [rounds, later] = [0, 0];
  for await (const item of ports.register.unfinished()) {
    if (!('operation' in item)) continue;
    const { operation } = item;
    if (operation.project !== project || operation.state !== 'in-review') continue;
    try {
      // One that still waits for its purpose has no round; its flow looks at the definition when it wakes.
      if (operation.round !== undefined) await reviseRound(ports, { project, id: operation.id });
      await workflows.wake(orchestrationOf(operation).instance);
      rounds += 1;
    } catch {
      later += 1;
    }
  }
  return { rounds, later };
}
