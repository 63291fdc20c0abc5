/**
 * How many requests a sweep takes in the generated deployment of a year: 200 projects, 20,000 datasets and packages that have ended, 300 reviews, 5,000
 * machines. Beneath stand what each thing takes there and the sums of a month; they are written to `year/scale.json` too, from which
 * docs/scale.md is made.
 */

import { type Scale, writeScale } from '../../../scripts/scale.ts';
import { monthLines } from '../../../scripts/scale-page.ts';
import type { Measured } from '../figure.ts';
import { countScale } from '../year/count.ts';

const size: Scale['size'] = {
  ...{ projects: 200, approvers: 40, machines: 5000, changes: 50 },
  ...{ ended: 20_000, reviews: 300, datasets: 10_000 },
};

/** Plays it once. */
export async function measure(): Promise<Measured> {
  const scale = await countScale(size);
  writeScale(scale);
  const sweep = scale.kinds.find(({ kind }) => kind === 'sweep');
  return { value: sweep?.spent.requests ?? Number.NaN, unit: 'requests of a sweep', lines: monthLines(scale) };
}
