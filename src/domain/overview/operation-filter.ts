import { z } from 'zod';
import { type Door, shortNumber } from '../base/door.ts';
import type { Direction, ListPlace } from '../base/list-place.ts';
import { factsOf, statesAt } from '../lifecycle/advance.ts';
import { continuation, isIn, limit, person, project, type Span, since, until } from '../operation/list-query.ts';
import { operationKinds } from '../operation/operation-kinds.ts';
import { type Actor, actors } from '../operation/operation-table.ts';
import { isStalled } from '../operation/outage.ts';
import type { SummaryRow } from './summary-row.ts';

/** Orders of a list of operations: by their beginning, or first what has been in its state longest, without what waits for nobody. */
export const operationSorts = ['newest', 'oldest', 'longest-waiting'] as const;

export function operationQuery(door: Door) {
  return z.strictObject({
    project: project.exactOptional(),
    text: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .exactOptional()
      .describe('Only whose name holds this text, or whose id or short number it is.'),
    state: z.enum(statesAt(door)).exactOptional(),
    kind: z.enum(operationKinds).exactOptional(),
    person: person
      .exactOptional()
      .describe(
        'Only what this person decides about, or did something to that its row remembers: object id or e-mail.',
      ),
    since: since.exactOptional(),
    until: until.exactOptional(),
    waitsFor: z.enum(actors).exactOptional().describe('Only what waits for them to act next.'),
    sort: z.enum(operationSorts).default('newest'),
    limit,
    continuation: continuation.exactOptional(),
  });
}

export interface OperationFilter extends Span {
  readonly text?: string;
  readonly state?: string;
  readonly kind?: (typeof operationKinds)[number];
  readonly waitsFor?: Actor;
  readonly sort: (typeof operationSorts)[number];
}

/** At what time, and after how many hours an outage counts as stalled. */
export interface ListMoment {
  readonly now: Date;
  readonly outageHours: number;
}

export function fitsFilter(row: SummaryRow, wanted: OperationFilter, at: ListMoment): boolean {
  const waitsOn = actsNext(row, at);
  return (
    (wanted.text === undefined || isCalled(row, wanted.text)) &&
    (wanted.state === undefined || row.state === wanted.state) &&
    (wanted.kind === undefined || isOfKind(row, wanted.kind, at)) &&
    (wanted.waitsFor === undefined || waitsOn === wanted.waitsFor) &&
    (wanted.sort !== 'longest-waiting' || waitsOn !== undefined) &&
    isIn(wanted, row.startedAt)
  );
}

/** Whether a name holds the text, or it is the whole id or its short number. */
export function isCalled({ id, name }: Pick<SummaryRow, 'id' | 'name'>, text: string): boolean {
  return id === text || shortNumber(id) === text.toUpperCase() || name.toLowerCase().includes(text.toLowerCase());
}

/** Who acts next at that time: what is stalled needs an operator. */
function actsNext(row: SummaryRow, at: ListMoment): Actor | undefined {
  return isStalledRow(row, at) ? 'operator' : row.waitsOn;
}

function isOfKind(row: SummaryRow, kind: NonNullable<OperationFilter['kind']>, at: ListMoment): boolean {
  switch (kind) {
    case 'open':
      return factsOf(row).open;
    case 'ended':
      return !factsOf(row).open;
    case 'needs-somebody': {
      const waitsOn = actsNext(row, at);
      return waitsOn !== undefined && waitsOn !== 'system';
    }
    case 'in-trouble':
      return row.troubleSince !== undefined;
    case 'stalled':
      return isStalledRow(row, at);
  }
}

function isStalledRow({ troubleSince }: SummaryRow, { now, outageHours }: ListMoment): boolean {
  return troubleSince !== undefined && isStalled({ trouble: { since: troubleSince } }, now, outageHours);
}

/** The states that wanted operations can be in, when these are not all. */
export function filteredStates(door: Door, { state, kind }: OperationFilter): readonly string[] | undefined {
  if (state !== undefined) return [state];
  if (kind !== 'ended') return undefined;
  return statesAt(door).filter((one) => !factsOf({ id: '', door, state: one }).open);
}

export const orders: Readonly<
  Record<OperationFilter['sort'], { readonly direction: Direction; readonly place: (row: SummaryRow) => ListPlace }>
> = {
  newest: { direction: 'down', place: ({ startedAt, id }) => ({ value: startedAt, id }) },
  oldest: { direction: 'up', place: ({ startedAt, id }) => ({ value: startedAt, id }) },
  'longest-waiting': { direction: 'up', place: ({ since: from, id }) => ({ value: from, id }) },
};
