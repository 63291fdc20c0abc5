import type { DisclosureRules } from '../../../../domain/inspection/disclosure.ts';
import type { Place } from '../../../../domain/inspection/evidence.ts';
import type { CheckedRule, SmallRule } from '../table-check.ts';
import { areFew, roundedRule } from './held-findings.ts';
import { likelyBase, roundedAsSaid, roundedBeside, roundingOf } from './rounding.ts';

/** More small counts are told as they come, and more tables are not asked again. */
const mostHeld = { small: 5000, tables: 500, loose: 500 } as const;
/** Numbers of a sentence fit a smaller base too often by chance. */
const fewestSaid = 5;
/** Those in the middle between two multiples of six lie three above one. */
const restOf = (base: number) => (base === 6 ? 3 : 0);
/** A file with more different counts is not asked whether all of them are rounded: what is not kept could be what is not. */
const mostValues = 20_000;

interface Small {
  readonly rule: SmallRule;
  readonly place: Place;
  readonly counts: ReadonlySet<number>;
}

/**
 * Holds the small counts of tables that have too few counts to tell a base by themselves, until all of the file was seen: other tables may
 * show it, all of them together, or a note that says it and that all counts of the table fit.
 */
export class RoundedFile {
  readonly #bases = new Set<number>();
  readonly #said = new Set<number>();
  readonly #all = new Set<number>();
  readonly #open: ReadonlySet<number>[] = [];
  readonly #held: Small[] = [];
  readonly #loose: number[] = [];
  #isFull = false;

  base(base: number): void {
    this.#bases.add(base);
  }

  /** A note says that counts are rounded to this. */
  says(base: number): void {
    this.#said.add(base);
  }

  /** Whole numbers of sentences, whatever they count. */
  loose(numbers: readonly number[]): void {
    if (this.#loose.length < mostHeld.loose) this.#loose.push(...numbers);
  }

  /** The bases that a note says and all numbers of the sentences fit. */
  #inSentences(): number[] {
    const isEnough = this.#loose.length > 1 && this.#loose.length < mostHeld.loose;
    return [...this.#said].filter(
      (base) => isEnough && base >= fewestSaid && this.#loose.every((one) => one % base === restOf(base)),
    );
  }

  /** The different counts of a table, or of a part of a text. */
  counts(counts: ReadonlySet<number>): void {
    if (!this.#isFull) for (const count of counts) this.#all.add(count);
    this.#isFull ||= this.#all.size > mostValues;
    if (this.#open.length < mostHeld.tables && roundingOf(counts) === undefined) this.#open.push(new Set(counts));
  }

  /** False where so many are held that it has to be told at once. */
  hold(small: Small): boolean {
    if (this.#held.length === mostHeld.small) return false;
    this.#held.push(small);
    return true;
  }

  /** What each small count is, and the bases that no table showed by itself. `isByFew`: few counts in all of the file show them. */
  end(rules: DisclosureRules): {
    found: { rule: CheckedRule; place: Place }[];
    bases: ReadonlySet<number>;
    isByFew: boolean;
  } {
    const together = this.#isFull ? undefined : roundingOf(this.#all);
    const known = new Set([...this.#bases, ...this.#said]);
    const baseOf = (counts: ReadonlySet<number>) => together ?? roundedBeside(counts, known);
    const found = this.#held.splice(0).map(({ rule, place, counts }) => {
      const base = baseOf(counts);
      return { rule: base === undefined ? rule : roundedRule(base, rules), place };
    });
    const shown = [
      ...this.#open.flatMap((counts) => baseOf(counts) ?? roundedAsSaid(counts, this.#said, rules.minCount) ?? []),
      ...this.#inSentences(),
    ];
    const likely = this.#isFull || known.size > 0 ? undefined : likelyBase(this.#all, rules.minCount);
    const bases = new Set(
      [...shown, ...(likely === undefined ? [] : [likely])].filter((base) => !this.#bases.has(base)),
    );
    return { found, bases, isByFew: bases.size > 0 && areFew(this.#all) };
  }
}
