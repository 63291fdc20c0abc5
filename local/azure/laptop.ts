import type { VmTemplate } from '../../src/compute/domain/vm-template.ts';

/** Names of the laptop's resources, as Bicep would choose them for a deployment. */
export const laptop = {
  dataFactory: { resourceGroup: 'rg-sallyport', name: 'adf-sallyport' },
  compute: { resourceGroup: 'rg-sallyport-compute', location: 'westeurope' },
  machineLearning: { resourceGroup: 'rg-sallyport-compute', workspace: 'mlw-sallyport' },
} as const;

/** What Bicep would have deployed for virtual machines to be made from, in the laptop's subscription. */
export function laptopTemplate(subscription: string): VmTemplate {
  const group = `/subscriptions/${subscription}/resourceGroups/rg-sallyport/providers`;
  const image = (name: string): string =>
    `${group}/Microsoft.Compute/galleries/sallyport/images/${name}/versions/1.0.0`;
  return {
    location: laptop.compute.location,
    subnetId: `${group}/Microsoft.Network/virtualNetworks/vnet-secure/subnets/compute`,
    images: { 'ubuntu-24-04': image('ubuntu-24-04') },
    identityId: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-dsvm`,
    diskEncryptionSetId: `${group}/Microsoft.Compute/diskEncryptionSets/des-sallyport`,
    machineLearningIdentityId: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-computes`,
    userName: 'researcher',
  };
}

/** Ids of everything of the template that exists on the laptop; the Compute stand-in refuses any other. */
export function deployedIds(subscription: string): string[] {
  const template = laptopTemplate(subscription);
  const { subnetId, identityId, diskEncryptionSetId, machineLearningIdentityId } = template;
  const single = [subnetId, identityId, diskEncryptionSetId, machineLearningIdentityId];
  return [...single, ...Object.values(template.images)].filter((id) => id !== undefined);
}
