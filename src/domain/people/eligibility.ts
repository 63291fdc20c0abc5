import type { Person, Project } from '../project/project.ts';

interface Eligibility {
  readonly person: Person;
  readonly part: string;
  readonly until: string;
}

const parts = [
  ['dataOwners', 'data owner'],
  ['researchers', 'researcher'],
  ['approvers', 'approver'],
] as const;

/** Everybody of the project who has a last day, once for each part. */
export function eligibilitiesOf({ people }: Pick<Project, 'people'>): Eligibility[] {
  return parts.flatMap(([list, part]) =>
    people[list].flatMap((person) =>
      person.eligibleUntil === undefined ? [] : [{ person, part, until: person.eligibleUntil }],
    ),
  );
}
