import { expect, it } from 'vitest';
import type { PersonEntry } from '../../src/domain/people/person-entry.ts';
import type { PeopleStore } from '../../src/ports/stores.ts';
import { fresh } from './samples.ts';

/** What each store of names of people must do. */
export function peopleContract(store: () => PeopleStore): void {
  const entry = (oid: string, name: string | null): PersonEntry => ({
    ...{ oid, name, email: null, since: '2026-03-02T08:00:00.000Z', seenOn: '2026-03-02' },
    ...{ origin: 'sign-in', clearedAt: name === null ? '2026-03-03T08:00:00.000Z' : null },
  });

  it('each person has one entry, the last that was written', async () => {
    const [one, other] = [fresh('person'), fresh('person')];
    for (const written of [entry(one, 'Ada'), entry(other, 'Ben'), entry(one, null)]) await store().put(written);
    const listed = (await store().list()).filter(({ oid }) => oid === one || oid === other);
    expect(listed).toHaveLength(2);
    expect(listed).toEqual(expect.arrayContaining([entry(one, null), entry(other, 'Ben')]));
    expect(await store().get(other.toUpperCase())).toEqual(entry(other, 'Ben'));
    expect(await store().get(fresh('person'))).toBeUndefined();
  });
}
