import { z } from 'zod';
import { type UnreadableRow, unreadableOf, unreadableText } from '../base/unreadable-row.ts';
import type { GroupsClaim, HeldGroups, ProjectGroups } from '../people/group-rule.ts';
import type { LastSignIn } from '../people/last-sign-in.ts';
import { isSamePerson, isTimely, listed } from '../people/people.ts';
import type { Approver, Project } from '../project/project.ts';
import { type Absence, isOver } from '../review/absence.ts';

const parts = ['data owner', 'researcher', 'approver', 'operator'] as const;
type Part = (typeof parts)[number];

const groupNames = ['owners', 'researchers', 'approvers', 'external readers'] as const;
type GroupName = (typeof groupNames)[number];

const signInSchema = z.strictObject({
  at: z.string(),
  groups: z
    .union([z.array(z.enum(groupNames)), z.literal(['too-many', 'no-claim'])])
    .meta({ description: 'The groups of this project that the token named at the sign-in, or why that is not known.' }),
});

const differences = z
  .array(z.string())
  .meta({ description: 'Where the definition and the groups of the last sign-in do not fit together.' });

const personSchema = z.strictObject({
  oid: z.string(),
  name: z.string(),
  email: z.string(),
  parts: z.array(z.enum(parts)),
  independent: z.boolean(),
  reserve: z.boolean(),
  eligibleUntil: z.string().nullable().meta({ description: 'The earliest last day of their parts.' }),
  over: z.array(z.enum(parts)).meta({ description: 'Parts whose last day is over: they do not count in them.' }),
  suspended: z
    .array(z.strictObject({ since: z.string(), by: z.string(), reason: z.string() }))
    .meta({ description: 'Each suspension of theirs; while there is one they count nowhere in the project.' }),
  away: z.strictObject({ from: z.string(), to: z.string(), reason: z.string() }).nullable(),
  signIn: signInSchema.nullable().meta({ description: 'Null: never signed in here.' }),
  differences,
});

export const projectPeopleSchema = z.strictObject({
  groupsClaim: z.boolean().meta({ description: 'Whether groups in tokens count in this deployment.' }),
  missingGroups: z
    .array(z.enum(groupNames))
    .meta({ description: 'Groups of the project that the deployment was not told of: access not deployed.' }),
  people: z.array(personSchema).meta({ description: 'Those with differences first, then by name.' }),
  strangers: z.array(z.strictObject({ oid: z.string(), signIn: signInSchema, differences })).meta({
    description: 'Whom the definition does not name, and whose last sign-in named a group of the project.',
  }),
});

export type ProjectPeople = z.infer<typeof projectPeopleSchema>;
export type ProjectPerson = z.infer<typeof personSchema>;
type SignIn = z.infer<typeof signInSchema>;

const lists = [
  ['dataOwners', 'data owner'],
  ['researchers', 'researcher'],
  ['approvers', 'approver'],
  ['operators', 'operator'],
] as const;

/** Which group reaches the data in which part. Operators have none. */
const groupOfPart = { 'data owner': 'owners', researcher: 'researchers', approver: 'approvers' } as const;

const keys = {
  owners: 'owners',
  researchers: 'researchers',
  approvers: 'approvers',
  'external readers': 'externalReaders',
} as const satisfies Record<GroupName, keyof ProjectGroups>;

export interface KnownOfPeople {
  readonly claim: GroupsClaim;
  readonly signIns: readonly LastSignIn[];
  readonly absences: readonly Absence[];
  readonly unread: readonly UnreadableRow[];
}

/** Holds the people of a definition against the groups that their last sign-ins named: it says who may, they decide who can reach the data. */
export function lookAtPeople(
  project: Project,
  { claim, signIns, absences, unread }: KnownOfPeople,
  now: Date,
): ProjectPeople {
  const groups = Object.hasOwn(claim.projects, project.id) ? (claim.projects[project.id] ?? {}) : {};
  const last = new Map(signIns.map((signIn) => [signIn.oid, signIn]));
  const named = namedIn(project, now);
  const current = absences.filter((absence) => !isOver(absence, now));
  const people = [...named.values()].map(({ person, in: own, over }): ProjectPerson => {
    const signIn = signInOf(last.get(person.oid), groups);
    const suspended = project.suspended.filter((entry) => isSamePerson(listed(entry), listed(person)));
    const away = current.find((absence) => isSamePerson(listed(absence), listed(person)));
    return {
      ...{ oid: person.oid, name: person.name, email: person.email, parts: own },
      independent: person.independent ?? false,
      reserve: person.reserve ?? false,
      eligibleUntil: person.eligibleUntil ?? null,
      over,
      suspended: suspended.map(({ since, by, reason }) => ({ since, by, reason })),
      away: away === undefined ? null : { from: away.from, to: away.to, reason: away.reason },
      signIn,
      differences: [
        ...unreadableOf(unread, person.oid).map(unreadableText),
        ...(claim.on ? differencesOf({ own, over, isSuspended: suspended.length > 0 }, signIn, groups) : []),
      ],
    };
  });
  return {
    groupsClaim: claim.on,
    missingGroups: missingGroups(claim, project.id),
    people: people.toSorted(byNeed),
    strangers: claim.on ? strangersAmong(signIns, named, groups) : [],
  };
}

/** The groups of a project that the deployment was not told of; without them people reach no files. */
export function missingGroups({ projects }: GroupsClaim, id: string): ProjectPeople['missingGroups'] {
  const groups = Object.hasOwn(projects, id) ? projects[id] : undefined;
  return Object.values(groupOfPart).filter((name) => groups?.[name] === undefined);
}

/** A person with all lists in which they stand, and those of them whose last day is over. */
interface Named {
  readonly person: Partial<Approver> & Pick<Approver, 'oid' | 'name' | 'email'>;
  readonly in: Part[];
  readonly over: Part[];
}

/** Each person once; what only approvers have is theirs, and of several last days the earliest. */
function namedIn({ people }: Project, now: Date): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  for (const [list, part] of lists)
    for (const entry of people[list]) {
      const known = named.get(entry.oid);
      const person: Named['person'] = { ...known?.person, ...entry };
      const [earliest] = [known?.person, person].flatMap((one) => one?.eligibleUntil ?? []).sort();
      named.set(entry.oid, {
        person: earliest === undefined ? person : { ...person, eligibleUntil: earliest },
        in: [...(known?.in ?? []), part],
        over: [...(known?.over ?? []), ...('eligibleUntil' in entry && !isTimely(entry, now) ? [part] : [])],
      });
    }
  return named;
}

function signInOf(last: LastSignIn | undefined, groups: ProjectGroups): SignIn | null {
  return last === undefined ? null : { at: last.at, groups: groupsHeld(last.groups, groups) };
}

function groupsHeld(held: HeldGroups, groups: ProjectGroups): SignIn['groups'] {
  if (typeof held === 'string') return held;
  return groupNames.filter((name) => held.includes(groups[keys[name]] ?? ''));
}

function differencesOf(
  {
    own,
    over,
    isSuspended,
  }: { readonly own: readonly Part[]; readonly over: readonly Part[]; readonly isSuspended: boolean },
  signIn: SignIn | null,
  groups: ProjectGroups,
) {
  const held = signIn?.groups;
  if (held === undefined || typeof held === 'string') return [];
  if (isSuspended) return held.map((name) => `Suspended, but in the group of ${name}: still reaches the files.`);
  const missing = lists.flatMap(([, part]) => {
    const name = part === 'operator' || !own.includes(part) ? undefined : groupOfPart[part];
    if (name === undefined || groups[keys[name]] === undefined) return [];
    if (over.includes(part))
      return held.includes(name)
        ? [`No longer eligible as ${article(part)}, but in the group of ${name}: still reaches the files.`]
        : [];
    if (held.includes(name)) return [];
    return [`Named ${article(part)}, but not in the group of ${name}: cannot reach the files.`];
  });
  return [...missing, ...intruding(held, own)];
}

/** Groups that reach data which the definition does not mean for these parts. External readers stand in no definition. */
function intruding(held: readonly GroupName[], own: readonly Part[]): string[] {
  return Object.entries(groupOfPart).flatMap(([part, name]) =>
    held.includes(name) && !own.some((one) => one === part)
      ? [`In the group of ${name}, but not named ${article(part)}: can reach the files.`]
      : [],
  );
}

function article(part: string): string {
  return `${/^[ao]/.test(part) ? 'an' : 'a'} ${part}`;
}

function strangersAmong(
  signIns: readonly LastSignIn[],
  named: ReadonlyMap<string, unknown>,
  groups: ProjectGroups,
): ProjectPeople['strangers'] {
  return signIns.flatMap(({ oid, at, groups: all }) => {
    const held = groupsHeld(all, groups);
    if (named.has(oid) || typeof held === 'string') return [];
    const found = intruding(held, []);
    return found.length === 0 ? [] : [{ oid, signIn: { at, groups: held }, differences: found }];
  });
}

function byNeed(one: ProjectPerson, other: ProjectPerson): number {
  const need = ({ differences: found, suspended }: ProjectPerson) =>
    found.length > 0 ? 2 : Number(suspended.length > 0);
  return need(other) - need(one) || one.name.localeCompare(other.name, 'en');
}
