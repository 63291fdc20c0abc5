import { z } from 'zod';
import { csvRow } from '../base/csv.ts';
import type { Project } from '../project/project.ts';
import { projectStates, stateOfProject } from './project-filter.ts';
import { type KnownOfPeople, lookAtPeople, projectPeopleSchema } from './project-people.ts';

export const accessEntrySchema = projectPeopleSchema.shape.people.element.extend({
  project: z.string(),
  title: z.string(),
  state: z.enum(projectStates).meta({ description: 'Of the project.' }),
  name: z.string().nullable().meta({ description: 'Null: the definition does not name them.' }),
  email: z.string().nullable(),
});

export type AccessEntry = z.infer<typeof accessEntrySchema>;

/** Everybody whom the definition of a project names, and whoever else was in one of its groups at the last sign-in. */
export function accessIn(project: Project, known: KnownOfPeople, now: Date): AccessEntry[] {
  const { id, title } = project;
  const { people, strangers } = lookAtPeople(project, known, now);
  const state = stateOfProject(project, now);
  const nobody = {
    parts: [],
    over: [],
    independent: false,
    reserve: false,
    eligibleUntil: null,
    suspended: [],
    away: null,
  };
  const all = [...people, ...strangers.map((stranger) => ({ ...nobody, name: null, email: null, ...stranger }))];
  return all.map((entry) => {
    const own = { ...entry, project: id, title, state };
    return { ...own, differences: known.claim.on ? [...entry.differences, ...afterEnd(own)] : entry.differences };
  });
}

/** Nobody needs the files of a closed project any more. */
function afterEnd({ state, signIn }: Pick<AccessEntry, 'state' | 'signIn'>): string[] {
  if (state !== 'closed' || signIn === null || typeof signIn.groups === 'string') return [];
  return signIn.groups.map((name) => `The project is closed, but still in the group of ${name}.`);
}

export function inReviewOrder(entries: readonly AccessEntry[]): AccessEntry[] {
  const differs = ({ differences }: AccessEntry) => Number(differences.length > 0);
  return entries.toSorted(
    (one, other) =>
      differs(other) - differs(one) ||
      one.project.localeCompare(other.project, 'en') ||
      (one.name ?? '').localeCompare(other.name ?? '', 'en') ||
      one.oid.localeCompare(other.oid, 'en'),
  );
}

const columns = [
  ...['project', 'title', 'state', 'oid', 'name', 'email', 'parts', 'independent', 'reserve', 'eligibleUntil'],
  ...['over', 'suspendedSince', 'lastSignIn', 'groups', 'differences'],
];

export function accessCsv(entries: readonly AccessEntry[]): string {
  return csvRow(columns) + entries.map((entry) => csvRow(cellsOf(entry))).join('');
}

function cellsOf(entry: AccessEntry): string[] {
  const { project, title, state, oid, name, email, parts, independent, reserve } = entry;
  const { eligibleUntil, over, suspended, signIn, differences } = entry;
  const groups = signIn?.groups ?? [];
  return [
    ...[project, title, state, oid, name ?? '', email ?? '', parts.join('; ')],
    ...[independent ? 'yes' : 'no', reserve ? 'yes' : 'no', eligibleUntil ?? ''],
    ...[over.join('; '), suspended.map(({ since }) => since).join('; ')],
    ...[signIn?.at ?? '', typeof groups === 'string' ? groups : groups.join('; '), differences.join(' ')],
  ];
}
