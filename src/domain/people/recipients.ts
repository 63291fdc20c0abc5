import type { Project } from '../project/project.ts';
import type { Recipient } from '../project/recipients.ts';
import type { Listed } from './people.ts';

/** Those recipients of whom an object id is known. */
export function recipientsKnown({
  people: { recipients = [] },
}: Pick<Project, 'people'>): (Listed & Pick<Recipient, 'name'>)[] {
  return recipients.flatMap(({ name, email, oid }) => (oid === undefined ? [] : [{ name, email, oid }]));
}
