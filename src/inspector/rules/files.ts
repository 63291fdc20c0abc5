import type { Rule } from './rule.ts';

/** Rules about what the format of a file itself shows: hidden parts, scripts, metadata, containers. */
export const fileRules = [] as const satisfies readonly Rule[];
