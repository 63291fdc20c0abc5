import { ArmError } from '../arm/arm-error.ts';
import type { ComputeKnobs } from './knobs.ts';
import { requireSize, sizes } from './sizes.ts';

/** What may be had of a kind of cores, and how much is had. */
export interface Quota {
  /** A family of sizes; undefined for all of them. */
  readonly family: string | undefined;
  readonly limit: number;
  readonly used: number;
}

/** The limits for all cores and for some families; every other family has that for all. */
export interface QuotaLimits {
  readonly all: number;
  readonly families: Readonly<Record<string, number>>;
}

/** Computes of one size. */
export interface UsedCores {
  readonly size: string;
  readonly count: number;
}

/** Throws Azure's answer to whoever may not look quotas up. */
export function requireQuotasShown({ hideQuotas }: ComputeKnobs): void {
  if (!hideQuotas) return;
  throw new ArmError(
    403,
    'AuthorizationFailed',
    "The client does not have authorization to perform action 'usages/read' over the subscription.",
  );
}

/** Every quota of a service with what its computes use of it. */
export function quotasOf(used: readonly UsedCores[], { all, families }: QuotaLimits): readonly Quota[] {
  const cores = (counts: (family: string) => boolean): number =>
    used
      .map(({ size, count }) => ({ ...requireSize(size), count }))
      .reduce((sum, one) => sum + (counts(one.family) ? one.cores * one.count : 0), 0);
  return [
    { family: undefined, limit: all, used: cores(() => true) },
    ...[...new Set(sizes.map(({ family }) => family))].map((family) => ({
      family,
      limit: families[family] ?? all,
      used: cores((one) => one === family),
    })),
  ];
}

/** The quota that computes of this size would exceed once those of the size `from` are free, and by how many cores they would. */
export function exceeded(
  quotas: readonly Quota[],
  { size, count }: UsedCores,
  from?: string,
): { readonly quota: Quota; readonly more: number } | undefined {
  const [wanted, freed] = [requireSize(size), from === undefined ? undefined : requireSize(from)];
  const more = ({ family }: Quota): number => {
    const coresOf = (one: typeof freed) => (one && (family ?? one.family) === one.family ? one.cores : 0);
    return count * (coresOf(wanted) - coresOf(freed));
  };
  const quota = quotas.find((one) => more(one) > 0 && one.used + more(one) > one.limit);
  return quota === undefined ? undefined : { quota, more: more(quota) };
}

/** Azure Compute's refusal of machines that would exceed a quota. */
export function quotaExceeded({
  quota: { family, limit, used },
  more,
}: NonNullable<ReturnType<typeof exceeded>>): ArmError {
  return new ArmError(
    409,
    'OperationNotAllowed',
    `Operation could not be completed as it results in exceeding approved ${family ?? 'Total Regional'} Cores quota. Current limit: ${limit}, current usage: ${used}, additional required: ${more}.`,
  );
}

/** Azure ML's refusal of a compute that would exceed a quota. */
export function learningQuotaExceeded({
  quota: { limit, used },
  more,
}: NonNullable<ReturnType<typeof exceeded>>): ArmError {
  return new ArmError(
    400,
    'ClusterCoreQuotaReached',
    `Operation results in exceeding quota limits of Core. Maximum allowed: ${limit}, Current in use: ${used}, Additional requested: ${more}.`,
  );
}
