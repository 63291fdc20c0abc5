import type { Absence } from '../domain/review/absence.ts';

/** Who is away and when. There are few, and each list gives all of them. */
export interface AbsenceStore {
  list(): Promise<readonly Absence[]>;
  put(absence: Absence): Promise<void>;
  /** One that is gone already is no error. */
  remove(absence: Pick<Absence, 'oid' | 'id'>): Promise<void>;
}
