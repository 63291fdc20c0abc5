import type { DisclosureRules } from '../../../../domain/inspection/disclosure.ts';
import type { CheckedRule } from '../table-check.ts';
import { folded } from '../words/folded.ts';
import { labelledNumbers } from './labelled-numbers.ts';
import { literalCounts } from './literal-counts.ts';
import { leftOfMany, sharesOfMany } from './of-many.ts';
import { withoutBase } from './rounding.ts';

/** The rules that mind the numbers of a line, by what it says of them. `counts` takes the counts among them. */
export function rulesOfNumbers(
  given: string,
  { minCount, minResidualDof }: DisclosureRules,
  counts?: Set<number>,
): CheckedRule[] {
  const line = withoutBase(given);
  const isFew = (count: number) => count > 0 && count < minCount;
  const plain = folded(line);
  const byShare: CheckedRule[] = sharesOfMany(plain).some(isFew) ? ['small-rate'] : [];
  const byRest: CheckedRule[] = leftOfMany(plain).some(isFew) ? ['small-difference'] : [];
  const byCount = [...labelledNumbers(line), ...literalCounts(line, minCount)].flatMap(
    ({ kind, value }): CheckedRule[] => {
      if (kind === 'residual-dof') return value < minResidualDof ? ['few-residual-dof'] : [];
      counts?.add(value);
      return value === 0 ? ['zero-count'] : isFew(value) ? ['small-count'] : [];
    },
  );
  return [...byCount, ...byShare, ...byRest];
}
