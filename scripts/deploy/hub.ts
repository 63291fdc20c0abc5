import { z } from 'zod';
import { isWithin, objectIn, range } from './ranges.ts';
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
  desktops: z.strictObject({ group: z.string(), desktop: z.string(), applications: z.string() }),
});
const secureNetwork = z.looseObject({ secure: range(22) });
/** As infra/main.bicep has it where nobody says otherwise. */
const usual = { secure: '10.41.0.0/20' };

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
    ...(access === 'desktop' || access === 'none'
      ? []
      : [`ACCESS is '${access}'. On a hub people come in by its desktops: it must be desktop or none`]),
    ...(given(settings, 'FIREWALL')?.toLowerCase() === 'false'
      ? ['FIREWALL is false. On a hub its firewall is the only way out: it must be true']
      : []),
  ];
}
