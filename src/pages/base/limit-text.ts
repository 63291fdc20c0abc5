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
export function limitStandsText(look: LimitLook): string {
  const { limit, uncounted } = look;
  const stands = limitMeasures.flatMap((amount) => standing(look, amount));
  const hasRows = [limit.hard, limit.soft].some((most) => most?.rows !== undefined);
  const unknown = hasRows && uncounted > 0 ? `; the rows of ${countText(uncounted, 'file')} were not counted` : '';
  const [before, after] = [stands.map((one) => one.before), stands.map((one) => one.after)];
  return `${enumerated(before)} in the last ${countText(limit.days, 'day')}; with this one ${enumerated(after)}${unknown}`;
}

/** An amount that is hard and soft is told once, unless unknown sources count differently for the two. */
function standing({ limit, hard, soft }: LimitLook, amount: LimitMeasure) {
  const told = ({ taken, wanted }: LimitLook['hard'], most: number | undefined, note = '') =>
    most === undefined
      ? []
      : [
          {
            before: `${amounts[amount](taken[amount])} of ${amounts[amount](most)}${note}`,
            after: `${amounts[amount](taken[amount] + wanted[amount])}${note}`,
          },
        ];
  const [most, less] = [limit.hard?.[amount], limit.soft?.[amount]];
  if (most === undefined) return told(soft, less);
  const isSame = hard.taken[amount] === soft.taken[amount] && hard.wanted[amount] === soft.wanted[amount];
  return [...told(hard, most), ...(isSame ? [] : told(soft, less, ' (soft)'))];
}
