import { Refused } from '../base/errors.ts';

/** Where a list of files goes on: the number of its next file, and the byte of the manifest at which that begins. */
export interface FilePlace {
  readonly number: number;
  readonly byte: number;
}

/** The place that a continuation names; the beginning without one. Throws Refused. */
export function placeInFiles(continuation: string | undefined): FilePlace {
  if (continuation === undefined) return { number: 1, byte: 0 };
  const [, number, byte] = /^([1-9]\d{0,8})\.(\d{1,12})$/.exec(continuation) ?? [];
  if (number !== undefined && byte !== undefined) return { number: Number(number), byte: Number(byte) };
  throw new Refused('The list of files did not give that continuation: start again without it');
}
