import { Refused } from '../../domain/base/errors.ts';
import { isIn } from '../../domain/operation/list-query.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { SummaryRow } from '../../domain/overview/summary-row.ts';
import type { BrokenRow, Register, Stored, SummaryList } from '../../ports/records.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import type { Period } from './period.ts';

export interface LeftPorts {
  readonly register: Pick<Register, 'briefs' | 'whole'>;
}

/** A package that was released, and when that came to its end. */
export interface Left {
  readonly row: Stored<SummaryRow>;
  readonly leftAt: string;
}

export const requestsAtOnce = 16;

/** A list is sorted in memory, so it has an end. */
const mostWanted = 20_000;

/** States of a package whose release was perhaps taken back after its end. */
const takenBackStates = ['revoking', 'revoked', 'failed'];

/**
 * What left these projects in the period: by few columns of each row that came into its state then, and by whole rows only of what was
 * taken back since. Throws Refused for too many.
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
    const ask = (states: readonly string[], moved: Partial<Period>) =>
      register.briefs('export', project, { states, until: period.until, moved });
    for (const row of wantedOf(await ask(['released'], period)))
      found.set(row.value.id, { row, leftAt: row.value.since });
    for (const row of wantedOf(await ask(takenBackStates, { since: period.since }))) {
      const operation = await register.whole(row);
      const leftAt = operation && leftBefore(operation);
      if (leftAt !== undefined && isIn(period, leftAt)) found.set(row.value.id, { row, leftAt });
    }
  });
  if (found.size <= mostWanted) return { left: [...found.values()], broken };
  throw new Refused(`More than ${mostWanted} packages left then, which are too many to be sorted: ask for less time`);
}

/** When that left which was taken back; undefined where its release had not come to its end. */
function leftBefore({ takeBack, transfers }: Operation): string | undefined {
  if (takeBack?.from !== 'released') return undefined;
  return transfers.findLast(({ step, status }) => step === 'export-release' && status === 'succeeded')?.closedAt;
}
