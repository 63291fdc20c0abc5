import type { Project } from '../project/project.ts';
import type { Recipient } from '../project/recipients.ts';
import { addressDigest, type Listed, type Somebody } from './people.ts';

/** What a recipient is called where neither name nor address may stand: by object id, or by the digest of their address. */
export function recipientKey({ oid, email }: Pick<Recipient, 'oid' | 'email'>): string {
  return oid ?? addressDigest(email);
}

/** Everything that an entry was ever called: an object id may have come later. */
export function keysOfRecipient({ oid, email }: Pick<Recipient, 'oid' | 'email'>): readonly string[] {
  return [...(oid === undefined ? [] : [oid]), addressDigest(email)];
}

/** What whoever is signed in may be called as a recipient. */
function keysOfSomebody({ oid, emails }: Somebody): readonly string[] {
  return [oid.toLowerCase(), ...emails.map(addressDigest)];
}

/** The entry that names somebody, by its object id, and by its address only where it has none. */
export function recipientOf(
  { people: { recipients = [] } }: Pick<Project, 'people'>,
  somebody: Somebody,
): Recipient | undefined {
  const keys = keysOfSomebody(somebody);
  return recipients.find((one) => keys.includes(recipientKey(one)));
}

/** Whether a key means somebody, perhaps of earlier; who has an object id in the definition is known by nothing else. */
export function isKeyOf(
  who: string,
  { people: { recipients = [] } }: Pick<Project, 'people'>,
  somebody: Somebody,
): boolean {
  const entry = recipients.find((one) => keysOfRecipient(one).includes(who));
  return entry?.oid === undefined ? keysOfSomebody(somebody).includes(who) : entry.oid === somebody.oid.toLowerCase();
}

/** Those of whom an object id is known. */
export function recipientsKnown({
  people: { recipients = [] },
}: Pick<Project, 'people'>): (Listed & Pick<Recipient, 'name'>)[] {
  return recipients.flatMap(({ name, email, oid }) => (oid === undefined ? [] : [{ name, email, oid }]));
}
