import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { table } from './markdown-table.ts';
import { removalOrder } from './teardown/remove-groups.ts';

/** How many units of a price make up a month; of others the list says how many are taken. */
const wholeMonth = { '1 Hour': 'hours', '1/Month': 1, '1 GB': undefined, '1 GB Second': undefined } as const;

const use = z.strictObject({ what: z.string(), units: z.int(), price: z.number(), source: z.string() });

const priceList = z.strictObject({
  $comment: z.string(),
  date: z.iso.date(),
  currency: z.string(),
  armRegionName: z.string(),
  compute: z.strictObject({ what: z.string(), hour: z.number(), source: z.string() }),
  factory: z.strictObject({ what: z.string(), hour: z.number(), source: z.string() }),
  uses: z.strictObject({ execution: use, table: use, blobRead: use, blobWrite: use, event: use }),
  hoursInMonth: z.number(),
  Items: z.array(
    z.strictObject({
      what: z.string(),
      counted: z.string(),
      for: z.string().optional(),
      units: z.number().optional(),
      serviceName: z.string(),
      meterName: z.string(),
      unitOfMeasure: z.enum(['1 Hour', '1/Month', '1 GB', '1 GB Second']),
      retailPrice: z.number(),
      source: z.string(),
    }),
  ),
});
const snapshot = z.object({ predictedResources: z.array(z.object({ id: z.string(), type: z.string() })) });

/** Prices of what costs something whether or not somebody works, in the form of Microsoft's price list: for each resource of a type. */
export type PriceList = z.infer<typeof priceList>;
type Priced = Pick<PriceList['Items'][number], 'what' | 'counted' | 'for' | 'units' | 'unitOfMeasure' | 'retailPrice'>;

/** One price with the number of resources that it is paid for, and what they cost in an hour together. */
export interface Cost {
  readonly what: string;
  readonly count: number;
  readonly hour: number;
}

function unitsIn({ what, units, unitOfMeasure }: Priced, hoursInMonth: number): number {
  const whole = wholeMonth[unitOfMeasure];
  const taken = units ?? (whole === 'hours' ? hoursInMonth : whole);
  if (taken === undefined) throw new Error(`infra/prices.json does not say how many units of '${what}' a month takes`);
  return taken;
}

/** What an environment costs by the hour, as its expanded template counts. One plan of Defender is one resource, so it is found by its name. */
export function costsOf(
  resources: readonly { readonly id: string; readonly type: string }[],
  list: Pick<PriceList, 'hoursInMonth'> & { readonly Items: readonly Priced[] },
): Cost[] {
  const plans = resources
    .filter(({ type }) => type === 'Microsoft.Security/pricings')
    .map(({ id }) => id.split('/').at(-1));
  // Azure tells no letters of another case apart.
  const real = [...new Map(resources.map((resource) => [resource.id.toLowerCase(), resource])).values()];
  return list.Items.filter((price) => price.for === undefined || plans.includes(price.for))
    .map((price) => {
      const once = price.counted === 'Microsoft.Security/pricings';
      return { price, count: once ? 1 : real.filter(({ type }) => type === price.counted).length };
    })
    .filter(({ count }) => count > 0)
    .map(({ price, count }) => {
      const each = (price.retailPrice * unitsIn(price, list.hoursInMonth)) / list.hoursInMonth;
      return { what: price.what, count, hour: count * each };
    });
}

/** The prices that stand in infra. */
export const readPrices = (): PriceList => priceList.parse(read('prices.json'));

const infra = new URL('../infra/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, infra), 'utf8'));
const environments = ['trial', 'default', 'everything', 'hub', 'spoke-one', 'spoke-two'] as const;

/** The resources of one of `infra/environments`, as its template expands. */
export const resourcesIn = (environment: (typeof environments)[number]): { id: string; type: string }[] =>
  snapshot.parse(read(`environments/${environment}.snapshot.json`)).predictedResources;

const monthOf = (costs: readonly Cost[], list: PriceList): number =>
  costs.reduce((total, { hour }) => total + hour, 0) * list.hoursInMonth;

/** What an environment on a hub costs a month by the parts that it has: without any, and what each adds to that. */
export function spokeCosts(list: PriceList) {
  const least = monthOf(costsOf(resourcesIn('spoke-one'), list), list);
  const both = resourcesIn('spoke-two');
  const learning = both.filter(({ id }) => /\/resourceGroups\/[^/]+-machine-learning\//i.test(id));
  const machineLearning = monthOf(costsOf(learning, list), list);
  return { least, machineLearning, readingRoom: monthOf(costsOf(both, list), list) - least - machineLearning };
}

/** The page of what an environment costs while nothing happens. */
export function costsText(): string {
  const list = readPrices();
  const all = environments.map((name) => costsOf(resourcesIn(name), list));
  const sum = (costs: readonly Cost[]) => costs.reduce((total, { hour }) => total + hour, 0);
  const cell = (costs: readonly Cost[], what: string) => {
    const cost = costs.find((one) => one.what === what);
    return cost === undefined ? '' : `${cost.count}: ${cost.hour.toFixed(3)}`;
  };
  const body = list.Items.filter(({ what }) => all.some((costs) => cell(costs, what) !== '')).map(
    ({ what, source }) => [what, ...all.map((costs) => cell(costs, what)), source],
  );
  const sums = [
    ['**An hour**', ...all.map((costs) => sum(costs).toFixed(2)), ''],
    ['**A month**', ...all.map((costs) => monthOf(costs, list).toFixed(0)), ''],
  ];
  const { least, machineLearning, readingRoom } = spokeCosts(list);
  const spokes = [
    ['neither', least],
    ['a reading room', least + readingRoom],
    ['Machine Learning', least + machineLearning],
    ['both', least + machineLearning + readingRoom],
  ] as const;
  return `# What it costs while nothing happens

An estimate in ${list.currency} of ${list.date}, made by \`npm run docs\`: the resources of \`infra/environments/*.snapshot.json\` counted with the prices of \`infra/prices.json\`. In each cell the number of resources and what they cost in an hour. Prices that are *assumed* nobody has looked up in Microsoft's price list: they show the order, not the bill. What is paid by use comes on top: storage, runs of Data Factory, Sentinel, scanning, machines and clusters of projects, plans of Defender that count usage, licences of Windows. \`hub\` is what [environments on a hub](environment.md#a-second-environment-on-one-hub) share; \`spoke-one\` adds one without Machine Learning, \`spoke-two\` one with it and with a reading room; what they log comes on top.

${table(['What', ...environments, 'Price from'], [...body, ...sums])}

## A second environment
What one on a hub costs by what it has; [why the last two cost more than 150](decisions/0031-what-a-second-environment-costs.md).

${table(
  ['It has', `${list.currency} a month`],
  spokes.map(([what, month]) => [what, month.toFixed(0)]),
)}

## While a removal is stuck
What goes on costing, by the groups of \`default\` in the order in which [a removal](teardown.md) takes them.

${table(['Group', `${list.currency} a day`, 'What costs most'], stuckRows(list))}
`;
}

/** The groups that cost something, what they cost a day, and the dearest of it. */
function stuckRows(list: PriceList): string[][] {
  const resources = resourcesIn('default');
  return removalOrder.flatMap((part) => {
    const there = resources.filter(({ id }) => new RegExp(`/resourceGroups/[^/]+-${part}/`, 'i').test(id));
    const costs = costsOf(there, list).toSorted((one, other) => other.hour - one.hour);
    const day = costs.reduce((sum, { hour }) => sum + hour, 0) * 24;
    return costs[0] === undefined ? [] : [[part, day.toFixed(2), costs[0].what]];
  });
}
