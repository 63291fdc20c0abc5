import { compareActions } from './action.ts';
import { type ComputeAction, isStepOf, type NamedVerdict } from './kinds.ts';
import { type CoreDemand, type CoreQuotas, type CoreShortfall, type Service, takeCores } from './quotas.ts';

/**
 * The cores that a step takes. Azure counts machines and instances also while they are off, so to start one takes none; of a cluster it
 * counts its nodes: a new one has those that it keeps waiting, and one that is to keep more takes those that it does not have yet.
 */
export function demandOf(action: ComputeAction): CoreDemand | undefined {
  const of = isStepOf('machine', action) ? 'machines' : 'workspace';
  if (action.kind === 'resize-machine') return { of, size: action.to, count: 1, from: action.from };
  if ('adds' in action && action.adds !== undefined) return { of, size: action.adds.size, count: action.adds.nodes };
  if (!('size' in action)) return undefined;
  return { of, size: action.size, count: 'scale' in action ? action.scale.minNodes : 1 };
}

/** The services whose quotas steps of a plan depend on. A machine that is to run is switched off only to be resized. */
export function quotasNeeded(actions: readonly ComputeAction[]): readonly Service[] {
  const services = actions.flatMap((action) => {
    const isForSize = action.kind === 'deallocate-machine' && !action.switchesOff;
    return isForSize ? 'machines' : (demandOf(action)?.of ?? []);
  });
  return [...new Set(services)];
}

/**
 * The verdicts with the steps for which Azure has cores left, counted in the order in which the steps are taken, so that no two count on the
 * same ones; what is switched off for a later step comes last, or two machines would take each other's cores in turn and never rest. A step
 * without room is left out, and what can be done instead stands in its place. Cores that other steps of the plan give back are free only
 * once Azure has done them.
 */
export function withinQuotas(verdicts: readonly NamedVerdict[], quotas: CoreQuotas): readonly NamedVerdict[] {
  const inOrder = verdicts
    .flatMap((verdict) => (verdict.action === undefined ? [] : { verdict, action: verdict.action }))
    .sort(
      (one, other) =>
        Number(isForLater(one.verdict)) - Number(isForLater(other.verdict)) || compareActions(one.action, other.action),
    );
  const shortfalls = new Map<NamedVerdict, CoreShortfall>();
  let left = quotas;
  for (const { verdict, action } of inOrder) {
    const demand = verdict.cores ?? demandOf(action);
    const taken = demand === undefined ? { left } : takeCores(left, demand);
    if ('lack' in taken) shortfalls.set(verdict, taken.lack);
    else left = taken.left;
  }
  return verdicts.map((verdict) => without(verdict, shortfalls.get(verdict)));
}

function isForLater({ cores }: NamedVerdict): boolean {
  return cores !== undefined;
}

function without(verdict: NamedVerdict, lack: CoreShortfall | undefined): NamedVerdict {
  const { action: step, otherwise, ...rest } = verdict;
  if (lack === undefined || step === undefined) return verdict;
  return { ...rest, ...(otherwise === undefined ? {} : { action: otherwise }), short: { step, lack } };
}
