/** Whether everything is played: where CI takes its time, and where nobody says which day it is. */
export const isWhole = process.env['TEST_WHOLE'] === '1' || process.env['TEST_SEED'] === undefined;

/** The seed of the run: it changes with the date. */
export const seed = Number(process.env['TEST_SEED']);

/** Which of so many parts of something is played today. */
export function partToday(parts: number): number {
  return seed % parts;
}

/** Whether this one of so many parts is played today: each has its day; all of them where everything is played. */
export function isToday(part: number, parts: number): boolean {
  return isWhole || part === partToday(parts);
}

/** What is played today of many alike: one of so many parts, each on its day; all of them where everything is played. */
export function partOf<T>(all: readonly T[], parts: number): readonly T[] {
  return all.filter((_, at) => isToday(at % parts, parts));
}
