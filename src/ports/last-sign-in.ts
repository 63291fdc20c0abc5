import type { LastSignIn } from '../domain/people/last-sign-in.ts';

/** When each person signed in last. There is one for each, and a list gives all of them. */
export interface SignInStore {
  list(): Promise<readonly LastSignIn[]>;
  /** Takes the place of the one before. */
  put(last: LastSignIn): Promise<void>;
  /** Nothing happens where there is none. */
  remove(oid: string): Promise<void>;
}
