import { costsOf, readPrices } from '../costs.ts';
import { type EnvironmentName, resourcesOf } from './belongings.ts';
import type { Standing } from './read-environment.ts';

/** What goes on costing money while a removal is stuck, a line each, the dearest first; nothing where nothing does. */
export function whatItCosts(standing: Standing, environment: EnvironmentName): readonly string[] {
  const list = readPrices();
  const costs = costsOf(resourcesOf(standing, environment), list).toSorted((one, other) => other.hour - one.hour);
  if (costs.length === 0) return [];
  const day = (hour: number) => (hour * 24).toFixed(2);
  return [
    `What is still there costs about ${day(costs.reduce((sum, { hour }) => sum + hour, 0))} ${list.currency} a day:`,
    ...costs.map(({ what, count, hour }) => `- ${count} × ${what}: ${day(hour)}`),
  ];
}
