import { mostInspected } from '../domain/inspection/evidence.ts';
import { type ChildTerms, type FileToInspect, type Inspected, inspectFile } from './inspect-file.ts';

/** How a package is inspected. */
export interface PackageTerms extends ChildTerms {
  /** So many children at once. */
  readonly atOnce: number;
  /** From the first child on; a file that is not begun by then is not read. */
  readonly packageMilliseconds: number;
  /** So many files are read. */
  readonly mostFiles: number;
}

/** What the inspection of a package may take. */
export const packageLimits = { packageMilliseconds: 15 * 60_000, mostFiles: mostInspected } as const;

/** How many children a machine with so much memory runs at once. */
export function childrenAtOnce(memoryBytes: number): number {
  return memoryBytes >= 3.5 * 1024 ** 3 ? 4 : 2;
}

/**
 * Inspects files in their order, a few at a time; gives what is known of each, in that order too, and ends with the last that was begun in
 * time. Throws when a file cannot be opened.
 */
export async function* inspectPackage(files: readonly FileToInspect[], terms: PackageTerms): AsyncGenerator<Inspected> {
  const latest = terms.clock.now().getTime() + terms.packageMilliseconds;
  const results = files.map((file) => ({ file, ...Promise.withResolvers<Inspected | undefined>() }));
  // Nobody waits for the later ones when an earlier one failed.
  for (const { promise } of results) promise.catch(() => {});
  const waiting = results.entries();
  let isLeft = false;
  const lane = async () => {
    for (const [at, { file, resolve, reject }] of waiting) {
      const isOver = isLeft || at >= terms.mostFiles || terms.clock.now().getTime() >= latest;
      if (isOver) return resolve(undefined);
      await inspectFile(file, terms).then(resolve, reject);
    }
  };
  const lanes = Array.from({ length: terms.atOnce }, lane);
  try {
    for (const { promise } of results) {
      const inspected = await promise;
      if (inspected === undefined) return;
      yield inspected;
    }
  } finally {
    isLeft = true;
    await Promise.all(lanes);
  }
}
