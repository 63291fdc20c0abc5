import { bounds, type Cost } from './cost.ts';

/** What somebody consents to. */
export interface Plan {
  readonly name: string;
  readonly subscription: string;
  readonly region: string;
  readonly cost: Cost;
}

/** Why it does not begin, with what to do; undefined where it may. */
export function tooDear({ most, currency }: Cost): string | undefined {
  if (most <= bounds.dollars) return undefined;
  return `By infra/prices.json this would cost ${most.toFixed(2)} ${currency}, and ${bounds.dollars} is the most. Look up the prices, or leave something out of infra/environments/trial.bicepparam.`;
}

/** What is going to happen, a line each. */
export const planLines = ({ name, subscription, region, cost }: Plan): readonly string[] => [
  `This deploys the trial of docs/deploy.md as the environment ${name} in ${region}, into the subscription ${subscription}.`,
  `It takes at most ${bounds.minutes} minutes, the last ${bounds.removal} of them to take it down, and costs at most ${cost.most.toFixed(2)} ${cost.currency} by infra/prices.json.`,
  `If Azure does not let something go in that time, that goes on costing ${(cost.hour * 24).toFixed(2)} ${cost.currency} a day at most, until: npm run teardown -- --environment ${name}`,
  'It makes a group and an app registration in Entra, and deletes both. The name of its vault stays taken for 90 days.',
];
