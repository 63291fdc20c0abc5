import { z } from 'zod';
import type { CoreShortfall } from './quotas.ts';

/** Something about one compute that is no action: `compute` is its kind and name, such as `machine dsvm-1`. */
export interface Notice {
  readonly compute: string;
  readonly reason: string;
}

/** How long a compute has run that was to be off and that we did not start. */
export const unrequestedRun = z.strictObject({ since: z.iso.datetime(), minutes: z.int() });
export type UnrequestedRun = Readonly<z.infer<typeof unrequestedRun>>;

/**
 * Something that a person has to look at. `unmet`: the compute is not there as defined, and no run can change that. `tries`: so often
 * Azure was asked for the same step, which did not help. `lacks`: Azure is not asked for a step, because its quota has too few cores left.
 * `unasked`: it runs, and nobody asked for that.
 */
export interface PlanAlert extends Notice {
  readonly unmet?: true;
  readonly tries?: number;
  readonly lacks?: CoreShortfall;
  readonly unasked?: UnrequestedRun;
}
