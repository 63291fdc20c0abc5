import type { Problem } from '../base/errors.ts';
import { inOurWords } from '../base/rule-words.ts';
import { describeProblems } from './definition-problems.ts';
import { type Project, projectSchema } from './project.ts';

export type Submitted = { readonly project: Project } | { readonly problems: readonly Problem[] };

export function readSubmitted(body: unknown, id: string): Submitted {
  const parsed = projectSchema.safeParse(body, inOurWords);
  if (!parsed.success) return { problems: describeProblems(parsed.error, body) };
  if (parsed.data.id === id) return { project: parsed.data };
  return {
    problems: [{ rule: 'same-id', path: 'id', value: parsed.data.id, message: `must be ${id}, as in the address` }],
  };
}
