import type { Quota } from './quotas.ts';
import type { Size } from './sizes.ts';

/** A quota as Azure Compute lists it: a family by its name, all cores of the region as `cores`. */
export function usageView({ family, limit, used }: Quota): object {
  const value = family ?? 'cores';
  const localizedValue = family === undefined ? 'Total Regional vCPUs' : `${spaced(family)} vCPUs`;
  return { unit: 'Count', limit, currentValue: used, name: { value, localizedValue } };
}

/** A size as Azure Compute lists what a subscription may have. */
export function skuView({ size, family, cores }: Size, location: string): object {
  return {
    resourceType: 'virtualMachines',
    name: size,
    tier: 'Standard',
    size: size.replace('Standard_', ''),
    family,
    locations: [location],
    capabilities: [
      { name: 'vCPUs', value: String(cores) },
      { name: 'vCPUsAvailable', value: String(cores) },
    ],
    restrictions: [],
  };
}

/** A quota as Azure ML lists it, which spells families in words. */
export function learningUsageView({ family, limit, used }: Quota, subscription: string): object {
  const value =
    family === undefined ? 'Total Cluster Dedicated Regional vCPUs' : `${spaced(family)} Cluster Dedicated vCPUs`;
  const [id, kind] =
    family === undefined
      ? [`/subscriptions/${subscription}/usages`, 'dedicatedCores']
      : [`/subscriptions/${subscription}/usages/${value.replaceAll(' ', '_')}`, 'vmFamily'];
  const type = `Microsoft.MachineLearningServices/${kind}/usages`;
  return { id, type, unit: 'Count', limit, currentValue: used, name: { value, localizedValue: value } };
}

/** A size as Azure ML lists it. */
export function learningSizeView({ size, family, cores }: Size): object {
  return { name: size, family, vCPUs: cores, supportedComputeTypes: ['AmlCompute', 'ComputeInstance'] };
}

/** `standardDSv5Family` in words: Standard DSv5 Family. */
function spaced(family: string): string {
  return family.replace(/^standard(.+)Family$/, 'Standard $1 Family');
}
