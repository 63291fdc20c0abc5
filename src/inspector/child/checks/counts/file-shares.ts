import type { Place } from '../../../../domain/inspection/evidence.ts';
import { quasiOf } from '../../identifiers/quasi.ts';
import { labelOf, wordsIn } from '../label.ts';
import { numberOf } from '../number.ts';

/** So many shares of tables are held until it is known what they are of. */
const mostHeld = 2000;

/** Shares that would so seldom be of whole numbers by chance are of these. */
const rareEnough = 0.01;

/** A percentage of all, with the decimals that it is written with. */
export interface Share {
  /** The words above its column. */
  readonly name: string;
  readonly percent: number;
  readonly decimals: number;
  readonly row: number;
  readonly column: number;
  /** Of shares that are not all of their group: the others beside it, which have to be of whole numbers too. */
  readonly beside?: readonly Percentage[];
}

type Percentage = Pick<Share, 'percent' | 'decimals'>;

interface Held {
  readonly share: Share;
  readonly place: Place;
  size: number | undefined;
}

/** The shares of tables that do not say how many all are, beside the size that a title, a caption or a sentence of the file tells. */
export class FileShares {
  readonly #held: Held[] = [];
  /** Of groups, by their names. */
  readonly #named = new Map<string, number>();
  #size: number | undefined;

  says(title: string): void {
    if (!/[Nn] ?=/.test(title) && !asked.test(title) && !ofNouns.test(title)) return;
    for (const [, name = '', digits = ''] of title.matchAll(namedSize)) {
      const own = sizeOf(digits);
      if (own !== undefined && this.#named.size < mostHeld) this.#named.set(wordsIn(name).join(' '), own);
    }
    const size = sizeIn(title);
    if (size === undefined) return;
    this.#size = size;
    for (const held of this.#held) held.size ??= size;
  }

  take(share: Share, place: Place): void {
    if (this.#held.length < mostHeld) this.#held.push({ share, place, size: this.#size });
  }

  /** Where a share of all is a small count. */
  small(minCount: number): readonly Place[] {
    /** Shares that stand beside each other are of the same size, or not. */
    const known = new Map<readonly Percentage[], boolean>();
    return this.#held.splice(0).flatMap(({ share: { name, percent, decimals, beside }, place, size = 0 }) => {
      const own = this.#named.get(name) ?? size;
      if (beside !== undefined) {
        const are = known.get(beside) ?? areSharesOf(beside, own);
        known.set(beside, are);
        if (!are) return [];
      }
      const found = countOfShare(percent, own, 100, decimals);
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

/** Whether percentages are of whole numbers of so many, and by their decimals not by chance. */
export function areSharesOf(shares: readonly Percentage[], size: number): boolean {
  let chance = 1;
  for (const { percent, decimals } of shares) {
    if (countOfShare(percent, size, 100, decimals) === undefined) return false;
    // Nothing and all are whole of any size.
    if (percent > 0 && percent < 100) chance *= Math.min(1, (2 * size * 0.51) / 100 / 10 ** decimals);
  }
  return chance < rareEnough;
}

const digits = String.raw`(\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+|\d{2,7})(?![\d.,]*\d)`;
const size = new RegExp(String.raw`(?<![\p{L}\d_])[Nn] ?= ?${digits}`, 'gu');
/** `Galicia: N = 571`, `Lung (N = 413)`. */
const namedSize = new RegExp(String.raw`(\p{L}[^=:,;()|]{0,60}?) ?[:(,] ?[Nn] ?= ?${digits}`, 'gu');
/** `len(df) = 412`, `nrow(d): 412`. */
const asked = /\b(?:len|nrow)\([\w.$]{1,30}\) ?[:=] ?(\d{2,7})$/;
/** `Number of obs = 800`, `Number of drivers: 800`. */
const ofNouns = new RegExp(
  String.raw`\b(?:number of|no\. of|anzahl(?: der)?|zahl der|nombre de|n[uú]mero d[ei]|aantal|antal|antall|liczba) (\p{L}{3,20}) {0,12}[:=] {0,40}${digits}`,
  'iu',
);
const sizeOf = (text: string) => numberOf(text.replaceAll(/[ .'\u00a0\u202f]/g, ''));

/** How many all are by a title such as `Diagnosis (N = 746)`; undefined where several sizes stand in it, as those of groups do. */
export function sizeIn(title: string): number | undefined {
  const [, rows] = asked.exec(title) ?? [];
  if (rows !== undefined) return Number(rows);
  const [, noun = '', told] = ofNouns.exec(title) ?? [];
  if (told !== undefined)
    return labelOf(noun).counts || quasiOf([noun.replace(/s$/, '')]) === 'person' ? sizeOf(told) : undefined;
  if (!/[Nn] ?=/.test(title)) return undefined;
  const [[, only] = [], ...others] = title.matchAll(size);
  return only === undefined || others.length > 0 ? undefined : sizeOf(only);
}
