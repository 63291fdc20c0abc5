import type { ComputeManagementClient } from '@azure/arm-compute';
import type { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import { z } from 'zod';
import type { CoreQuota, RegionQuotas } from '../domain/quotas.ts';

/** A size of a region. The list is long, and it changes only when Azure brings out new ones. */
export interface ListedSize {
  readonly name: string;
  readonly family: string;
  readonly cores: number;
}

/** A quota, and the family of sizes that it counts; undefined for one that counts all. */
interface FamilyQuota extends CoreQuota {
  readonly family: string | undefined;
}

const sku = z.object({
  resourceType: z.literal('virtualMachines'),
  name: z.string(),
  family: z.string(),
  capabilities: z.array(z.object({ name: z.string(), value: z.string() })),
});

/** The sizes that machines can have. One that offers a part of its cores is left out: Azure does not say what a quota counts of it. */
export async function machineSizes(client: ComputeManagementClient, location: string): Promise<readonly ListedSize[]> {
  const sizes: ListedSize[] = [];
  for await (const listed of client.resourceSkus.list({ filter: `location eq '${location}'` })) {
    const { data } = sku.safeParse(listed);
    if (data === undefined) continue;
    const [cores, offered] = ['vCPUs', 'vCPUsAvailable'].map((wanted) =>
      Number(data.capabilities.find(({ name }) => name === wanted)?.value),
    );
    if (cores === undefined || !Number.isInteger(cores) || (offered ?? cores) < cores) continue;
    sizes.push({ name: data.name, family: data.family, cores });
  }
  return sizes;
}

/** The quotas of Azure Compute: one for each family, and one for all cores of the region. */
export async function machineQuotas(
  client: ComputeManagementClient,
  region: string,
  sizes: readonly ListedSize[],
): Promise<RegionQuotas> {
  const quotas: FamilyQuota[] = [];
  for await (const listed of client.usage.list(region)) {
    for (const quota of quotaOf(listed)) {
      quotas.push({ ...quota, family: quota.name === 'cores' ? undefined : quota.name });
    }
  }
  return regionQuotas(region, sizes, quotas);
}

const learningSize = z.object({ name: z.string(), family: z.string(), vCPUs: z.int() });

export async function workspaceSizes(
  client: AzureMachineLearningWorkspaces,
  location: string,
): Promise<readonly ListedSize[]> {
  const { value = [] } = await client.virtualMachineSizes.list(location);
  return value.flatMap((listed) => {
    const { data } = learningSize.safeParse(listed);
    return data === undefined ? [] : [{ name: data.name, family: data.family, cores: data.vCPUs }];
  });
}

export interface AskedWorkspace {
  readonly resourceGroup: string;
  readonly workspace: string;
  readonly region: string;
}

/** The quotas of Azure ML, which are others than those of Azure Compute: of each family, of the workspace in it, and of all cores. */
export async function workspaceQuotas(
  client: AzureMachineLearningWorkspaces,
  asked: AskedWorkspace,
  sizes: readonly ListedSize[],
): Promise<RegionQuotas> {
  const quotas: FamilyQuota[] = [];
  for await (const listed of client.usages.list(asked.region)) {
    for (const quota of quotaOf(listed)) quotas.push(...learningQuota(quota, listed, asked));
  }
  return regionQuotas(asked.region, sizes, quotas);
}

/** Quotas of low-priority nodes, of other workspaces and of single computes are none of ours. */
function learningQuota(
  quota: CoreQuota,
  { id = '', type = '' }: { readonly id?: string; readonly type?: string },
  { resourceGroup, workspace }: AskedWorkspace,
): FamilyQuota[] {
  const kind = /^Microsoft\.MachineLearningServices\/(.+)\/usages$/i.exec(type)?.[1]?.toLowerCase();
  if (kind === 'dedicatedcores') return [{ ...quota, family: undefined }];
  const family = /^(.+) Cluster Dedicated vCPUs$/i.exec(quota.name)?.[1]?.replaceAll(' ', '');
  if (family === undefined) return [];
  if (kind === 'vmfamily') return [{ ...quota, family }];
  const ours = `/resourcegroups/${resourceGroup}/providers/microsoft.machinelearningservices/workspaces/${workspace}/usages/`;
  const isOurs = /^workspaces?$/.test(kind ?? '') && id.toLowerCase().includes(ours.toLowerCase());
  return isOurs ? [{ ...quota, name: `${quota.name} of the workspace ${workspace}`, family }] : [];
}

const usage = z.object({ name: z.object({ value: z.string() }), limit: z.int().min(0), currentValue: z.int() });

/** What cannot be read, and what has no limit (-1), keeps nothing from being made. */
function quotaOf(listed: unknown): CoreQuota[] {
  const { data } = usage.safeParse(listed);
  return data === undefined ? [] : [{ name: data.name.value, limit: data.limit, used: data.currentValue }];
}

function regionQuotas(region: string, sizes: readonly ListedSize[], quotas: readonly FamilyQuota[]): RegionQuotas {
  const named = Map.groupBy(quotas, ({ family }) => family?.toLowerCase());
  const countedBy = (family: string) =>
    [...(named.get(family.toLowerCase()) ?? []), ...(named.get(undefined) ?? [])].map(({ name }) => name);
  return {
    region,
    sizes: new Map(
      sizes.map(({ name, family, cores }) => [name.toLowerCase(), { cores, countedBy: countedBy(family) }]),
    ),
    quotas: quotas.map(({ name, limit, used }) => ({ name, limit, used })),
  };
}
