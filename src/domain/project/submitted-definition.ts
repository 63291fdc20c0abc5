import type { Problem } from '../base/errors.ts';
import { describeProblems } from './definition-problems.ts';
import { type Project, projectSchema } from './project.ts';

/** What somebody sent as the definition of a project: the definition, or what is wrong with it. */
export type Submitted = { readonly project: Project } | { readonly problems: readonly Problem[] };

/** Reads a definition that somebody sent for the project with that id. */
export function readSubmitted(body: unknown, id: string): Submitted {
  const parsed = projectSchema.safeParse(body);
  if (!parsed.success) return { problems: describeProblems(parsed.error, body) };
  if (parsed.data.id === id) return { project: parsed.data };
  return {
    problems: [{ rule: 'same-id', path: 'id', value: parsed.data.id, message: `must be ${id}, as in the address` }],
  };
}
