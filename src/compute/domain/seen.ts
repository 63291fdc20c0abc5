import type { ComputeAction } from './action.ts';
import type { ComputeMemory } from './memory.ts';
import type { DesiredCompute, ObservedCompute } from './plan.ts';
import { countOwn } from './usage/timer-stop.ts';

/** An empty answer does not erase the memory of computes that are still wanted, unless a person has `believed` it by applying the plan by hand. */
export function rememberSeen(
  wanted: DesiredCompute,
  observed: ObservedCompute,
  actions: readonly ComputeAction[],
  believed: boolean,
): ComputeMemory['seen'] {
  const { definition, project } = wanted;
  const own = countOwn(project, observed);
  const before = observed.memory.seen;
  const deleted = (...kinds: ComputeAction['kind'][]): number =>
    actions.filter(({ kind }) => kinds.includes(kind)).length;
  const keep = (now: number, earlier: number, stillWanted: boolean): number =>
    now === 0 && stillWanted && !believed ? earlier : now;
  return {
    machines: keep(own.machines, before.machines, definition.virtualMachines.length > 0) - deleted('delete-machine'),
    computes:
      keep(own.computes, before.computes, definition.clusters.length + definition.instances.length > 0) -
      deleted('delete-cluster', 'delete-instance'),
  };
}
