import type { DisclosureRules } from '../../../../domain/inspection/disclosure.ts';
import type { CheckedRule } from '../table-check.ts';
import { labelledNumbers } from './labelled-numbers.ts';
import { literalCounts } from './literal-counts.ts';
import { withoutBase } from './rounding.ts';

/** The rules that mind the numbers of a line, by what it says of them. `counts` takes the counts among them. */
export function rulesOfNumbers(
  given: string,
  { minCount, minResidualDof }: DisclosureRules,
  counts?: Set<number>,
): CheckedRule[] {
  const line = withoutBase(given);
  return [...labelledNumbers(line), ...literalCounts(line, minCount)].flatMap(({ kind, value }): CheckedRule[] => {
    if (kind === 'residual-dof') return value < minResidualDof ? ['few-residual-dof'] : [];
    counts?.add(value);
    return value === 0 ? ['zero-count'] : value > 0 && value < minCount ? ['small-count'] : [];
  });
}
