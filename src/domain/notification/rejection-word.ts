import type { UploadProblem } from '../operation/operation.ts';
import type { Project } from '../project/project.ts';
import { countedRule } from '../transfer/rules.ts';

/** What the rules are about that a package breaks, as far as that may ever be revealed outside. */
export const rejectionWords = ['names', 'kinds', 'size', 'other'] as const;
export type RejectionWord = (typeof rejectionWords)[number];

/** What a project lets be revealed outside of a rejected package: its state only, or one word more. */
export type RejectionDetail = Project['egress']['rejectionDetail'];

const sizeRules: ReadonlySet<string> = new Set(['max-files', 'max-bytes', 'empty']);

/** One word for everything that is broken, whatever it is, how often and in which order: the first of them in the order of the words. */
export function rejectionWordOf(problems: readonly Pick<UploadProblem, 'rule' | 'value'>[]): RejectionWord {
  const broken = new Set(problems.map((problem) => wordOf(countedRule(problem).rule)));
  return rejectionWords.find((word) => broken.has(word)) ?? 'other';
}

function wordOf(rule: string): RejectionWord {
  if (rule.startsWith('name:')) return 'names';
  if (rule === 'extension') return 'kinds';
  return sizeRules.has(rule) ? 'size' : 'other';
}
