import { Refused } from '../../domain/base/errors.ts';
import { departuresOf } from '../../domain/lifecycle/departures.ts';
import { isIn } from '../../domain/operation/list-query.ts';
import type { SummaryRow } from '../../domain/overview/summary-row.ts';
import type { BrokenRow, Narrowed, Register, Stored, SummaryList } from '../../ports/records.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import type { Period } from './period.ts';

export interface LeftPorts {
  readonly register: Pick<Register, 'briefs' | 'whole'>;
}

/** A package of which something was outside, and when; one that left several times is here as often. */
export interface Left {
  readonly row: Stored<SummaryRow>;
  readonly leftAt: string;
}

export const requestsAtOnce = 16;

/** A list is sorted in memory, so it has an end. */
const mostWanted = 20_000;

/** States in which only the whole row says when something was outside; in others a column says whether it has to be read. */
const takenBackStates = ['revoking', 'revoked', 'failed'];

/**
 * What left these projects in the period: by few columns of each row that came into its state then, and by whole rows only of what was
 * taken back since, or stopped on its way. Throws Refused for too many.
 */
export async function findLeft(
  { register }: LeftPorts,
  projects: readonly string[],
  period: Period,
  isWanted: (row: SummaryRow) => boolean = () => true,
): Promise<{ readonly left: readonly Left[]; readonly broken: readonly BrokenRow[] }> {
  const found = new Map<string, Left>();
  const broken: BrokenRow[] = [];
  const wantedOf = (list: SummaryList) => {
    broken.push(...list.broken);
    return list.briefs.filter(({ value }) => isWanted(value));
  };
  await atOnce(requestsAtOnce, projects, async (project) => {
    const ask = (narrowed: Narrowed) => register.briefs('export', project, { until: period.until, ...narrowed });
    const keep = (row: Left['row'], leftAt: string) => found.set(keyOf(row, leftAt), { row, leftAt });
    for (const row of wantedOf(await ask({ states: ['released'], moved: period }))) keep(row, row.value.since);
    const { since } = period;
    for (const row of wantedOf(await ask({ states: takenBackStates, orPartlySince: since, moved: { since } }))) {
      const operation = await register.whole(row);
      for (const { at } of operation === undefined ? [] : departuresOf(operation)) if (isIn(period, at)) keep(row, at);
    }
  });
  if (found.size <= mostWanted) return { left: [...found.values()], broken };
  throw new Refused(`More than ${mostWanted} packages left then, which are too many to be sorted: ask for less time`);
}

/** Tells apart what left, also where one package left several times. */
export function keyOf({ value: { id } }: Left['row'], leftAt: string): string {
  return `${id} ${leftAt}`;
}
