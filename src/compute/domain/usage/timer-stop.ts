import type { ComputeAction, ComputeWorld } from '../kinds.ts';
import type { ComputeMemory } from '../memory.ts';
import { countOwn } from '../own.ts';

/** Why the timer must not apply a plan, but for what only switches off; empty where it may. An operator still can, by its digest. */
export interface TimerStop {
  readonly stopped?: string;
  /** It is stopped because Azure shows nothing of what the project had: then not even that is switched off which is seen. */
  readonly empty?: true;
}

interface Judged {
  readonly project: string;
  readonly world: ComputeWorld;
  readonly seen: ComputeMemory['seen'];
  readonly maxActionsPerRun: number;
}

export function timerStopOf(actions: readonly ComputeAction[], judged: Judged): TimerStop {
  if (actions.length === 0) return {};
  const { project, world, seen, maxActionsPerRun } = judged;
  const own = countOwn(project, world);
  if (seen.machines > 0 && own.machines === 0) {
    const stopped = `Azure shows none of the ${seen.machines} machines the project had. That looks like a missing permission or a wrong subscription rather than like lost machines, so nothing is done.`;
    return { stopped, empty: true };
  }
  if (seen.computes > 0 && own.computes === 0) {
    const stopped = `Azure ML shows none of the ${seen.computes} computes the project had. That looks like a missing permission or a wrong workspace rather than like lost computes, so nothing is done.`;
    return { stopped, empty: true };
  }
  const counted = actions.filter(({ switchesOff }) => !switchesOff).length;
  if (counted <= maxActionsPerRun) return {};
  const [beside, outcome] =
    counted === actions.length
      ? ['', 'nothing is done']
      : [' beside those that only switch off', 'nothing is done but to switch off'];
  const stopped = `The plan has ${counted} actions${beside}, more than the ${maxActionsPerRun} that the definition allows in a run (maxActionsPerRun), so ${outcome}.`;
  return { stopped };
}

/** What the timer does of a plan without anybody's word: of one that is stopped only what switches off, since hours go on to be used. */
export function stepsOfTimer({
  actions,
  stopped,
  empty,
}: TimerStop & { readonly actions: readonly ComputeAction[] }): readonly ComputeAction[] {
  if (stopped === undefined) return actions;
  return empty ? [] : actions.filter(({ switchesOff }) => switchesOff);
}
