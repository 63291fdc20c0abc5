import { type Directory, findPerson } from '../../../local/azure/directory.ts';

/** The directory with a person in so many groups: those they are in already, and owners of other projects. */
export function crowded(directory: Directory, who: string, count: number): Directory {
  const person = findPerson(directory, who);
  const more = Array.from({ length: count - person.groups.length }, (_, index) => ({
    project: `other-${index}`,
    role: 'owners' as const,
    oid: `5a11f0a7-0000-4000-8000-00000001${String(index).padStart(4, '0')}`,
  }));
  const memberships = more.map(({ project, role }) => ({ project, role }));
  return {
    ...directory,
    groups: [...directory.groups, ...more],
    persons: directory.persons.map((other) =>
      other.id === person.id ? { ...person, groups: [...person.groups, ...memberships] } : other,
    ),
  };
}
