import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type PriceList, readPrices } from './costs.ts';
import { jsonText } from './json-text.ts';

/** Where the figure `year` writes what it counted, so that docs/scale.md need not play it again. */
const scaleFile = join(import.meta.dirname, '../test/bench/year/scale.json');

const counted = [
  'requests',
  'tables',
  'blobReads',
  'blobWrites',
  'resourceManager',
  'runs',
  'entities',
  'processor',
  'wall',
] as const;

/**
 * What one thing took: requests, by what a bill tells apart (listings of blobs are paid for as writes), runs of Data Factory, entities of the partition of a
 * table that got most of them (a query counts as one), milliseconds of processor time, and these with what was waited for requests.
 */
const spentSchema = z.record(z.enum(counted), z.number().min(0));
export type Spent = Readonly<z.infer<typeof spentSchema>>;
export const countedOf = (value: (key: keyof Spent) => number): Spent =>
  spentSchema.parse(Object.fromEntries(counted.map((key) => [key, Math.round(100 * value(key)) / 100])));

export const groupsOfKinds = ['sweeps', 'reconciles', 'pages', 'events', 'datasets and packages'] as const;

/** What there is one of, how often a month has it, and what one took. */
const kindSchema = z.strictObject({
  kind: z.string(),
  group: z.enum(groupsOfKinds),
  aMonth: z.int().min(0),
  executions: z.int().min(0),
  activities: z.int().min(0),
  spent: spentSchema,
});
export type Kind = z.infer<typeof kindSchema>;

export const scaleSchema = z.strictObject({
  size: z.strictObject({
    projects: z.int(),
    approvers: z.int(),
    machines: z.int(),
    ended: z.int(),
    reviews: z.int(),
    changes: z.int(),
    datasets: z.int(),
  }),
  eventsOfDataset: z.int(),
  /** That one schedule switches at once. */
  switched: z.int(),
  kinds: z.array(kindSchema),
});
export type Scale = z.infer<typeof scaleSchema>;
/** How much there is of what in the deployment of the year. Of each thing each project has as many, as near as can be. */
export type Size = Scale['size'];

/** As it stands in the file: of each kind what was counted, in that order. */
const stored = scaleSchema.extend({
  kinds: z.array(kindSchema.extend({ spent: z.array(z.number()).length(counted.length) })),
});

export function readScale(): Scale {
  const { kinds, ...scale } = stored.parse(JSON.parse(readFileSync(scaleFile, 'utf8')));
  const spentOf = (values: readonly number[]) => countedOf((key) => values[counted.indexOf(key)] ?? 0);
  return { ...scale, kinds: kinds.map((kind) => ({ ...kind, spent: spentOf(kind.spent) })) };
}

export function writeScale({ kinds, ...scale }: Scale): void {
  const rows = kinds.map((kind) => ({ ...kind, spent: counted.map((key) => kind.spent[key]) }));
  writeFileSync(scaleFile, jsonText({ ...scale, kinds: rows }));
}

/** Gigabytes of an instance of the app, as infra/modules/function-app.bicep makes them. */
const gigabytes = 2;
/** Of the host account for each activity: messages and rows of an orchestration of three activities are up to fifteen. */
const durableOfActivity = 5;

/** What a month of some kinds takes: each kind times its number. */
export interface Month {
  readonly executions: number;
  readonly requests: number;
  readonly tables: number;
  readonly blobReads: number;
  readonly blobWrites: number;
  /** Of Durable Functions' own state, reckoned. */
  readonly durable: number;
  readonly runs: number;
  /** Processor time in hours. */
  readonly processor: number;
  readonly dollars: number;
}

export function monthOf(kinds: readonly Kind[], prices: PriceList = readPrices()): Month {
  const sum = (of: (kind: Kind) => number) => kinds.reduce((total, kind) => total + kind.aMonth * of(kind), 0);
  const month = {
    executions: sum(({ executions }) => executions),
    requests: sum(({ spent }) => spent.requests),
    tables: sum(({ spent }) => spent.tables),
    blobReads: sum(({ spent }) => spent.blobReads),
    blobWrites: sum(({ spent }) => spent.blobWrites),
    durable: sum(({ activities }) => activities * durableOfActivity),
    runs: sum(({ spent }) => spent.runs),
    processor: sum(({ spent }) => spent.processor) / 3_600_000,
  };
  const events = sum(({ group }) => (group === 'events' ? 1 : 0));
  const seconds = sum(({ spent }) => spent.wall) / 1000;
  return { ...month, dollars: dollarsOf({ ...month, events, seconds }, prices) };
}

type Used = Omit<Month, 'dollars'> & { readonly events: number; readonly seconds: number };

/** As if nothing ran beside anything else on an instance, and each run of Data Factory took the minute that is the least. */
function dollarsOf(used: Used, { uses, Items, factory }: PriceList): number {
  const time = Items.find(({ unitOfMeasure }) => unitOfMeasure === '1 GB Second');
  if (time === undefined) throw new Error('infra/prices.json has no price of a second of the app');
  const paid = (many: number, { units, price }: PriceList['uses']['event']) => (many / units) * price;
  return (
    paid(used.executions, uses.execution) +
    used.seconds * gigabytes * time.retailPrice +
    paid(used.tables + used.durable, uses.table) +
    paid(used.blobReads, uses.blobRead) +
    paid(used.blobWrites, uses.blobWrite) +
    paid(used.events, uses.event) +
    (used.runs / 60) * factory.hour
  );
}
