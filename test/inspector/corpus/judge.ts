import type { Inspected } from '../../../src/inspector/inspect-file.ts';
import type { CorpusFile } from './corpus-file.ts';
import type { Variant } from './variants.ts';

/** What was found in a file, by whichever way it was read. */
export type Found = Pick<Inspected, 'findings' | 'places'>;

/** The places at which a rule found something, as `row:column`. */
export function placesOf({ places }: Found, rule: string): string[] {
  const found = places.find((one) => one.rule === rule)?.places ?? [];
  return found.map(({ row, column }) => `${row ?? ''}:${column ?? ''}`);
}

/** The rules above a note that found something. */
function heavyIn({ findings }: Found): string[] {
  return findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
}

/** The rules above a note that found something in an ordinary output and were not expected to. */
export function unexpectedIn({ must, may }: CorpusFile, found: Found): string[] {
  return heavyIn(found).filter((rule) => !(rule in must) && !may.includes(rule));
}

/** What had to be found in an ordinary output and was not, or not where it stands. */
export function missedIn({ must }: CorpusFile, found: Found): string[] {
  return Object.entries(must).flatMap(([rule, places]) =>
    heavyIn(found).includes(rule) && isPlaced(found, rule, places) ? [] : [rule],
  );
}

/** Whether the rule of a variant found something exactly where it should, or nothing where there is nothing. */
export function isRight({ rule, found: isThere, at }: Variant, found: Found): boolean {
  return found.findings.some((one) => one.rule === rule) === isThere && isPlaced(found, rule, at);
}

/** Places are compared where they are known. */
function isPlaced(found: Found, rule: string, places: readonly string[]): boolean {
  return places.length === 0 || placesOf(found, rule).join() === places.join();
}
