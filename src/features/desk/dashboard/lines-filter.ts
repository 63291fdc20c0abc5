import { daysLater } from '../../../domain/base/time.ts';
import { membersOf } from '../../../domain/people/people.ts';
import { isAmong } from '../../../domain/review/invited.ts';
import type { ShownRow } from '../../../ports/overview.ts';
import type { BrokenProject, StoredProject } from '../../../ports/records.ts';
import { type ChosenLines, peopleCalled } from './chosen-lines.ts';
import type { LinesFilter } from './lines.ts';

export type Definitions = readonly (StoredProject | BrokenProject)[];

export interface FittingLines {
  readonly filter: LinesFilter;
  readonly takes: (row: ShownRow) => boolean;
  /** Whether something else of a project fits, which has no state, door or age. */
  readonly takesOf: (project: string) => boolean;
  /** Whether the project itself fits. */
  readonly takesProject: (project: string) => boolean;
}

/**
 * Chooses lines by project, state, door, age and person. Somebody fits an operation when they take part in its project or are asked about it, whatever
 * they have decided: who has not may be nobody's business.
 */
export function fittingLines(definitions: Definitions, wanted: ChosenLines, now: Date): FittingLines {
  const { project: only, state, person, door, days } = wanted;
  const latest = days === undefined ? undefined : daysLater(now, -Number(days)).toISOString();
  const values = definitions.flatMap((found) => ('value' in found ? [found.value] : []));
  const people = person === undefined ? undefined : peopleCalled(values, person);
  const theirs = new Set(
    values.filter((one) => membersOf(one).some((entry) => isAmong(people ?? [], entry))).map(({ id }) => id),
  );
  const isIn = (project: string) => only === undefined || project === only;
  const isTheirs = (project: string) => people === undefined || theirs.has(project);
  const takesProject = (project: string) => isIn(project) && isTheirs(project);
  const isAsked = ({ round }: ShownRow) => round?.people.some((entry) => isAmong(people ?? [], entry)) ?? false;
  const projects = definitions.map(idOf);
  return {
    filter: { wanted, projects, unknown: unknownOf({ only, person, projects, found: people?.length }) },
    takes: (row) =>
      isIn(row.shown.project) &&
      (isTheirs(row.shown.project) || isAsked(row)) &&
      (state === undefined || row.shown.state === state) &&
      (door === undefined || row.shown.door === door) &&
      (latest === undefined || row.shown.since <= latest),
    takesOf: (project) => [state, door, days].every((one) => one === undefined) && takesProject(project),
    takesProject,
  };
}

export function idOf(found: StoredProject | BrokenProject): string {
  return 'value' in found ? found.value.id : found.id;
}

function unknownOf(asked: {
  readonly only: string | undefined;
  readonly person: string | undefined;
  readonly projects: readonly string[];
  readonly found: number | undefined;
}): string[] {
  const { only, person, projects, found } = asked;
  return [
    ...(only === undefined || projects.includes(only) ? [] : [`No project is called '${only}'.`]),
    ...(found === 0 ? [`No definition names anybody as '${person}'.`] : []),
  ];
}
