import type { CoreLack } from './quotas.ts';

/** Something about one compute that is no action: `compute` is its kind and name, such as `machine dsvm-1`. */
export interface Notice {
  readonly compute: string;
  readonly reason: string;
}

/**
 * Something that a person has to look at. `unmet`: the compute is not there as defined, and no run can change that. `tries`: so often
 * Azure was asked for the same step, which did not help. `lacks`: Azure is not asked for a step, because its quota has too few cores left.
 */
export interface PlanAlert extends Notice {
  readonly unmet?: true;
  readonly tries?: number;
  readonly lacks?: CoreLack;
}
