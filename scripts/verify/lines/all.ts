import { deploying } from './deploying.ts';
import { halts } from './halts.ts';
import { leaks } from './leaks.ts';
import type { Line } from './line.ts';
import { losses } from './losses.ts';
import { unnoticed } from './unnoticed.ts';

/** Everything that nobody has verified, the worst harm first. */
export const unverified: readonly { readonly harm: string; readonly lines: readonly Line[] }[] = [
  { harm: 'Data could get out, or be read by somebody who must not see it', lines: leaks },
  { harm: 'Data or proof could be lost, or kept where nobody expects it', lines: losses },
  { harm: 'Something could go wrong, and nobody be told', lines: unnoticed },
  { harm: 'Work could stand still', lines: halts },
  { harm: 'A deployment or a removal could fail', lines: deploying },
];
