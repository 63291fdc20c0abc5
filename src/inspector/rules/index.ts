import { plainRules } from './plain.ts';
import type { Rule } from './rule.ts';

/** Every rule of the reading room by its id. */
export const ruleById: ReadonlyMap<string, Rule> = new Map(plainRules.map((rule) => [rule.id, rule]));
