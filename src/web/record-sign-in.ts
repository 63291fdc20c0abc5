import { type SeenPerson, seenEntry } from '../domain/people/person-entry.ts';
import type { Clock } from '../ports/ports.ts';
import type { Identity, TokenVerifier } from '../ports/sign-in.ts';
import type { PeopleStore } from '../ports/stores.ts';

export interface SignInRecordPorts {
  readonly people: Pick<PeopleStore, 'get' | 'put'>;
  readonly clock: Clock;
}

/** Writes who signed in. Nobody is kept out because that could not be written. */
export async function recordSignIn(
  { people, clock }: SignInRecordPorts,
  { oid, name, emails }: Identity,
): Promise<void> {
  const person: SeenPerson = { oid: oid.toLowerCase(), name, email: emails[0] ?? null };
  try {
    const entry = seenEntry(await people.get(person.oid), person, 'sign-in', clock.now());
    if (entry !== undefined) await people.put(entry);
  } catch {
    // The next request, or the next sign-in, is seen.
  }
}

/** The same for whoever comes with a token: it is looked at once a day for each, as long as the app runs. */
export function recordingTokens(tokens: TokenVerifier, ports: SignInRecordPorts): TokenVerifier {
  const seen = new Map<string, string>();
  return {
    ...tokens,
    async verify(token) {
      const verdict = await tokens.verify(token);
      if (!verdict.ok) return verdict;
      const { oid, name, emails } = verdict.identity;
      const what = [ports.clock.now().toISOString().slice(0, 10), name, ...emails].join('\n');
      if (seen.get(oid) === what) return verdict;
      seen.set(oid, what);
      await recordSignIn(ports, verdict.identity);
      return verdict;
    },
  };
}
