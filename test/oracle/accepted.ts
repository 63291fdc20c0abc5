import type { Difference } from './compare.ts';

/** A place in which the local host may differ from the real extension, and why that is right. */
export interface Accepted {
  /** Names of scenarios. */
  scenario: RegExp;
  /** Places in the outcome, like `instances/a/status/output`. */
  path: RegExp;
  reason: string;
}

/** Every accepted difference. Each must occur in a full run, or it is reported as no longer needed. */
export const accepted: readonly Accepted[] = [];

/** The entry that accepts a difference, if there is one. */
export function acceptance(scenario: string, { path }: Difference): Accepted | undefined {
  return accepted.find((entry) => entry.scenario.test(scenario) && entry.path.test(path));
}
