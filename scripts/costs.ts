import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { table } from './markdown-table.ts';

const priceList = z.strictObject({
  $comment: z.string(),
  date: z.iso.date(),
  currency: z.string(),
  compute: z.strictObject({ what: z.string(), hour: z.number(), source: z.string() }),
  hoursInMonth: z.number(),
  prices: z.array(
    z.strictObject({
      what: z.string(),
      counted: z.string(),
      for: z.string().optional(),
      hour: z.number().optional(),
      month: z.number().optional(),
      source: z.string(),
    }),
  ),
});
const snapshot = z.object({ predictedResources: z.array(z.object({ id: z.string(), type: z.string() })) });

/** Prices of what costs something while nothing happens: for each resource of a type, in the hour or in the month. */
export type PriceList = z.infer<typeof priceList>;

/** One price with the number of resources that it is paid for, and what they cost in an hour together. */
export interface Cost {
  readonly what: string;
  readonly count: number;
  readonly hour: number;
}

/** What an environment costs by the hour, as its expanded template counts. One plan of Defender is one resource, so it is found by its name. */
export function costsOf(
  resources: readonly { readonly id: string; readonly type: string }[],
  list: Pick<PriceList, 'hoursInMonth' | 'prices'>,
): Cost[] {
  const plans = resources
    .filter(({ type }) => type === 'Microsoft.Security/pricings')
    .map(({ id }) => id.split('/').at(-1));
  // Azure tells no letters of another case apart.
  const real = [...new Map(resources.map((resource) => [resource.id.toLowerCase(), resource])).values()];
  return list.prices
    .filter((price) => price.for === undefined || plans.includes(price.for))
    .map((price) => {
      const each = (price.hour ?? 0) + (price.month ?? 0) / list.hoursInMonth;
      const once = price.counted === 'Microsoft.Security/pricings';
      const count = once ? 1 : real.filter(({ type }) => type === price.counted).length;
      return { what: price.what, count, hour: count * each };
    })
    .filter(({ count }) => count > 0);
}

const infra = new URL('../infra/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, infra), 'utf8'));
const environments = ['trial', 'default', 'everything'] as const;

/** The page of what an environment costs while nothing happens. */
export function costsText(): string {
  const list = priceList.parse(read('prices.json'));
  const all = environments.map((name) =>
    costsOf(snapshot.parse(read(`environments/${name}.snapshot.json`)).predictedResources, list),
  );
  const sum = (costs: readonly Cost[]) => costs.reduce((total, { hour }) => total + hour, 0);
  const cell = (costs: readonly Cost[], what: string) => {
    const cost = costs.find((one) => one.what === what);
    return cost === undefined ? '' : `${cost.count}: ${cost.hour.toFixed(3)}`;
  };
  const body = list.prices
    .filter(({ what }) => all.some((costs) => cell(costs, what) !== ''))
    .map(({ what, source }) => [what, ...all.map((costs) => cell(costs, what)), source]);
  const sums = [
    ['**An hour**', ...all.map((costs) => sum(costs).toFixed(2)), ''],
    ['**A month**', ...all.map((costs) => (sum(costs) * list.hoursInMonth).toFixed(0)), ''],
  ];
  return `# What it costs while nothing happens

An estimate in US dollars of ${list.date}, made by \`npm run docs\`: the resources of \`infra/environments/*.snapshot.json\` counted with the prices of \`infra/prices.json\`. In each cell the number of resources and what they cost in an hour. Prices that are *assumed* nobody has looked up in Microsoft's price list: they show the order, not the bill. What is paid by use comes on top: storage, runs of Data Factory, logs by gigabyte, Sentinel, scanning, the app, machines and clusters of projects, plans of Defender that count usage. Session hosts stop when nobody works; here they run.

${table(['What', ...environments, 'Price from'], [...body, ...sums])}
`;
}
