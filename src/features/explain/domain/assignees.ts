import { type Door, doorFacts } from '../../../domain/base/door.ts';
import { whyNotSecond } from '../../../domain/definition/acts-of-two.ts';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import { activeOperators, activePeople, isResearcher, listed, partIn } from '../../../domain/people/people.ts';
import type { Person, Project } from '../../../domain/project/project.ts';
import type { Assignee, KnownPerson } from './explanation.ts';

/** Operators of the definition who may act: not those who are researchers, or with `outsiders` take any part. */
export function operators(
  project: Project | undefined,
  { outsiders = false }: { readonly outsiders?: boolean } = {},
): Assignee {
  if (project === undefined) return { part: 'operator', people: [] };
  const all = activeOperators(project);
  const barred = all.filter((person) =>
    outsiders ? partIn(project, listed(person)) !== undefined : isResearcher(project, listed(person)),
  );
  const people = all.filter((person) => !barred.includes(person)).map(known);
  const part = outsiders ? 'take part in the project' : 'are researchers of the project';
  return { part: 'operator', people, ...because(barred, part) };
}

/** Operators who may confirm a change: neither who asked for it nor who takes part. */
export function secondOperators(project: Project | undefined, { by }: Pick<PendingChange, 'by'>): Assignee {
  const concerned = project === undefined ? [] : [{ id: project.id, standing: { value: project } }];
  const about = { act: 'definition-change', first: { by }, concerned } as const;
  const { people } = operators(project);
  const others = people.filter((person) => whyNotSecond({ ...about, somebody: listed(person) }) === undefined);
  return { part: 'second-operator', people: others, not: `${by.name} asked for the change and cannot confirm it` };
}

export function senders(project: Project | undefined, door: Door, now: Date): Assignee {
  const part = door === 'ingress' ? 'owner' : 'researcher';
  if (project === undefined) return { part, people: [] };
  return { part, people: activePeople(project, now)[doorFacts(door).senders].map(known) };
}

/** Whoever administers the deployment in Azure; no definition names them. */
export const administrator: Assignee = { part: 'administrator', people: [] };

export function known({ oid, name, email }: Person): KnownPerson {
  return { oid, name, email };
}

function because(barred: readonly Person[], part: string): { readonly not?: string } {
  if (barred.length === 0) return {};
  return { not: `Not ${barred.map(({ name }) => name).join(', ')}, who ${part}` };
}
