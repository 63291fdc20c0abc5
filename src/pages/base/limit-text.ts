import { countText, enumerated } from '../../domain/base/count-text.ts';
import { type EgressLimit, type LimitMeasure, limitMeasures } from '../../domain/project/egress-limits.ts';
import type { LimitLook } from '../../domain/transfer/limits.ts';
import { sizeText } from './words.ts';

const amounts: Readonly<Record<LimitMeasure, (count: number) => string>> = {
  packages: (count) => countText(count, 'package'),
  files: (count) => countText(count, 'file'),
  rows: (count) => countText(count, 'row'),
  bytes: sizeText,
};

/** What a limit says: `at most 3 packages and 100 MB, with one approver more above 60 MB, in 7 days, of each person`. */
export function limitText({ of, days, soft, hard }: EgressLimit): string {
  const most = amountsText(hard);
  const less = amountsText(soft);
  const parts = [most && `at most ${most}`, less && `${most && 'with '}one approver more above ${less}`];
  const each = of === 'project' ? '' : `, of each ${of}`;
  return `${parts.filter((part) => part !== '').join(', ')}${most && less && ','} in ${countText(days, 'day')}${each}`;
}

function amountsText(most: EgressLimit['hard'] = {}): string {
  return enumerated(
    limitMeasures.flatMap((amount) => (most[amount] === undefined ? [] : amounts[amount](most[amount]))),
  );
}

/** How a limit stands for a package: `3 packages of 5 packages and 40 MB of 100 MB in the last 7 days; with this one 4 packages and 52 MB`. */
export function limitStandsText({ limit: { days, soft, hard }, taken, wanted, uncounted }: LimitLook): string {
  const most = { ...soft, ...hard };
  const named = limitMeasures.filter((amount) => most[amount] !== undefined);
  const before = named.map((amount) => `${amounts[amount](taken[amount])} of ${amounts[amount](most[amount] ?? 0)}`);
  const after = named.map((amount) => amounts[amount](taken[amount] + wanted[amount]));
  const unknown =
    most.rows === undefined || uncounted === 0 ? '' : `; the rows of ${countText(uncounted, 'file')} were not counted`;
  return `${enumerated(before)} in the last ${countText(days, 'day')}; with this one ${enumerated(after)}${unknown}`;
}
