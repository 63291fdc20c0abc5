import { ConflictError } from './records.ts';

const TRIES = 5;

/** Runs a read-decide-write step again when somebody else wrote in between; gives up with the last ConflictError. */
export async function onConflictAgain<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === TRIES) throw error;
    }
  }
}
