import type { DisclosureRules } from '../../domain/inspection/disclosure.ts';
import type { Rule } from './rule.ts';

/** A rule about what stands in tables and texts, with what people need to weigh it. */
export interface ExplainedRule extends Rule {
  /** The threshold of the project that it uses. */
  readonly threshold?: keyof DisclosureRules;
  /** What it finds, and what looks alike and is left alone. */
  readonly example: string;
}
