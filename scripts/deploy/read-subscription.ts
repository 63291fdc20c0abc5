import { z } from 'zod';
import { ask, type Cli } from './cli.ts';

const count = z.coerce.number();
const regions = z.array(
  z.object({
    name: z.string(),
    availabilityZoneMappings: z.array(z.object({ logicalZone: z.string() })).nullish(),
  }),
);
const usages = z.array(z.object({ name: z.object({ value: z.string() }), currentValue: count, limit: count }));
const deletedVaults = z.array(
  z.object({
    name: z.string(),
    properties: z.object({ location: z.string(), vaultId: z.string(), scheduledPurgeDate: z.string().nullish() }),
  }),
);
const deletedWorkspaces = z.object({ value: z.array(z.object({ id: z.string(), name: z.string() })) });
const feature = z.object({ properties: z.object({ state: z.string() }) });
const assignments = z.array(
  z.object({
    name: z.string(),
    displayName: z.string().nullish(),
    scope: z.string(),
    policyDefinitionId: z.string(),
    enforcementMode: z.string().nullish(),
    parameters: z.record(z.string(), z.object({ value: z.unknown() })).nullish(),
  }),
);
const providers = z.array(z.object({ namespace: z.string(), state: z.string() }));

const marketplaceImage = z.object({
  imageDeprecationStatus: z
    .object({ imageState: z.string(), scheduledDeprecationTime: z.string().nullish() })
    .nullish(),
});

/** The regions of the subscription, with their availability zones. */
export type Regions = z.infer<typeof regions>;
/** How much of each quota is used, by the name of the quota. */
export type Usages = z.infer<typeof usages>;
/** Vaults that were deleted and whose names nobody can take yet. */
export type DeletedVaults = z.infer<typeof deletedVaults>;
/** Workspaces of Machine Learning that were deleted and can be restored for some days. */
export type DeletedWorkspaces = z.infer<typeof deletedWorkspaces>['value'];
/** What policies are assigned to the subscription, above and below it. */
export type PolicyAssignments = z.infer<typeof assignments>;
/** An image of the marketplace, and whether its publisher withdraws it. */
export type MarketplaceImage = z.infer<typeof marketplaceImage>;
/** The resource providers and whether the subscription knows them. */
export type Providers = z.infer<typeof providers>;

/** The subscription that `az` works in. */
export const readSubscriptionId = async (cli: Cli): Promise<string> =>
  (await ask(cli, z.object({ id: z.guid() }), ['account', 'show'])).id;

export const readRegions = (cli: Cli): Promise<Regions> => ask(cli, regions, ['account', 'list-locations']);

export const readUsages = (cli: Cli, region: string): Promise<Usages> =>
  ask(cli, usages, ['vm', 'list-usage', '--location', region]);

export async function readMachineLearningUsages(cli: Cli, subscription: string, region: string): Promise<Usages> {
  const url = machineLearningUrl(subscription, `locations/${region}/usages`);
  return (await ask(cli, z.object({ value: usages }), ['rest', '--method', 'GET', '--url', url])).value;
}

export const readDeletedVaults = (cli: Cli): Promise<DeletedVaults> =>
  ask(cli, deletedVaults, ['keyvault', 'list-deleted', '--resource-type', 'vault']);

export async function readDeletedWorkspaces(cli: Cli, subscription: string): Promise<DeletedWorkspaces> {
  const url = machineLearningUrl(subscription, 'deletedWorkspaces');
  return (await ask(cli, deletedWorkspaces, ['rest', '--method', 'GET', '--url', url])).value;
}

export const readFeature = async (cli: Cli, namespace: string, name: string): Promise<string> =>
  (await ask(cli, feature, ['feature', 'show', '--namespace', namespace, '--name', name])).properties.state;

export const readPolicies = (cli: Cli): Promise<PolicyAssignments> =>
  ask(cli, assignments, ['policy', 'assignment', 'list', '--disable-scope-strict-match']);

export const readProviders = (cli: Cli): Promise<Providers> =>
  ask(cli, providers, ['provider', 'list', '--query', '[].{namespace:namespace,state:registrationState}']);

/** Azure answers with an error where no such image is offered. */
export const readMarketplaceImage = (cli: Cli, region: string, urn: string): Promise<MarketplaceImage> =>
  ask(cli, marketplaceImage, ['vm', 'image', 'show', '--location', region, '--urn', urn]);

/** What a publisher offers in the marketplace of a region, by name. */
export const readOffers = async (cli: Cli, region: string, publisher: string): Promise<string[]> =>
  (
    await ask(cli, z.array(z.object({ name: z.string() })), [
      ...['vm', 'image', 'list-offers', '--location', region, '--publisher', publisher],
    ])
  ).map(({ name }) => name);

const machineLearningUrl = (subscription: string, path: string): string =>
  `https://management.azure.com/subscriptions/${subscription}/providers/Microsoft.MachineLearningServices/${path}?api-version=2024-10-01`;
