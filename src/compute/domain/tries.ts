import { actionKey, wordsOf } from './action.ts';
import type { ComputeAction } from './kinds.ts';
import type { ComputeMemory } from './memory.ts';
import type { Notice, PlanAlert } from './notice.ts';

/** After so many tries of the same step people are told that it does not help. */
const mostTries = 3;

/**
 * What Azure was asked for again and again without effect, each with what it said; of other steps what it refused in the last run. A step
 * that it accepted may have failed later: `failures` says why, by the key of the compute.
 */
export function alertsOfTries(
  { asked, refused }: ComputeMemory,
  actions: readonly ComputeAction[],
  failures: ReadonlyMap<string, string> = new Map(),
): PlanAlert[] {
  return actions.flatMap((action): PlanAlert[] => {
    const compute = actionKey(action);
    const refusal = refused.find((one) => one.compute === compute)?.reason;
    const said = refusal === undefined ? undefined : `Azure refused the last try: ${refusal}`;
    const tried = asked.find((one) => isOf(one, action));
    if (tried === undefined || tried.times < mostTries) return said === undefined ? [] : [{ compute, reason: said }];
    const reason = `Azure was asked ${tried.times} times since ${tried.since} to ${wordsOf(action)}, and it is not seen. ${said ?? acceptedText(failures.get(compute))}`;
    return [{ compute, reason, unmet: true, tries: tried.times }];
  });
}

function acceptedText(failure: string | undefined): string {
  return failure === undefined
    ? 'It accepted the last try; its activity log may say why nothing came of it.'
    : `It accepted the last try, which then failed: ${failure}`;
}

/** The tries to remember once these actions are under way: those of other steps are over, but not while a compute is being changed. */
export function rememberTries(
  { asked }: ComputeMemory,
  made: { readonly actions: readonly ComputeAction[]; readonly waiting: readonly Notice[] },
  applied: readonly ComputeAction[],
  now: Date,
): ComputeMemory['asked'] {
  const waiting = new Set(made.waiting.map(({ compute }) => compute));
  const begun = applied.map((action) => {
    const before = asked.find((one) => isOf(one, action));
    const { kind } = action;
    return before === undefined
      ? { compute: actionKey(action), kind, times: 1, since: now.toISOString() }
      : { ...before, times: before.times + 1 };
  });
  const again = new Set(begun.map(({ compute }) => compute));
  const still = (one: Asked) => waiting.has(one.compute) || made.actions.some((action) => isOf(one, action));
  return [...asked.filter((one) => !again.has(one.compute) && still(one)), ...begun];
}

type Asked = ComputeMemory['asked'][number];

function isOf({ compute, kind }: Asked, action: ComputeAction): boolean {
  return kind === action.kind && compute === actionKey(action);
}
