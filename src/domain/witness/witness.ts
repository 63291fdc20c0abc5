import { z } from 'zod';
import { Refused } from '../base/errors.ts';
import { type Checkpoint, openCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { isConsistent, isSame } from './merkle.ts';
import { type NoteKey, noteKeyText, parseNoteKey } from './signed-note.ts';

/** What a witness keeps of a log: the keys that a person gave it, and the newest note that it saw. */
export const witnessSchema = z.strictObject({ keys: z.array(z.string()).min(1), note: z.string(), seenAt: z.string() });
export type Witness = Readonly<z.infer<typeof witnessSchema>>;

/** What a witness needs in order to go on to a note: a proof, unless it shows what is known. */
export interface Step {
  readonly before: Checkpoint;
  readonly now: SignedCheckpoint;
  readonly isNew: boolean;
}

/** A witness that never saw the log. Throws Refused for a note that the keys did not sign. */
export function beginWitness(note: string, keys: readonly NoteKey[], seenAt: string): Witness {
  openCheckpoint(note, keys);
  return { keys: keys.map(noteKeyText), note, seenAt };
}

/**
 * Compares a note with what the witness saw last. Throws Refused for one that nothing can lead to: of another log, by an unknown key, with
 * fewer leaves, or with as many others.
 */
export function compareNotes(witness: Pick<Witness, 'keys' | 'note'>, note: string): Step {
  const keys = witness.keys.map(parseNoteKey);
  const before = openCheckpoint(witness.note, keys);
  const now = openCheckpoint(note, keys);
  if (now.origin !== before.origin) throw new Refused(`The note is about the log ${now.origin}, not ${before.origin}`);
  if (now.size < before.size) throw broken(before, `shows only ${now.size} leaves`);
  if (now.size === before.size && !isSame(now.root, before.root)) throw broken(before, 'shows other leaves');
  return { before, now, isNew: now.size > before.size };
}

/** Throws Refused unless the proof shows that nothing was taken back between the notes. */
export function requireConsistent({ before, now }: Step, proof: readonly string[]): void {
  const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
  if (!isConsistent(before, now, hashes))
    throw broken(before, `cannot prove that its ${now.size} leaves begin with them`);
}

function broken({ origin, size }: Checkpoint, how: string): Refused {
  return new Refused(
    `The log ${origin} signed ${size} leaves and now ${how}: something that was signed was taken back. Keep both notes and ask whoever runs it; do not begin anew.`,
  );
}
