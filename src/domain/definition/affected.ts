import { activePeople, isSuspended, listed } from '../people/people.ts';
import type { Person, Project } from '../project/project.ts';
import type { FieldChange } from './definition-change.ts';

type Part = Exclude<keyof Project['people'], 'recipients'>;

/** Whom a field concerns, by the beginning of its path; the first that fits counts. Operators are told of everything. */
const concerned: readonly { readonly path: string; readonly parts: readonly Part[] }[] = [
  { path: 'egress.approval', parts: ['approvers', 'researchers'] },
  { path: 'egress.context', parts: ['approvers', 'researchers'] },
  { path: 'egress.downloads', parts: ['approvers', 'researchers'] },
  { path: 'egress.disclosure', parts: ['approvers', 'researchers'] },
  { path: 'egress', parts: ['researchers'] },
  { path: 'release', parts: ['researchers', 'approvers'] },
  { path: 'ingress', parts: ['dataOwners'] },
  { path: 'compute', parts: ['researchers'] },
  { path: 'hibernated', parts: ['researchers'] },
  { path: 'calendar', parts: ['approvers', 'researchers'] },
  ...['title', 'tier', 'starts', 'ends', 'governance', 'closed'].map((path) => ({
    path,
    parts: ['dataOwners', 'researchers', 'approvers'] as const,
  })),
];

export interface Affected {
  readonly person: Person;
  readonly operator: boolean;
  readonly words: readonly string[];
}

/**
 * Who is told of a change: operators of all of it, others of the rules that they work under and of their own entry. Nobody who is
 * suspended is told, who takes no part any more only of their own entry, and each address once.
 */
export function affectedBy(before: Project, after: Project, changes: readonly FieldChange[], now: Date): Affected[] {
  const people = [before, after].flatMap((project) => parts.flatMap((part) => entriesOf(project, part)));
  const told = new Map<string, Affected>();
  for (const { person, part } of people) {
    if (isSuspended(after, listed(person))) continue;
    const key = person.email.toLowerCase();
    const operator = told.get(key)?.operator === true || (part === 'operators' && isIn(after, part, person));
    const stays = activePeople(after, now)[part].some(({ oid }) => oid === person.oid);
    const own = changes.filter((one) => operator || isOwn(one, person) || (stays && concerns(one, part)));
    const words = [...new Set([...(told.get(key)?.words ?? []), ...own.map((one) => one.words)])];
    if (words.length > 0) told.set(key, { person, operator, words });
  }
  return [...told.values()];
}

const parts: readonly Part[] = ['operators', 'dataOwners', 'researchers', 'approvers'];

function entriesOf({ people }: Project, part: Part): { readonly person: Person; readonly part: Part }[] {
  return people[part].map((person) => ({ person, part }));
}

function isIn({ people }: Project, part: Part, { oid }: Person): boolean {
  return people[part].some((person) => person.oid === oid);
}

/** The entries of people have their object id in the path. A suspension says why in its words, and is for operators only. */
function isOwn({ path }: FieldChange, { oid }: Person): boolean {
  return path.startsWith('people.') && path.includes(`[${oid}]`);
}

function concerns({ path }: FieldChange, part: Part): boolean {
  const field = concerned.find(
    (one) => path === one.path || path.startsWith(`${one.path}.`) || path.startsWith(`${one.path}[`),
  );
  return field?.parts.includes(part) === true;
}
