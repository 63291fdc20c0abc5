import { z } from 'zod';
import { findQuota, quotasLookedAt } from '../../deploy/judge-subscription.ts';
import type { StepOnAzure } from '../step.ts';
import { judge, managed } from './requests.ts';

const usages = z.object({
  value: z.array(
    z.object({ name: z.object({ value: z.string() }), currentValue: z.coerce.number(), limit: z.coerce.number() }),
  ),
});
const versions = {
  'Microsoft.Compute': '2024-07-01',
  'Microsoft.MachineLearningServices': '2024-10-01',
} as const satisfies Record<keyof typeof quotasLookedAt, string>;

/** Whether Azure calls the quotas as the look before a deployment does. */
export const quota: StepOnAzure = {
  id: 'quota',
  asks: 'for the quotas of the region, by the names that a deployment looks for',
  notHere: "the laptop's region has sizes of its own",
  minutes: 5,
  async run(world) {
    const { subscription, region } = world.places;
    const found: string[] = [];
    const missing: string[] = [];
    for (const [provider, names] of Object.entries(quotasLookedAt)) {
      const path = `/subscriptions/${subscription}/providers/${provider}/locations/${region}/usages`;
      const version = Object.entries(versions).find(([one]) => one === provider)?.[1];
      const { value } = await managed(world, usages, 'GET', `${path}?api-version=${version}`);
      for (const name of names) {
        const one = findQuota(value, name);
        if (one === undefined) missing.push(`${provider} has no quota ${name} among ${value.length}`);
        else found.push(`${name}: ${one.currentValue} of ${one.limit}`);
      }
    }
    return judge(missing, found.join(', '));
  },
};
