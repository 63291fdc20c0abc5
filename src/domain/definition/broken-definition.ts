import { z } from 'zod';
import { jsonOf } from '../base/reading/json-of.ts';
import { addressOf, isSamePerson, listed, type Somebody } from '../people/people.ts';

const named = z.looseObject({ oid: z.string(), email: z.string() });
const asOperators = z.looseObject({
  people: z.looseObject({ operators: z.array(named).default([]) }),
  suspended: z.array(z.looseObject({ by: z.unknown() })).default([]),
});

/**
 * Whether somebody may put another definition in the place of one that the rules refuse. It says of nobody for certain what they are in it,
 * so whoever it names takes part. Only as an operator one may be named, and as who suspended somebody: operators look after a project and
 * take no part, and would otherwise be the only ones who cannot repair it.
 */
export function mayRepairBroken(raw: string, somebody: Somebody): boolean {
  const text = withoutOperator(raw, somebody).toLowerCase();
  const named = text.replaceAll(/[^"\s]+#ext#@[^"\s]*/g, addressOf);
  const marks = [somebody.oid.toLowerCase(), ...somebody.emails.map(addressOf)];
  return marks.every((mark) => !named.includes(mark));
}

/** The text without what it says of somebody as an operator; one in which that is no list is left as it is. */
function withoutOperator(raw: string, somebody: Somebody): string {
  const parsed = asOperators.safeParse(jsonOf(raw));
  if (!parsed.success) return raw;
  const { people, suspended } = parsed.data;
  const operators = people.operators.filter((person) => !isSamePerson(listed(person), somebody));
  const suspensions = suspended.map(({ by: _by, ...rest }) => rest);
  return JSON.stringify({ ...parsed.data, people: { ...people, operators }, suspended: suspensions });
}
