/** Parts of a version as `System.Version` of .NET reads it: two to four numbers. Any other text is no such version. */
const dotted = /^\d+(?:\.\d+){1,3}$/;

/**
 * Compares two versions of orchestrations as DurableTask.Core does: none is the oldest; two of the form 1.0, 1.0.0 or 1.0.0.0 by their
 * numbers, where a missing number comes before 0; anything else as text. So "10" comes before "2": a version needs a dot.
 */
export function compareVersions(one: string | null, other: string | null): number {
  const [first, second] = [one?.trim() ?? '', other?.trim() ?? ''];
  if (first === '' || second === '') return Number(first !== '') - Number(second !== '');
  if (dotted.test(first) && dotted.test(second)) return compareNumbers(numbersOf(first), numbersOf(second));
  return compareText(first.toUpperCase(), second.toUpperCase());
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (const place of [0, 1, 2, 3]) {
    const difference = (one[place] ?? -1) - (other[place] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
