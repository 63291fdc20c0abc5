import { z } from 'zod';
import { messageOf } from '../../src/domain/base/errors.ts';
import { ask } from '../deploy/cli.ts';
import type { Around } from './around.ts';

const peering = z.object({ properties: z.object({ remoteVirtualNetwork: z.object({ id: z.string() }) }) });
const peered = z.object({ properties: z.object({ virtualNetworkPeerings: z.array(peering).nullish() }) });
const resources = z.object({ value: z.array(z.object({ id: z.string(), type: z.string() })) });
const management = 'https://management.azure.com';

/** What an environment puts into the group of a hub's network (infra/modules/network.bicep), by what it is put into. */
const put: Readonly<Record<string, (token: string) => string>> = {
  'microsoft.network/firewallpolicies': (token) => `ruleCollectionGroups/environment-${token}?api-version=2024-10-01`,
  'microsoft.network/privatednszones': (token) => `virtualNetworkLinks/vnet-secure-${token}?api-version=2024-06-01`,
};

/**
 * Takes the secure network of an environment out of the hub that it stands on, if it does: a peering whose other end is gone would keep
 * a later environment of this name from peering, and its rules would stay. Gives a sentence for each that Azure did not let go.
 */
export async function leaveHub(
  { cli, say }: Pick<Around, 'cli' | 'say'>,
  network: { readonly id: string; readonly name: string },
): Promise<string[]> {
  const get = <Schema extends z.ZodType>(schema: Schema, path: string) =>
    ask(cli, schema, ['rest', '--method', 'GET', '--url', `${management}${path}`]);
  const token = network.name.split('-').at(-1) ?? '';
  const { properties } = await get(peered, `${network.id}?api-version=2024-07-01`);
  const others = (properties.virtualNetworkPeerings ?? []).map((one) => one.properties.remoteVirtualNetwork.id);
  const hub = others.find((id) => groupIn(id) !== groupIn(network.id));
  if (hub === undefined) return [];
  const { value } = await get(resources, `${hub.split('/providers/')[0]}/resources?api-version=2021-04-01`).catch(
    (error: unknown) => {
      // A hub that went first took everything along.
      if (!/ResourceGroupNotFound|SubscriptionNotFound/.test(messageOf(error))) throw error;
      return { value: [] };
    },
  );
  if (value.length === 0) return [];
  const inside = value.flatMap(({ id, type }) => {
    const path = put[type.toLowerCase()]?.(token);
    return path === undefined ? [] : [`${id}/${path}`];
  });
  const refused: string[] = [];
  for (const path of [...inside, `${hub}/virtualNetworkPeerings/to-secure-${token}?api-version=2025-05-01`]) {
    const what = path.split('?')[0]?.split('/').slice(-3).join('/') ?? path;
    try {
      await cli('az', ['rest', '--method', 'DELETE', '--url', `${management}${path}`, '--output', 'none']);
      say(`removed ${what} from the hub`);
    } catch (error) {
      refused.push(`Azure did not let ${what} of the hub go: ${messageOf(error)}`);
    }
  }
  return refused;
}

const groupIn = (id: string): string => (id.split('/providers/')[0] ?? '').toLowerCase();
