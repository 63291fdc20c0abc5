import type { DisclosureRules } from '../../../../domain/inspection/disclosure.ts';
import { mostCounted } from '../../../../domain/inspection/evidence.ts';
import type { CheckedRule, Told } from '../table-check.ts';
import { differentIn, roundingOf } from './rounding.ts';

/** So many different counts tell a base even in one table of very many. */
const sureCounts = 12;

/** Whether so few different counts tell a base that those of one table of very many do by chance. */
export const areFew = (counts: ReadonlySet<number>): boolean => differentIn(counts) < sureCounts;

interface Place {
  readonly row: number;
  readonly column: number | undefined;
}

const held = ['small-count', 'zero-count'] as const;
type HeldRule = (typeof held)[number];

/**
 * Holds back the counts of one table until all of it was seen: each is told once, by whichever check found it, in the order of the table,
 * and as what it is where the table is rounded.
 */
export class HeldFindings {
  readonly #places = new Map<HeldRule, Map<string, Place>>();
  readonly #told: Told;
  readonly #rules: DisclosureRules;

  constructor(told: Told, rules: DisclosureRules) {
    this.#told = told;
    this.#rules = rules;
  }

  found(rule: CheckedRule, row: number, column?: number): void {
    const kept = held.find((one) => one === rule);
    if (kept === undefined) this.#told.found(rule, row, column);
    else {
      const places = this.#places.get(kept) ?? new Map<string, Place>();
      if (places.size < 4 * mostCounted) places.set(`${row}:${column ?? ''}`, { row, column });
      this.#places.set(kept, places);
    }
  }

  /** `values`: the different counts of each column of which all are known. What stands elsewhere is taken for what it shows. */
  end(values: ReadonlyMap<number, ReadonlySet<number>>): void {
    const all = new Set([...values.values()].flatMap((column) => [...column]));
    const whole = roundingOf(all);
    const byColumn = new Map([...values].map(([column, ones]) => [column, whole ?? roundingOf(ones)]));
    for (const [column, base] of byColumn) {
      const counts = whole === undefined ? values.get(column) : all;
      if (base !== undefined) this.#told.rounding(base, areFew(counts ?? all));
    }
    this.#told.different?.(all);
    for (const [rule, places] of this.#places) {
      const sorted = [...places.values()].toSorted(
        (one, other) => one.row - other.row || (one.column ?? 0) - (other.column ?? 0),
      );
      for (const { row, column } of sorted) {
        const base = byColumn.get(column ?? 0);
        this.#told.found(
          rule === 'small-count' && base !== undefined ? roundedRule(base, this.#rules) : rule,
          row,
          column,
        );
      }
    }
  }
}

/** What a small count is among others that are rounded to a base. */
export function roundedRule(base: number, { rounding }: Pick<DisclosureRules, 'rounding'>): CheckedRule {
  return rounding.includes(base) ? 'rounded-count' : 'small-rounding';
}
