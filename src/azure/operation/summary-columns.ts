import { z } from 'zod';
import { doors } from '../../domain/base/door.ts';
import { actors } from '../../domain/operation/operation-table.ts';
import type { SummaryRow } from '../../domain/overview/summary-row.ts';
import { sealColumn } from '../base/seals/sealed-parts.ts';
import type { TableRow } from '../base/table.ts';

/** A row that was written before there were summary rows has no `since`; one from before packages said what they were made from says nothing of it. */
const columns = z.object({
  partitionKey: z.string(),
  id: z.string(),
  door: z.enum(doors),
  name: z.string(),
  state: z.string(),
  startedAt: z.string(),
  since: z.string(),
  waitsOn: z.enum(actors).exactOptional(),
  troubleSince: z.string().exactOptional(),
  people: z.string(),
  madeFrom: z.string().default(''),
  told: z.literal('yes').exactOptional(),
  partly: z.string().exactOptional(),
});

export const summarySelect = [
  'PartitionKey',
  'RowKey',
  sealColumn('Brief'),
  ...Object.keys(columns.shape).filter((name) => name !== 'partitionKey'),
];

export function summaryColumns({
  state,
  startedAt,
  since,
  waitsOn,
  troubleSince,
  people,
  madeFrom,
  told,
  partly,
}: SummaryRow) {
  return {
    ...{ state, startedAt, since, people: people.join(' '), madeFrom: madeFrom.join(' ') },
    ...(waitsOn === undefined ? {} : { waitsOn }),
    ...(troubleSince === undefined ? {} : { troubleSince }),
    ...(told === undefined ? {} : { told }),
    ...(partly === undefined ? {} : { partly }),
  };
}

/** The summary row of a row; undefined for one that has none, or none that can be read. */
export function summaryIn(row: TableRow): SummaryRow | undefined {
  const read = columns.safeParse(row);
  if (!read.success) return undefined;
  const { partitionKey: project, people, madeFrom, ...brief } = read.data;
  return { ...brief, project, people: idsIn(people), madeFrom: idsIn(madeFrom) };
}

function idsIn(text: string): string[] {
  return text.split(' ').filter((id) => id !== '');
}
