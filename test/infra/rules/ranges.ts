import type { Json } from '../snapshot.ts';

/** Addresses as whole numbers, the last one included. */
export interface Range {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** The ranges of a list, or of a single text. */
export function ranges(value: Json | undefined): Range[] {
  return [value ?? []].flat().map((one) => {
    const text = String(one);
    const [base = '', bits = '32'] = text.split('/');
    const first = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    return { text, first, last: first + 2 ** (32 - Number(bits)) - 1 };
  });
}

/** Whether two share an address. */
export const doMeet = (one: Range, other: Range): boolean => one.first <= other.last && other.first <= one.last;

/** Each two that share addresses. */
export function overlaps(all: readonly Range[]): string[] {
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => doMeet(one, other))
      .map((other) => `${one.text} and ${other.text}`),
  );
}

/** Whether all addresses of one lie in the other. */
export const isInside = (one: Range, other: Range): boolean => other.first <= one.first && one.last <= other.last;
