import { countText } from '../../../domain/base/count-text.ts';
import { affectedBy } from '../../../domain/definition/affected.ts';
import type { FieldChange } from '../../../domain/definition/definition-change.ts';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import type { ProjectGroups } from '../../../domain/people/group-rule.ts';
import { activeOperators, activePeople } from '../../../domain/people/people.ts';
import type { Person, Project } from '../../../domain/project/project.ts';
import { type Consequence, ofThings, type Touched } from './consequence.ts';

export function consequencesForMails(
  before: Project | undefined,
  after: Project,
  changes: readonly FieldChange[],
  now: Date,
): Consequence[] {
  if (before === undefined) return [];
  const told = affectedBy(before, after, changes, now).map(({ person, operator, words }) => ({
    id: person.oid,
    sentence: `${person.name} is told ${operator ? 'all of it' : words.join('; ')}.`,
  }));
  return ofThings('people-told', told, (count) => {
    return `${countText(count, 'person', 'people')} ${count === 1 ? 'gets' : 'get'} a mail about it once it is in force.`;
  });
}

/** Who takes part now and would not any more: taken out, suspended, or past their last day. */
export function consequencesForEndedParts(before: Project | undefined, after: Project, now: Date): Consequence[] {
  if (before === undefined) return [];
  const [old, left] = [activePeople(before, now), activePeople(after, now)];
  const touches = parts.flatMap(([list, , name]) =>
    missingFrom(left[list], old[list]).map((person) => membership(person, `would be ${name} no longer`)),
  );
  return ofThings('people-leave', touches, (count) => {
    return `${countText(count, 'person takes', 'people take')} no part any more in what they are now.`;
  });
}

export function consequencesOfWaiting(before: Project | undefined, after: Project): Consequence[] {
  const operators = [before, after].flatMap((project) => (project === undefined ? [] : activeOperators(project)));
  const once = [...new Map(operators.map((person) => [person.email.toLowerCase(), person])).values()];
  const touches = once.map(({ oid, name }) => ({ id: oid, sentence: `${name} is asked by mail.` }));
  const asked =
    touches.length === 0 ? 'The definition names no operator who would be told of it' : 'Operators are told';
  const sentence = `Nothing of it is in force until a second operator confirms it, within seven days. ${asked}.`;
  return [{ kind: 'second-operator-asked', sentence, touches }];
}

export function consequencesForPending(
  pending: PendingChange | undefined,
  hash: string,
  waits: boolean,
): Consequence[] {
  if (pending === undefined || pending.hash === hash) return [];
  const touches = [
    { id: pending.id, sentence: `${pending.by.name} asked for it; it waits until ${pending.expiresAt}.` },
  ];
  if (waits)
    return [
      {
        kind: 'pending-blocks',
        sentence: 'Another change waits, and a project has one at a time: confirm it or take it back first.',
        touches,
      },
    ];
  return [
    {
      kind: 'pending-stale',
      sentence:
        'Another change waits. It could not be confirmed any more, since it was made against what is in force now.',
      touches,
    },
  ];
}

const parts = [
  ['dataOwners', 'owners', 'data owner'],
  ['researchers', 'researchers', 'researcher'],
  ['approvers', 'approvers', 'approver'],
] as const;

/**
 * What the deployment has to do besides: no definition gives anybody access to storage, the groups of the project do. `groups` undefined:
 * the deployment does not know the project.
 */
export function consequencesForAccess(
  before: Project | undefined,
  after: Project,
  groups: ProjectGroups | undefined,
): Consequence[] {
  const notDeployed = groups === undefined ? [withoutAccess(after)] : [];
  const touches = parts.flatMap(([list, group, name]) => {
    const [old, now] = [before?.people[list] ?? [], after.people[list]];
    const where = groups?.[group] === undefined ? `the ${name}s' group` : `the group ${groups[group]}`;
    return [
      ...missingFrom(old, now).map((person) => membership(person, `comes as ${name}: put them into ${where}`)),
      ...missingFrom(now, old).map((person) => membership(person, `leaves as ${name}: take them out of ${where}`)),
    ];
  });
  return [
    ...notDeployed,
    ...ofThings('access-by-groups', touches, (count) => {
      return `Access to storage comes from groups of the directory, which nothing changes by itself: see to ${countText(count, 'person', 'people')}.`;
    }),
  ];
}

function withoutAccess({ id }: Project): Consequence {
  const sentence = `Access is not deployed: the deployment gives nobody of ${id} access to storage. Put the project with its groups into the parameters and provision.`;
  return { kind: 'access-not-deployed', sentence, touches: [] };
}

function membership({ oid, name }: Person, words: string): Touched {
  return { id: oid, sentence: `${name} ${words}.` };
}

function missingFrom(list: readonly Person[], people: readonly Person[]): Person[] {
  const known = new Set(list.map(({ oid }) => oid));
  return people.filter(({ oid }) => !known.has(oid));
}
