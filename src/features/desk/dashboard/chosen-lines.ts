import { z } from 'zod';
import { type Door, doors } from '../../../domain/base/door.ts';
import { statesAt } from '../../../domain/lifecycle/advance.ts';
import { type Listed, membersOf } from '../../../domain/people/people.ts';
import type { Project } from '../../../domain/project/project.ts';

export const statesOfDoors: readonly string[] = [...new Set(doors.flatMap(statesAt))];

/** For how many days something may be in its state. */
export const waitingDays = ['1', '3', '7', '30'] as const;

/** A field that is left empty filters nothing. */
export const linesQuery = z.strictObject({
  project: z.string().trim().max(64).exactOptional().describe('Only what belongs to this project, by its id.'),
  state: z
    .enum(['', ...statesOfDoors])
    .exactOptional()
    .describe('Only datasets and packages in this state.'),
  door: z
    .enum(['', ...doors])
    .exactOptional()
    .describe('Only datasets (ingress), or packages (export).'),
  days: z
    .enum(['', ...waitingDays])
    .exactOptional()
    .describe('Only what is in its state for so many days.'),
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
  readonly door?: Door;
  readonly days?: (typeof waitingDays)[number];
}

export function chosenLines(asked: z.output<typeof linesQuery>): ChosenLines {
  const { project, state, person, door, days } = asked;
  return {
    ...(project && { project }),
    ...(state && { state }),
    ...(person && { person }),
    ...(door && { door }),
    ...(days && { days }),
  };
}

export function isEverything(wanted: ChosenLines): boolean {
  return Object.keys(wanted).length === 0;
}

/** Everybody in the definitions who has that object id or e-mail, or whose name holds the text. */
export function peopleCalled(projects: readonly Pick<Project, 'people'>[], text: string): readonly Listed[] {
  const wanted = text.toLowerCase();
  const all = projects.flatMap(membersOf);
  return all.filter(
    ({ oid, email, name }) =>
      oid.toLowerCase() === wanted || email.toLowerCase() === wanted || name.toLowerCase().includes(wanted),
  );
}
