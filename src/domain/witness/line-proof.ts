import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { isSame, leafHash, rootByInclusion } from './merkle.ts';
import type { NoteKey } from './signed-note.ts';
import { leafOf } from './signed-step.ts';

const count = z.int().nonnegative();
const hashes = z.array(z.base64()).max(64);

/** What leads from a line of the audit to the witnessed log: where it stands in its chain, and that chain in the log. */
export const lineProofSchema = z.strictObject({
  line: count,
  size: count,
  salt: z.base64(),
  inChain: hashes,
  index: count,
  inLog: hashes,
});
export type LineProof = Frozen<z.infer<typeof lineProofSchema>>;

const bytes = (all: readonly string[]) => all.map((hash) => Buffer.from(hash, 'base64'));

/** The log that holds the line, by its proof and the note of a checkpoint; undefined where they do not lead to each other. Throws Refused for a note of nobody. */
export function logOfLine(
  { line: place, size, salt, inChain, index, inLog }: LineProof,
  { chain, line, note }: { readonly chain: string; readonly line: string; readonly note: string },
  keys: readonly NoteKey[],
): Checkpoint | undefined {
  const checkpoint = openCheckpoint(note, keys);
  const root = rootByInclusion({ index: place, size }, leafHash(line), bytes(inChain));
  const leaf = root && leafHash(leafOf(checkpoint.origin, { salt, chain, size, root: root.toString('base64') }));
  const found = leaf && rootByInclusion({ index, size: checkpoint.size }, leaf, bytes(inLog));
  return found !== undefined && isSame(found, checkpoint.root) ? checkpoint : undefined;
}
