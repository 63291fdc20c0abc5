import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { DAY } from '../base/time.ts';
import { person } from '../project/person.ts';
import type { Person, Project } from '../project/project.ts';
import { membersOf } from './people.ts';
import { recipientsKnown } from './recipients.ts';

/** Where a name was seen. What a definition says is believed before a correction, and that before a sign-in. */
const nameOrigins = ['sign-in', 'definition', 'correction'] as const;

export const personEntrySchema = z.strictObject({
  oid: z.string(),
  /** Null once it was cleared. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** When the person was seen first, ISO 8601 in UTC. */
  since: z.string(),
  /** The last day on which they signed in or a definition named them. */
  seenOn: z.string(),
  origin: z.enum(nameOrigins),
  clearedAt: z.string().nullable(),
});
/** Who an object id is, as people call them. It stands in a row of its own, since what is written with it in the audit can never be changed. */
export type PersonEntry = Frozen<z.infer<typeof personEntrySchema>>;

/** What an operator may say of a person: name and address, as a definition takes them. */
export const correctionSchema = z.strictObject({ name: person.shape.name, email: person.shape.email });

/** Somebody as they were seen. An address may be missing in a token. */
export interface SeenPerson {
  readonly oid: string;
  readonly name: string;
  readonly email: string | null;
}

/** The entry after somebody was seen; undefined where nothing is to be written. */
export function seenEntry(
  before: PersonEntry | undefined,
  { oid, name, email }: SeenPerson,
  origin: 'sign-in' | 'definition',
  now: Date,
): PersonEntry | undefined {
  const seenOn = now.toISOString().slice(0, 10);
  const since = before === undefined || before.clearedAt !== null ? now.toISOString() : before.since;
  const fresh = { oid: oid.toLowerCase(), name, email, since, seenOn, origin, clearedAt: null };
  const isBelieved = before?.clearedAt !== null || origin === 'definition' || before.origin === 'sign-in';
  const after = before === undefined || isBelieved ? fresh : { ...before, seenOn };
  return before !== undefined && JSON.stringify(after) === JSON.stringify(inOrder(before)) ? undefined : after;
}

/** A row may hold its parts in another order. */
function inOrder({ oid, name, email, since, seenOn, origin, clearedAt }: PersonEntry): PersonEntry {
  return { oid, name, email, since, seenOn, origin, clearedAt };
}

export function correctedEntry(before: PersonEntry, said: z.infer<typeof correctionSchema>): PersonEntry {
  return { ...before, ...said, origin: 'correction', clearedAt: null };
}

/** The entry without name and address. The object id stays, so that pages can say that it was cleared. */
export function clearedEntry(before: PersonEntry, now: Date): PersonEntry {
  return { ...before, name: null, email: null, clearedAt: now.toISOString() };
}

/** Whether a person whom no definition names was last seen so long ago that their name is not kept any more. */
export function isStaleEntry({ seenOn, clearedAt }: PersonEntry, keepDays: number, now: Date): boolean {
  return clearedAt === null && now.getTime() - Date.parse(seenOn) > keepDays * DAY;
}

/** Everybody whom a definition names, each object id once. */
export function namedIn(project: Pick<Project, 'people' | 'egress'>): Person[] {
  const all = [...membersOf(project), ...recipientsKnown(project), ...project.egress.approval.escalateTo];
  return [...new Map(all.map((one) => [one.oid.toLowerCase(), one])).values()];
}

/** The object ids that stand in a definition, also of those of whom it says no more than that they are suspended. */
export function idsIn(project: Project): Set<string> {
  return new Set([...namedIn(project), ...project.suspended].map(({ oid }) => oid.toLowerCase()));
}
