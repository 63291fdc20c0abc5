import { isSamePerson, isSuspended, listed, type Somebody } from '../people/people.ts';
import type { Project } from '../project/project.ts';
import type { Round } from './round.ts';

/** Why somebody does not act as the approver whose object id they signed in with, for that person and for operators. */
export interface AccountRefusal {
  readonly rule: keyof typeof words;
  readonly person: string;
  readonly operator: string;
}

/**
 * The refusal of an approver whose account is that of somebody else too, by an address or by the name that the directory gives a guest;
 * undefined when nothing speaks against them. A likeness refuses and never lets anybody in: who is asked, the object id alone says.
 */
export function refuseByAccount(
  { researchers, approvers }: Pick<Round, 'researchers' | 'approvers'>,
  project: Pick<Project, 'people' | 'suspended'>,
  somebody: Somebody,
): AccountRefusal | undefined {
  const isSame = (person: Parameters<typeof listed>[0]) => isSamePerson(listed(person), somebody);
  if ([...researchers, ...project.people.researchers].some(isSame)) return refusal('like-researcher');
  if (isSuspended(project, somebody)) return refusal('like-suspended');
  if (approvers.some((person) => person.oid !== somebody.oid && isSame(person))) return refusal('like-approver');
  return undefined;
}

function refusal(rule: keyof typeof words): AccountRefusal {
  return { rule, ...words[rule] };
}

const words = {
  'like-researcher': {
    person:
      'You are or were a researcher of this project, by the address of the account that you are signed in with, and cannot decide about its packages. If that is wrong, tell an operator.',
    operator:
      'The account has the address of a researcher of the project. Take the person out of one of the two, or give the account its own address',
  },
  'like-suspended': {
    person:
      'You are suspended in this project, and cannot decide about its packages. If that is wrong, tell an operator.',
    operator: 'The account has the object id or the address of somebody who is suspended in the project',
  },
  'like-approver': {
    person:
      'The account that you are signed in with has the address of another approver of this project, and nobody decides twice. If that is wrong, tell an operator.',
    operator:
      'The account has the address of another approver who is asked. Take one of the two entries out of the definition, or give the account its own address',
  },
};
