import { z } from 'zod';
import type { Deployed } from '../../deploy/cli.ts';
import type { Subscription } from '../step.ts';
import { anything, managed, told } from '../steps/requests.ts';
import { accountId, assignRole, groupId } from '../steps/trial-resources.ts';

const storage = 'api-version=2025-06-01';
const factories = 'api-version=2018-06-01';
const ownsBlobs = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b';
const assignments = z.object({
  value: z.array(
    z.object({
      properties: z.object({
        scope: z.string(),
        roleDefinitionId: z.string(),
        condition: z.string().nullish(),
      }),
    }),
  ),
});
const defined = z.looseObject({ properties: z.looseObject({}) });
const identity = z.object({ identity: z.object({ principalId: z.string() }) });

const nameOf = ({ SECURE_ACCOUNT }: Deployed): string => `stver${SECURE_ACCOUNT.slice('stsec'.length)}`;
const idOf = (world: Subscription): string =>
  `${groupId(world, 'copy')}/providers/Microsoft.Storage/storageAccounts/${nameOf(world.deployed)}`;

/** The container that keeps each version: as `datasets`, but where the person can look and clear away. */
export const keptUrl = (deployed: Deployed): string => `https://${nameOf(deployed)}.blob.core.windows.net/datasets`;

const containerId = (world: Subscription): string => `${idOf(world)}/blobServices/default/containers/datasets`;

/** Deletes the container, which would keep its account; Azure refuses as long as something lies in it. */
export const removeKept = (world: Subscription): Promise<unknown> =>
  managed(world, anything, 'DELETE', `${containerId(world)}?${storage}`);

/**
 * An account like the secure one for the length of a trial. What lies under a policy on `datasets` itself would keep the secure account
 * for a day. It lies in the group of the second copy, which a trial has not and a removal knows.
 */
export async function makeKeptAccount(world: Subscription): Promise<void> {
  const { AZURE_ENV_NAME, AZURE_LOCATION: location } = world.deployed;
  const tags = { 'azd-env-name': AZURE_ENV_NAME, application: 'sallyport' };
  await managed(world, anything, 'PUT', `${groupId(world, 'copy')}?api-version=2025-04-01`, { location, tags });
  const id = idOf(world);
  const put = (path: string, body: object) => managed(world, anything, 'PUT', `${id}${path}?${storage}`, body);
  await put('', {
    ...{ location, tags, kind: 'StorageV2', sku: { name: 'Standard_LRS' } },
    properties: { allowSharedKeyAccess: false, allowBlobPublicAccess: false, minimumTlsVersion: 'TLS1_2' },
  });
  const isThere = async () =>
    await managed(world, defined, 'GET', `${id}?${storage}`).then(
      () => true,
      () => undefined,
    );
  for (let looks = 0; looks < 20 && !(await isThere()); looks += 1) await world.pause();
  await put('/blobServices/default', { properties: { isVersioningEnabled: true } });
  await put('/blobServices/default/containers/datasets', {
    properties: { immutableStorageWithVersioning: { enabled: true } },
  });
  await put('/blobServices/default/containers/datasets/immutabilityPolicies/default', {
    properties: { immutabilityPeriodSinceCreationInDays: 1 },
  });
  await giveRolesOn(world, containerId(world));
  await pointFactory(world);
}

/** Data Factory gets the roles that it has on `datasets`, and the person all of them. */
async function giveRolesOn(world: Subscription, container: string): Promise<void> {
  const factory = await managed(world, identity, 'GET', `${world.places.factory}?${factories}`);
  const { principalId } = factory.identity;
  const datasets = `${accountId(world, 'secure')}/blobServices/default/containers/datasets`;
  const filter = encodeURIComponent(`principalId eq '${principalId}'`);
  const path = `${datasets}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
  const { value } = await managed(world, assignments, 'GET', path);
  const same = value.filter(({ properties }) => properties.scope.toLowerCase().endsWith('/containers/datasets'));
  const grants = [
    ...same.map(({ properties: { roleDefinitionId, condition } }) => ({
      ...{ roleId: roleDefinitionId, principalId, principalType: 'ServicePrincipal' as const },
      condition: condition ?? undefined,
    })),
    { roleId: ownsBlobs, principalId: world.person, principalType: 'User' as const, condition: undefined },
  ];
  for (const grant of grants) {
    const answer = await assignRole(world, container, grant);
    if (answer.status > 299) throw new Error(`A role on ${container} was answered ${told(answer)}`);
  }
}

/** Names of Data Factory for the account, each made from what is deployed for the secure one. */
const copies = [
  { kind: 'linkedservices', from: 'secure_storage', to: 'verify_storage' },
  { kind: 'datasets', from: 'secure_datasets', to: 'verify_datasets' },
  { kind: 'pipelines', from: 'ingress-copy', to: 'verify-copy' },
  { kind: 'pipelines', from: 'dataset-retract', to: 'verify-retract' },
] as const;

/** The same pipelines, with the account in the place of the secure one. */
async function pointFactory(world: Subscription): Promise<void> {
  const renamed = [
    ...copies.map(({ from, to }) => [from, to]),
    [world.deployed.SECURE_ACCOUNT, nameOf(world.deployed)],
  ];
  for (const { kind, from, to } of copies) {
    const at = (name: string) => `${world.places.factory}/${kind}/${name}?${factories}`;
    const { properties } = await managed(world, defined, 'GET', at(from));
    const text = renamed.reduce(
      (rest, [one = '', other = '']) => rest.replaceAll(one, other),
      JSON.stringify(properties),
    );
    await managed(world, anything, 'PUT', at(to), { properties: JSON.parse(text) });
  }
}
