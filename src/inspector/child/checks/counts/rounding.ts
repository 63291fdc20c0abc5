/**
 * By so many different values a base is told from chance, less than once in ten thousand tables, the largest base first: all are multiples
 * of it, or lie in the middle between two.
 */
const bases: readonly (readonly [base: number, rest: number, fewest: number])[] = [
  [100, 0, 4],
  [50, 0, 4],
  [25, 0, 4],
  [20, 0, 4],
  [10, 0, 5],
  [6, 3, 6],
  [7, 0, 6],
  [6, 0, 6],
  [5, 0, 7],
  [4, 0, 8],
  [3, 0, 9],
];

/** How many different counts there are, without zero, which is a multiple of everything. */
export function differentIn(counts: ReadonlySet<number>): number {
  return counts.has(0) ? counts.size - 1 : counts.size;
}

/** The base to which different counts are rounded; undefined where they are not, or are too few to tell. */
export function roundingOf(values: Iterable<number>): number | undefined {
  const counts = [...new Set(values)].filter((value) => value > 0);
  return bases.find(
    ([base, rest, fewest]) => counts.length >= fewest && counts.every((count) => count % base === rest),
  )?.[0];
}

/** So many different counts, fewer than tell a base by themselves, show it beside a table that does: less than once in 500 tables by chance. */
const fewestBeside: ReadonlyMap<number, number> = new Map([
  ...[100, 50, 25].map((base) => [base, 2] as const),
  ...[20, 10].map((base) => [base, 3] as const),
  ...[7, 6, 5].map((base) => [base, 4] as const),
  ...[[4, 5] as const, [3, 6] as const],
]);

/** Which of the bases that other tables of a file show these counts are rounded to as well. */
export function roundedBeside(values: Iterable<number>, known: Iterable<number>): number | undefined {
  const counts = [...new Set(values)].filter((value) => value > 0);
  const shown = new Set(known);
  return bases.find(
    ([base, rest]) =>
      shown.has(base) &&
      counts.length >= (fewestBeside.get(base) ?? Number.POSITIVE_INFINITY) &&
      counts.every((count) => count % base === rest),
  )?.[0];
}

/**
 * The base that all counts of a file fit, none of which is small: nothing hangs on it, so fewer show it than elsewhere, less than once in 500
 * files by chance. Large bases fit sizes that somebody planned, and are asked for one more.
 */
export function likelyBase(values: Iterable<number>, minCount: number): number | undefined {
  const counts = [...new Set(values)].filter((value) => value > 0);
  if (counts.some((count) => count < minCount)) return undefined;
  return bases.find(([base, rest]) => {
    const fewest = (fewestBeside.get(base) ?? Number.POSITIVE_INFINITY) + (base < 10 ? 0 : 1);
    return counts.length >= fewest && counts.every((count) => count % base === rest);
  })?.[0];
}

/** Whether counts may all be rounded to one base, however few they are, so that what they give is rounded too. */
export function mayBeRounded(counts: readonly number[]): boolean {
  return [3, 5, 7].some((base) => counts.every((count) => count % base === 0));
}

/** So seldom counts fit by chance what a note says of them. */
const seldom = 100;

/** Which of the bases that a note says all these counts fit, more than one and so many that they would not by chance. Small ones are asked for more. */
export function roundedAsSaid(values: Iterable<number>, said: Iterable<number>, minCount: number): number | undefined {
  const counts = [...new Set(values)].filter((value) => value > 0);
  if (counts.some((count) => count < minCount)) return undefined;
  return [...said]
    .filter((base) => base > 2 && counts.length > 1 && base ** counts.length >= seldom)
    .toSorted((one, other) => other - one)
    .find((base) => counts.every((count) => count % base === (base === 6 ? 3 : 0)));
}

const roundings =
  'round(?:ed|ing|s)?|nearest|nærmeste|närmaste|multiples?|gerundet\\w?|rundung|arrondi\\w{0,3}|redonde\\w{1,4}|afgerond\\w?|avrund\\w{1,4}|afrund\\w{1,4}|arrotondat\\w|arredond\\w{1,4}|pyöriste\\w{1,5}|zaokrągl\\w{1,4}|zaokrouhl\\w{1,4}|kerekít\\w{1,4}';
const tellsRounding = new RegExp(
  `((?:${roundings})(?![\\p{L}\\d])[^\\d.;:!?]{0,40}|\\b(?:auf|op|till?|na|a|à)(?: \\p{L}{2,12}){0,3} (?=\\d{1,3} (?:${roundings})))(\\d{1,3})(?![\\d.,]*\\d)`,
  'giu',
);

/** Where what the number ends with says how it is meant: `5'in katlarına yuvarlanmıştır`. */
const basesBefore =
  /(?<![\d.,])(\d{1,3})(?=['’:-]?\p{L}{0,5}(?: \p{L}{2,12}){0,2} (?:yuvarla|kerekít|pyöriste|ümarda|apvalin|noapaļo|rotunji|заокр|окружени|округл|στρογγυλ)\p{L}{0,14})/giu;
/** What a program does to round: `5 * round(n / 5)`. */
const byProgram =
  /round\([^()]{1,40}\/ ?(\d{1,3})(?:\.0)?\) ?\* ?\1(?!\d)|(?<!\d)(\d{1,3}) ?\* ?(?:\w{1,12}\.)?round\([^()]{1,40}\/ ?\2(?:\.0)?\)|(?<!\d)(\d{1,3}) ?\* ?\([^()]{1,40}\/ ?\3(?:\.0)?\)\.round\(/i;
/** Nearly every text is done with after these. */
const mayTell =
  /round|nearest|n[æä]r?me?st|multipl|gerund|rundung|arrond|redond|afgerond|avrund|afrund|arroton|arredond|pyöris|zaokr|kerekít|yuvarla|ümard|apvalin|noapaļ|rotunji|округл|στρογγ/i;

/** Whether a text may name the base to which counts are rounded. */
export const maySayBase = (text: string): boolean => mayTell.test(text);

/** In the middle between two multiples of six, as statistics offices round. */
const midpoint = /\bmid-?points?\b|\bmidden\b|\bmitte\b|\bmilieu\b|punt[oi] medi[oi]|pontos? medi[oa]s?/i;
const ofWords: readonly (readonly [base: number, words: RegExp])[] = [
  [5, /\b(?:fives?|fünfer|femtal|vijftal)/i],
  [10, /\b(?:tens?\b|zehner|tiotal|tiental|dizaine|decena|decina|dezena)/i],
  [100, /\b(?:hundreds?\b|hunderter|hundratal|honderdtal|centaine|centena|centinaio)/i],
];
const saysRounded = new RegExp(`(?:${roundings})(?![\\p{L}\\d])([^.;:!?]{0,40})`, 'iu');

/** The base that a line names in a word: `rounded to the nearest ten`. */
function baseInWords(line: string): number | undefined {
  if (!/n[eäa][ae]?rest|närm|naechst|nächst|auf|à la|a la|op|alla|till/i.test(line)) return undefined;
  const [, behind = ''] = saysRounded.exec(line) ?? [];
  if (midpoint.test(behind)) return 6;
  return ofWords.find(([, words]) => words.test(behind))?.[0];
}

const wholeNumber = /(?<![\w.,:/%-])(?:\d{1,3}(?:[ .,']\d{3})+|\d{1,7})(?![\w%:/-]|[.,]\d| ?%)/g;

/** The whole numbers of a sentence, without those that may be years. */
export function wholeNumbersIn(line: string): number[] {
  return [...line.matchAll(wholeNumber)]
    .map(([digits]) => Number(digits.replaceAll(/\D/g, '')))
    .filter((number) => number > 0 && !mayBeYear(number));
}

export const mayBeYear = (number: number): boolean => number >= 1900 && number <= 2100;

/** A line without the base that it says counts are rounded to, which counts nobody. `says` takes the base. */
export function withoutBase(line: string, says?: (base: number) => void): string {
  const named = says === undefined ? undefined : baseInWords(line);
  if (named !== undefined) says?.(named);
  if (!/\d/.test(line)) return line;
  if (says !== undefined && maySayBase(line)) {
    for (const [, base] of line.matchAll(basesBefore)) says(Number(base));
    const [, behind, before, method] = byProgram.exec(line) ?? [];
    const base = behind ?? before ?? method;
    if (base !== undefined) says(Number(base));
  }
  return line.replaceAll(tellsRounding, (_, before: string, base: string) => {
    says?.(Number(base));
    return before + '·'.repeat(base.length);
  });
}
