import type { Rule } from './rule.ts';

/** Rules about names that promise another type, and about what only the reading of text, tables and JSON can tell. */
export const plainRules = [] as const satisfies readonly Rule[];
