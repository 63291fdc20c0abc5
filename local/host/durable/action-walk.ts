import type { Action } from './orchestrator-reply.ts';
import type { SimTask } from './sim-task.ts';
import { whenAll, whenAny } from './sim-task.ts';

/** An action that is no compound. */
export type SingleAction = Exclude<Action, { compoundActions: Action[] }>;

/** Starts one action and returns its task; `index` is the place of the yield in the action list. */
export type StartAction = (action: SingleAction, index: number) => SimTask;

/** Starts an action or a whole compound: every child is started before the compound waits. */
function startAction(action: Action, index: number, start: StartAction): SimTask {
  if (!('compoundActions' in action)) return start(action, index);
  const children = action.compoundActions.map((child) => startAction(child, index, start));
  return action.actionType === 11 ? whenAny(children) : whenAll(children);
}

/** Walks the action list: each action is awaited, its error swallowed, before the next one starts; `finished` runs at the end. */
export function walkActions(actions: readonly Action[], start: StartAction, finished: () => void): void {
  const step = (index: number): void => {
    for (let at = index; at < actions.length; at++) {
      const action = actions[at];
      if (!action) continue;
      const task = startAction(action, at, start);
      if (!task.state) {
        task.onSettled(() => step(at + 1));
        return;
      }
    }
    finished();
  };
  step(0);
}
