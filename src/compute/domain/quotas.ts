import { z } from 'zod';

/** A limit of Azure for cores in one region, by its name there, such as `standardDSv5Family`. */
export interface CoreQuota {
  readonly name: string;
  readonly limit: number;
  readonly used: number;
}

export interface SizeCores {
  readonly cores: number;
  readonly countedBy: readonly string[];
}

/** The quotas of a region as one service of Azure keeps them. Sizes are found by their name in lower case; what is not there is not known. */
export interface RegionQuotas {
  readonly region: string;
  readonly sizes: ReadonlyMap<string, SizeCores>;
  readonly quotas: readonly CoreQuota[];
}

/** Machines have the quotas of Azure Compute, clusters and instances those of Azure ML. Undefined where they are not known. */
export interface CoreQuotas {
  readonly machines?: RegionQuotas | undefined;
  readonly workspace?: RegionQuotas | undefined;
}
export type Service = keyof CoreQuotas;

/** Cores that a step takes: those of so many computes of a size, without those of the size `from`, which come free. */
export interface CoreDemand {
  readonly of: Service;
  readonly size: string;
  readonly count: number;
  readonly from?: string;
}

/** What a step needs of a quota and does not find there. `used` holds what the steps before it take. */
export const coreShortfall = z.strictObject({
  quota: z.string(),
  region: z.string(),
  needed: z.int(),
  limit: z.int(),
  used: z.int(),
});
export type CoreShortfall = Readonly<z.infer<typeof coreShortfall>>;

/** The quotas once the cores are taken, or of which one too few are left. What is not known is left to Azure. */
export function takeCores(
  quotas: CoreQuotas,
  demand: CoreDemand,
): { readonly lack: CoreShortfall } | { readonly left: CoreQuotas } {
  const known = quotas[demand.of];
  if (known === undefined) return { left: quotas };
  const needed = neededOf(known, demand);
  const short = known.quotas.find(({ name, limit, used }) => needed(name) > 0 && used + needed(name) > limit);
  if (short !== undefined) {
    const { name: quota, limit, used } = short;
    return { lack: { quota, region: known.region, needed: needed(quota), limit, used } };
  }
  const taken = known.quotas.map((quota) => ({ ...quota, used: quota.used + Math.max(0, needed(quota.name)) }));
  return { left: { ...quotas, [demand.of]: { ...known, quotas: taken } } };
}

export function shortfallText(step: string, { quota, region, needed, limit, used }: CoreShortfall): string {
  const left = Math.max(0, limit - used);
  return `Azure is not asked to ${step}: that needs ${needed} cores of the quota ${quota} in ${region}, and ${left} of ${limit} are left. It is done once they are there; have the limit raised, or delete what is no longer needed.`;
}

function neededOf({ sizes }: RegionQuotas, { size, count, from }: CoreDemand): (quota: string) => number {
  const wanted = sizes.get(size.toLowerCase());
  const freed = from === undefined ? undefined : sizes.get(from.toLowerCase());
  if (wanted === undefined || (from !== undefined && freed === undefined)) return () => 0;
  const coresIn = (one: SizeCores | undefined, quota: string) => (one?.countedBy.includes(quota) ? one.cores : 0);
  return (quota) => count * (coresIn(wanted, quota) - coresIn(freed, quota));
}
