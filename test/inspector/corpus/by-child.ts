import { endingOf } from '../../../src/inspector/ending-of.ts';
import type { Inspected } from '../../../src/inspector/inspect-file.ts';
import { inspectPackage, packageLimits } from '../../../src/inspector/inspect-package.ts';
import { fileOf, termsOf } from '../children.ts';
import type { CorpusFile } from './corpus-file.ts';

/** What a child is told of a file. */
type Content = Pick<CorpusFile, 'name' | 'bytes'>;

/** Two children at once, as on the smallest machine. */
const atOnce = 2;

/**
 * What the built child in a folder says of each of these files, as those of one package, in their order. Files that are the same to a
 * child, with the same bytes and the same ending, are read once.
 */
export async function readByChild(folder: string, files: readonly Content[]): Promise<Inspected[]> {
  const keyOf = ({ name, bytes }: Content) => `${endingOf(name)} ${Buffer.from(bytes).toString('base64')}`;
  const different = new Map(files.map((file) => [keyOf(file), fileOf(file.bytes, endingOf(file.name))]));
  const found = new Map<string, Inspected>();
  const keys = different.keys();
  for await (const result of inspectPackage([...different.values()], { ...termsOf(folder), atOnce, ...packageLimits }))
    found.set(keys.next().value ?? '', result);
  return files.flatMap((file) => found.get(keyOf(file)) ?? []);
}
