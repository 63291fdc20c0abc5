import { z } from 'zod';

const resourceId = z
  .string()
  .regex(/^\/subscriptions\/[^/]+\/.+$/i, 'must be a full Azure resource id, starting with /subscriptions/');

/** What Bicep deployed for computes to be made from: network, images, identity, disk encryption. One JSON app setting. */
export const vmTemplate = z.strictObject({
  location: z.string().regex(/^[a-z0-9]+$/, 'must be the short name of an Azure region, such as westeurope'),
  /** The network interface of each virtual machine is put into this subnet. */
  subnetId: resourceId,
  /** Image names that project definitions may use, and the image or gallery version behind each. */
  images: z.record(z.string().min(1), resourceId),
  /** A user-assigned identity that each virtual machine carries. */
  identityId: resourceId.optional(),
  diskEncryptionSetId: resourceId.optional(),
  /** A user-assigned identity that each Azure ML cluster carries to pull the images of its jobs. */
  machineLearningIdentityId: resourceId.optional(),
  /** Name of the administrator account that Azure insists on; nobody can sign in as it. */
  userName: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be 1 to 20 lower-case letters, digits and hyphens'),
  /** Subnet of Azure ML computes; left out when the workspace has a managed network of its own. */
  machineLearningSubnetId: resourceId.optional(),
});
export type VmTemplate = z.infer<typeof vmTemplate>;
