import { z } from 'zod';
import { continuation, limit, person } from '../operation/list-query.ts';
import { isSamePerson, listed, membersOf, type Somebody } from '../people/people.ts';
import type { Project } from '../project/project.ts';
import { type Dated, whyNotRunning } from '../project/project-time.ts';

export const projectStates = ['planned', 'open', 'ended', 'lapsed', 'closed'] as const;
export type ProjectState = (typeof projectStates)[number];

export const projectQuery = z.strictObject({
  state: z
    .enum([...projectStates, 'held', 'broken'])
    .exactOptional()
    .describe('`held`: a hold is on, of the project or of all; `broken`: the rules of today refuse its definition.'),
  text: z
    .string()
    .trim()
    .max(200)
    .exactOptional()
    .describe('Only whose id or title holds this text, in whatever case.'),
  person: person.exactOptional().describe('Only where this person stands in the definition: object id or e-mail.'),
  limit,
  continuation: continuation.exactOptional(),
});

export function stateOfProject(project: Dated, now: Date): ProjectState {
  const why = whyNotRunning(project, now);
  return why === 'not-begun' ? 'planned' : (why ?? 'open');
}

/** Whether id or title hold the text, in whatever case. */
export function isCalled(text: string, ...names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

export function isNamedIn(project: Pick<Project, 'people'>, somebody: Somebody): boolean {
  return membersOf(project).some((entry) => isSamePerson(listed(entry), somebody));
}
