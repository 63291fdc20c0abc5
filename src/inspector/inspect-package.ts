import { mostInspected } from '../domain/inspection/evidence.ts';
import { type ChildTerms, type FileToInspect, type Inspected, inspectFile } from './inspect-file.ts';

export interface PackageTerms extends ChildTerms {
  readonly atOnce: number;
  /** From the first child on; a file that is not begun by then is not read. */
  readonly packageMilliseconds: number;
  readonly mostFiles: number;
}

export const packageLimits = { packageMilliseconds: 15 * 60_000, mostFiles: mostInspected } as const;

export function childrenAtOnce(memoryBytes: number): number {
  return memoryBytes >= 3.5 * 1024 ** 3 ? 4 : 2;
}

/** Gives what is known of each in order, and ends with the last that was begun in time. Throws when a file cannot be opened. */
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
