import { z } from 'zod';
import { ask, type Cli } from './cli.ts';
import { doMeet, isWithin, objectIn, type Range, range } from './ranges.ts';
import { given, type Settings } from './setting-rules.ts';

const id = z.string().regex(/^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/.+/i);
const hubSchema = z.strictObject({
  networkId: id,
  policyId: id,
  firewallAddress: z.ipv4(),
  publicAddress: z.ipv4(),
  workspaceId: id,
  customerId: z.guid(),
  ranges: z.strictObject({ hub: range(24), access: range(24), spokes: range(22) }),
  services: z.strictObject({ machineLearning: z.boolean(), readingRoom: z.boolean(), durableScheduler: z.boolean() }),
  desktops: z.strictObject({ group: z.string(), desktop: z.string(), applications: z.string() }),
});
const secureNetwork = z.looseObject({ secure: range(22) });
/** As infra/main.bicep has it where nobody says otherwise. */
const usual = { secure: '10.41.0.0/20' };

/** Settings that need zones of the hub, by what the hub calls the service, and what counts where nobody sets them. */
const zoned = [
  { service: 'machineLearning', name: 'MACHINE_LEARNING', unset: 'true' },
  { service: 'readingRoom', name: 'READING_ROOM', unset: 'false' },
  { service: 'durableScheduler', name: 'DURABLE_TASK_SCHEDULER', unset: 'false' },
] as const;

/** What is wrong with an environment on a hub, which Azure would say in the middle of the deployment. What is no object is told by the rules of settings. */
export function hubProblems(settings: Settings): string[] {
  const set = objectIn(given(settings, 'HUB'));
  if (set === undefined) return [];
  const { data, error } = hubSchema.safeParse(set);
  if (data === undefined)
    return error.issues.map(
      ({ path, message }) => `HUB: ${[...path, message].join(' ')}. Set what infra/hub.bicep puts out, whole`,
    );
  const priority = Number(given(settings, 'HUB_PRIORITY'));
  const secure = secureNetwork.safeParse(objectIn(given(settings, 'RANGES')) ?? usual).data?.secure;
  const access = given(settings, 'ACCESS') ?? 'desktop';
  return [
    ...(priority > 1000 && priority <= 65_000
      ? []
      : [
          `HUB_PRIORITY is ${given(settings, 'HUB_PRIORITY') ?? 'not set'}. It must be a number from 1001 to 65000 that no other environment on the hub has. Run: azd env set HUB_PRIORITY 1100`,
        ]),
    ...(secure === undefined || isWithin(secure, data.ranges.spokes)
      ? []
      : ['RANGES: secure must lie in what HUB calls spokes, and apart from all other environments on the hub']),
    ...zoned
      .filter(({ service }) => !data.services[service])
      .filter(({ name, unset }) => (given(settings, name) ?? unset).toLowerCase() === 'true')
      .map(
        ({ service, name }) =>
          `${name} is on, and the hub has no zones for it: deploy the hub with ${service} in its services`,
      ),
    ...(access === 'desktop' || access === 'none'
      ? []
      : [`ACCESS is '${access}'. On a hub people come in by its desktops: it must be desktop or none`]),
    ...(given(settings, 'FIREWALL')?.toLowerCase() === 'false'
      ? ['FIREWALL is false. On a hub its firewall is the only way out: it must be true']
      : []),
  ];
}

const peerings = z.object({
  value: z.array(
    z.object({
      properties: z.object({
        remoteVirtualNetwork: z.object({ id: z.string() }),
        remoteAddressSpace: z.object({ addressPrefixes: z.array(range(32)) }),
      }),
    }),
  ),
});
const groupsOfRules = z.object({
  value: z.array(z.object({ name: z.string(), properties: z.object({ priority: z.int() }) })),
});

/** Who is on the hub already: the networks that it peers with, and the groups of rules in its policy. */
export interface Neighbours {
  readonly networks: readonly { readonly id: string; readonly ranges: readonly Range[] }[];
  readonly groups: readonly { readonly name: string; readonly priority: number }[];
}

/** Asks the hub, where the settings name one that can be asked. */
export async function readNeighbours(cli: Cli, settings: Settings): Promise<Neighbours | undefined> {
  const hub = hubSchema.safeParse(objectIn(given(settings, 'HUB'))).data;
  if (hub === undefined) return undefined;
  const get = <Schema extends z.ZodType>(schema: Schema, path: string) =>
    ask(cli, schema, ['rest', '--method', 'GET', '--url', `https://management.azure.com${path}`]);
  const [joined, rules] = await Promise.all([
    get(peerings, `${hub.networkId}/virtualNetworkPeerings?api-version=2025-05-01`),
    get(groupsOfRules, `${hub.policyId}/ruleCollectionGroups?api-version=2024-10-01`),
  ]);
  return {
    networks: joined.value.map(({ properties }) => ({
      id: properties.remoteVirtualNetwork.id,
      ranges: properties.remoteAddressSpace.addressPrefixes,
    })),
    groups: rules.value.map(({ name, properties }) => ({ name, priority: properties.priority })),
  };
}

/** An environment on the hub shares neither addresses nor the priority of its rules with another one. What is there of itself, from an earlier deployment, may stay. */
export function judgeNeighbours(neighbours: Neighbours | undefined, settings: Settings): string[] {
  if (neighbours === undefined) return [];
  const group = `/resourceGroups/rg-${given(settings, 'AZURE_ENV_NAME')}-network/`.toLowerCase();
  const isOwn = (id: string): boolean => id.toLowerCase().includes(group);
  const token = neighbours.networks
    .find(({ id }) => isOwn(id))
    ?.id.split('-')
    .at(-1);
  const priority = Number(given(settings, 'HUB_PRIORITY'));
  const secure = secureNetwork.safeParse(objectIn(given(settings, 'RANGES')) ?? usual).data?.secure;
  return [
    ...neighbours.networks
      .filter(({ id, ranges }) => !isOwn(id) && ranges.some((one) => secure !== undefined && doMeet(one, secure)))
      .map(({ id }) => `RANGES: secure shares addresses with ${id.split('/').at(-1)}, which is on the hub already`),
    ...neighbours.groups
      .filter((other) => other.priority === priority && other.name !== `environment-${token}`)
      .map(
        ({ name }) => `HUB_PRIORITY is ${priority}, which the rules ${name} of the hub have already. Choose another`,
      ),
  ];
}
