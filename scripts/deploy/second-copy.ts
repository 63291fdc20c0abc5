import { z } from 'zod';
import { ask, type Cli } from './cli.ts';
import { judgePolicies } from './judge-subscription.ts';
import { type PolicyAssignments, type Providers, readPolicies, readProviders } from './read-subscription.ts';
import { given, type Settings } from './setting-rules.ts';

const locations = z.object({ value: z.array(z.object({ name: z.string() })) });
const permissions = z.object({
  value: z.array(z.object({ actions: z.array(z.string()), notActions: z.array(z.string()).default([]) })),
});

/** The subscription that the second copy lies in, as it is now, and what whoever is signed in may do there. */
export interface CopyPlace {
  readonly subscription: string;
  readonly region: string;
  readonly regions: readonly string[];
  readonly may: z.infer<typeof permissions>['value'];
  readonly providers: Providers;
  readonly policies: PolicyAssignments;
}

/** Undefined where no second copy is wanted, and for an id that is none, of which the settings tell. */
export async function readCopyPlace(cli: Cli, settings: Settings): Promise<CopyPlace | undefined> {
  const region = given(settings, 'SECOND_COPY_LOCATION');
  const wanted = given(settings, 'SECOND_COPY_SUBSCRIPTION') ?? settings['AZURE_SUBSCRIPTION_ID'];
  const { data: subscription } = z.guid().safeParse(wanted);
  if (region === undefined || subscription === undefined) return undefined;
  const get = <Schema extends z.ZodType>(schema: Schema, path: string) =>
    ask(cli, schema, [
      ...['rest', '--method', 'GET', '--url', `https://management.azure.com/subscriptions/${subscription}/${path}`],
    ]);
  const there: Cli = (program, args, signal) => cli(program, [...args, '--subscription', subscription], signal);
  const [found, may, providers, policies] = await Promise.all([
    get(locations, 'locations?api-version=2022-12-01'),
    get(permissions, 'providers/Microsoft.Authorization/permissions?api-version=2022-04-01'),
    readProviders(there),
    readPolicies(there),
  ]);
  const regions = found.value.map(({ name }) => name);
  return { subscription, region, regions, may: may.value, providers, policies };
}

/** The account, and what lets the private endpoint of another subscription reach it. */
const namespaces = ['Microsoft.Network', 'Microsoft.Storage'];

/** What the deployment writes there: the group with its account, the role on it, and who has that. */
const writes = [
  'Microsoft.Resources/subscriptions/resourceGroups/write',
  'Microsoft.Resources/deployments/write',
  'Microsoft.Storage/storageAccounts/write',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/roleAssignments/write',
];

/** Why the second copy could not be made there, a sentence each. */
export function judgeCopyPlace(place: CopyPlace | undefined): string[] {
  if (place === undefined) return [];
  const { subscription, region, regions, providers, policies } = place;
  const missing = writes.filter((action) => !isAllowed(place, action));
  const known = providers.filter(({ state }) => state === 'Registered').map(({ namespace }) => namespace.toLowerCase());
  return [
    ...(regions.includes(region)
      ? []
      : [`The subscription ${subscription} of the second copy has no region '${region}' (SECOND_COPY_LOCATION)`]),
    ...(missing.length === 0
      ? []
      : [
          `Whoever is signed in to az may not do ${missing.join(', ')} in the subscription ${subscription} of the second copy. Ask for the role Owner there`,
        ]),
    ...namespaces
      .filter((namespace) => !known.includes(namespace.toLowerCase()))
      .map(
        (namespace) =>
          `The subscription ${subscription} of the second copy does not know ${namespace}. Run: az provider register --namespace ${namespace} --subscription ${subscription} --wait`,
      ),
    ...judgePolicies(policies, { region, types: ['Microsoft.Storage/storageAccounts'] }),
  ];
}

const isAllowed = ({ may }: CopyPlace, action: string): boolean =>
  may.some(
    ({ actions, notActions }) =>
      actions.some((one) => isOf(one, action)) && !notActions.some((one) => isOf(one, action)),
  );

/** Whether an action is one of those that Azure writes with `*` for any text. */
function isOf(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
