import { capital } from '../../domain/base/count-text.ts';
import {
  type ComputeKind,
  computeKind,
  computeKinds,
  type Desired,
  desiredIn,
  kindsAt,
} from '../../domain/project/compute-definition.ts';
import { computeKey } from './action.ts';
import {
  type ComputeAction,
  type ComputeWorld,
  type Found,
  foundIn,
  type Kinds,
  kinds,
  type NamedVerdict,
} from './kinds.ts';
import { type TakenName, takenNameFinder } from './name-claims.ts';
import { ownOf } from './own.ts';
import { hasProjectTag, justMade, nameTaken, type PlanContext, type Verdict } from './verdict.ts';
import { byName, type Observed, sameName } from './world.ts';

type SeenByPlan = ComputeWorld & { readonly rivals: readonly TakenName[] };

/** What a run does about each compute that the definition names or that the project has. */
export function verdictsOfAll(observed: SeenByPlan, context: PlanContext): NamedVerdict[] {
  const holderOf = takenNameFinder(context.project, observed.rivals);
  return computeKind.options.flatMap((kind) => verdictsOf(kind, observed, holderOf, context));
}

function verdictsOf<Kind extends ComputeKind>(
  kind: Kind,
  observed: ComputeWorld,
  holderOf: ReturnType<typeof takenNameFinder>,
  context: PlanContext,
): NamedVerdict[] {
  const rules = kinds[kind];
  const wanted = desiredIn(context.definition)[kind];
  const found = foundIn(observed)[kind];
  const [named, foundAs] = [byName(wanted), byName(found)];
  const unwanted = ownOf(kind, context.project, observed).filter(({ name }) => named(name) === undefined);
  return [
    ...wanted.map((one) => ({
      compute: computeKey(kind, one.name),
      ...contested(
        `${capital(kind)} ${one.name}`,
        holderOf(kind, one.name),
        occupied(context, isNameOfOther(kind, one.name, observed), one.name) ??
          wantedVerdict(kind, one, foundAs(one.name), context),
      ),
    })),
    ...unwanted.map((one) => ({
      compute: computeKey(kind, one.name),
      ...unwantedVerdict(kind, one.name, rules.whyChanging(one), context),
    })),
  ];
}

/** Whether a compute of another kind has the name in the same place, where names are given once. */
function isNameOfOther(kind: ComputeKind, name: string, observed: ComputeWorld): boolean {
  const { place } = computeKinds[kind];
  const found = foundIn(observed);
  const others = kindsAt(place).filter((other) => other !== kind);
  if (others.some((other) => byName<Observed>(found[other])(name) !== undefined)) return true;
  return place === 'workspace' && observed.others.some((other) => sameName(other, name));
}

function wantedVerdict<Kind extends ComputeKind>(
  kind: Kind,
  wanted: Desired<Kind>,
  found: Found[Kind] | undefined,
  context: PlanContext,
): Verdict<ComputeAction> {
  const rules: Kinds[Kind] = kinds[kind];
  if (found === undefined) return rules.plan(wanted, found, context);
  if (!hasProjectTag(context, found)) return nameTaken(context, kind, wanted.name, found.tags);
  const changing = rules.whyChanging(found);
  return changing === undefined ? rules.plan(wanted, found, context) : { waiting: changing };
}

/** Decides about a compute of the project that the definition does not name. Deletes only when pruning is on. */
function unwantedVerdict(
  kind: ComputeKind,
  name: string,
  changing: string | undefined,
  { definition, active }: PlanContext,
): Verdict<ComputeAction> {
  if (!definition.prune || !active) {
    return {
      alert: `${capital(kind)} ${name} belongs to the project but its definition does not name it; it is kept.`,
    };
  }
  if (changing !== undefined) return { waiting: changing };
  return { action: { kind: `delete-${kind}`, name, reason: 'the definition does not name it and prunes' } };
}

function occupied(context: PlanContext, isTaken: boolean, name: string): Verdict | undefined {
  if (!isTaken) return undefined;
  const alert = `The name ${name} is taken by a compute of another kind in the workspace; choose another.`;
  return justMade(context, name) ?? { alert, unmet: true };
}

/** What stands in two definitions is made for neither: whichever run came first would win, and the other project would find a stranger's compute. */
function contested(thing: string, holder: string | undefined, verdict: Verdict<ComputeAction>): Verdict<ComputeAction> {
  if (holder === undefined) return verdict;
  const alert = `${thing} is in the definition of the project ${holder} too. It is made for neither of them, and whoever has it keeps it. One of the two must choose another name.`;
  if (verdict.action?.kind.startsWith('create-')) return { alert, unmet: true };
  return { alert, ...verdict };
}
