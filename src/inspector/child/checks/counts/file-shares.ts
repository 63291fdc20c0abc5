import type { Place } from '../../../../domain/inspection/evidence.ts';
import { numberOf } from '../number.ts';

/** So many shares of tables are held until it is known what they are of. */
const mostHeld = 2000;

/** A percentage of all, with the decimals that it is written with. */
export interface Share {
  readonly percent: number;
  readonly decimals: number;
  readonly row: number;
  readonly column: number;
}

interface Held {
  readonly share: Share;
  readonly place: Place;
  size: number | undefined;
}

/** The shares of tables that do not say how many all are, beside the size that a title, a caption or a sentence of the file tells. */
export class FileShares {
  readonly #held: Held[] = [];
  #size: number | undefined;

  says(size: number | undefined): void {
    if (size === undefined) return;
    this.#size = size;
    for (const held of this.#held) held.size ??= size;
  }

  take(share: Share, place: Place): void {
    if (this.#held.length < mostHeld) this.#held.push({ share, place, size: this.#size });
  }

  /** Where a share of all is a small count. */
  small(minCount: number): readonly Place[] {
    return this.#held.splice(0).flatMap(({ share: { percent, decimals }, place, size = 0 }) => {
      const found = countOfShare(percent, size, 100, decimals);
      return found !== undefined && found.count > 0 && found.most < minCount ? [place] : [];
    });
  }
}

/**
 * How many people a share of some stands for, and at most by the decimals that it is written with; undefined where it can be one of no whole
 * number of them. `whole`: what all of them are, 1 or 100.
 */
export function countOfShare(
  share: number,
  size: number,
  whole: number,
  decimals: number,
): { readonly count: number; readonly most: number } | undefined {
  const count = (share * size) / whole;
  const slack = (size * 0.51) / whole / 10 ** decimals + 0.001;
  if (Math.abs(count - Math.round(count)) > slack) return undefined;
  return { count: Math.round(count), most: Math.floor(count + slack) };
}

const size = /(?<![\p{L}\d_])[Nn] ?= ?(\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+|\d{2,7})(?![\d.,]*\d)/gu;

/** How many all are by a title such as `Diagnosis (N = 746)`; undefined where several sizes stand in it, as those of groups do. */
export function sizeIn(title: string): number | undefined {
  if (!/[Nn] ?=/.test(title)) return undefined;
  const [[, digits] = [], ...others] = title.matchAll(size);
  return digits === undefined || others.length > 0 ? undefined : numberOf(digits.replaceAll(/[ .'\u00a0\u202f]/g, ''));
}
