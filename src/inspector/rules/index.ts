import { fileRules } from './files.ts';
import { packageRules } from './packages.ts';
import { plainRules } from './plain.ts';
import type { Rule } from './rule.ts';
import { tableRules } from './tables.ts';
import { textRules } from './texts.ts';

export const ruleById: ReadonlyMap<string, Rule> = new Map(
  [...tableRules, ...textRules, ...plainRules, ...fileRules, ...packageRules].map((rule): [string, Rule] => [
    rule.id,
    rule,
  ]),
);
