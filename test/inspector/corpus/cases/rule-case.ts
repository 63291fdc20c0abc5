import type { Grid } from '../corpus-file.ts';

/** A table, or running text. */
export type Content = Grid | string;

/** What one rule has to find, and what it has to leave alone. */
export interface RuleCase {
  readonly rule: string;
  readonly hit: Content;
  /** Where it has to be found in `hit`, as `row:column`. */
  readonly at: readonly string[];
  /** What looks alike and is nothing, by what it is. */
  readonly nearMisses: Readonly<Record<string, Content>>;
  /** Below, at and above the limit of the rule, each with whether it has to be found. */
  readonly boundary: readonly (readonly [content: Content, found: boolean])[];
  /** The same with its values masked, and whether something is to be found still. */
  readonly masked: readonly [content: Content, found: boolean];
}
