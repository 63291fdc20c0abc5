import { z } from 'zod';
import { doors } from '../../../domain/base/door.ts';
import { statesAt } from '../../../domain/lifecycle/advance.ts';
import type { Listed } from '../../../domain/people/people.ts';
import type { Project } from '../../../domain/project/project.ts';

export const statesOfDoors: readonly string[] = [...new Set(doors.flatMap(statesAt))];

/** A field that is left empty filters nothing. */
export const linesQuery = z.strictObject({
  project: z.string().trim().max(64).exactOptional().describe('Only what belongs to this project, by its id.'),
  state: z
    .enum(['', ...statesOfDoors])
    .exactOptional()
    .describe('Only datasets and packages in this state.'),
  person: z
    .string()
    .trim()
    .max(200)
    .exactOptional()
    .describe('Only where this person takes part or is asked: name or part of it, e-mail or object id.'),
});

export interface ChosenLines {
  readonly project?: string;
  readonly state?: string;
  readonly person?: string;
}

export function chosenLines(asked: z.output<typeof linesQuery>): ChosenLines {
  const { project, state, person } = asked;
  return { ...(project && { project }), ...(state && { state }), ...(person && { person }) };
}

export function isEverything(wanted: ChosenLines): boolean {
  return Object.keys(wanted).length === 0;
}

/** Everybody in the definitions who has that object id or e-mail, or whose name holds the text. */
export function peopleCalled(projects: readonly Pick<Project, 'people'>[], text: string): readonly Listed[] {
  const wanted = text.toLowerCase();
  const all = projects.flatMap(({ people }) => Object.values(people).flat());
  return all.filter(
    ({ oid, email, name }) =>
      oid.toLowerCase() === wanted || email.toLowerCase() === wanted || name.toLowerCase().includes(wanted),
  );
}
