import { compareActions } from './action.ts';
import { type CoreQuotas, type CoreShortfall, demandOf, takeCores } from './quotas.ts';
import type { NamedVerdict } from './verdict.ts';

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
