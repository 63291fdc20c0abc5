import type { PersonEntry } from '../domain/people/person-entry.ts';

/** Who people are, one row for each object id. */
export interface PeopleStore {
  get(oid: string): Promise<PersonEntry | undefined>;
  list(): Promise<readonly PersonEntry[]>;
  /** Takes the place of the one before. */
  put(entry: PersonEntry): Promise<void>;
}
