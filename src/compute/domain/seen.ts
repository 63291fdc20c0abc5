import { type ComputePlace, computeKinds, kindsAt } from '../../domain/project/compute-definition.ts';
import { type ComputeAction, isStepOf } from './kinds.ts';
import type { ComputeMemory } from './memory.ts';
import { countOwn } from './own.ts';
import type { DesiredCompute, ObservedCompute } from './plan.ts';

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
  const deleted = actions.filter(({ kind }) => kind.startsWith('delete-'));
  const keep = (now: number, earlier: number, place: ComputePlace): number => {
    const here = kindsAt(place);
    const isWanted = here.some((kind) => definition[computeKinds[kind].list].length > 0);
    const gone = deleted.filter((action) => here.some((kind) => isStepOf(kind, action))).length;
    return (now === 0 && isWanted && !believed ? earlier : now) - gone;
  };
  return {
    machines: keep(own.machines, before.machines, 'resource-group'),
    computes: keep(own.computes, before.computes, 'workspace'),
  };
}
