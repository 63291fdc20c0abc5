import type { DisclosureRules } from '../../../../domain/inspection/disclosure.ts';
import { mostCounted } from '../../../../domain/inspection/evidence.ts';
import type { CheckedRule, SmallRule, Told } from '../table-check.ts';
import { differentIn, roundedBeside, roundingOf } from './rounding.ts';

/** So many different counts tell a base even in one table of very many. */
const sureCounts = 12;

/** Whether so few different counts tell a base that those of one table of very many do by chance. */
export const areFew = (counts: ReadonlySet<number>): boolean => differentIn(counts) < sureCounts;

interface Place {
  readonly row: number;
  readonly column: number | undefined;
}

const held = ['small-count', 'small-missing', 'zero-count'] as const satisfies readonly (SmallRule | 'zero-count')[];

/**
 * Holds back the counts of one table until all of it was seen: each is told once, by whichever check found it, in the order of the table,
 * and as what it is where the table is rounded.
 */
export class HeldFindings {
  readonly #places = new Map<CheckedRule, Map<string, Place>>();
  readonly #told: Told;
  readonly #rules: DisclosureRules;

  constructor(told: Told, rules: DisclosureRules) {
    this.#told = told;
    this.#rules = rules;
  }

  found(rule: CheckedRule, row: number, column?: number): void {
    if (held.some((one) => one === rule)) keep(this.#places, rule, { row, column });
    else this.#told.found(rule, row, column);
  }

  /** `values`: the different counts of each column of which all are known. What stands elsewhere is taken for what it shows. */
  end(values: ReadonlyMap<number, ReadonlySet<number>>): void {
    const all = new Set([...values.values()].flatMap((column) => [...column]));
    const whole = roundingOf(all);
    const own = new Map([...values].map(([column, ones]) => [column, whole ?? roundingOf(ones)]));
    const known = [...own.values()].filter((base) => base !== undefined);
    // A column with few counts may be rounded as another one is.
    const byColumn = new Map([...own].map(([at, base]) => [at, base ?? roundedBeside(values.get(at) ?? [], known)]));
    for (const [column, base] of byColumn) {
      const counts = whole === undefined ? values.get(column) : all;
      if (base !== undefined) this.#told.rounding(base, areFew(counts ?? all));
    }
    this.#told.different(all);
    const rounded = new Map<CheckedRule, Map<string, Place>>();
    for (const rule of held) {
      for (const { row, column } of inOrder(this.#places.get(rule))) {
        const base = byColumn.get(column ?? 0);
        if (rule === 'zero-count' || !byColumn.has(column ?? 0)) this.#told.found(rule, row, column);
        else if (base === undefined) this.#told.small(rule, all, row, column);
        else keep(rounded, roundedRule(base, this.#rules), { row, column });
      }
    }
    for (const [rule, places] of rounded)
      for (const { row, column } of inOrder(places)) this.#told.found(rule, row, column);
  }
}

function keep(places: Map<CheckedRule, Map<string, Place>>, rule: CheckedRule, place: Place): void {
  const kept = places.get(rule) ?? new Map<string, Place>();
  if (kept.size < 4 * mostCounted) kept.set(`${place.row}:${place.column ?? ''}`, place);
  places.set(rule, kept);
}

function inOrder(places: ReadonlyMap<string, Place> = new Map()): Place[] {
  return [...places.values()].toSorted((one, other) => one.row - other.row || (one.column ?? 0) - (other.column ?? 0));
}

/** What a small count is among others that are rounded to a base. */
export function roundedRule(base: number, { rounding }: Pick<DisclosureRules, 'rounding'>): CheckedRule {
  return rounding.includes(base) ? 'rounded-count' : 'small-rounding';
}
