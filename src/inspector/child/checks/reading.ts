import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import { type Cell, cellOf, plainNumber } from './cell.ts';
import { rulesInText } from './cell-rules.ts';
import { type Label, labelOf } from './label.ts';
import { plainText } from './plain-text.ts';
import type { CheckedRule } from './table-check.ts';

/** What one cell holds. */
export interface Reading {
  /** As plain text. */
  readonly text: string;
  readonly cell: Cell;
  /** What it would say as the head of a row. */
  readonly label: Label | undefined;
  /** The rules that mind this cell, wherever it stands. */
  readonly rules: readonly CheckedRule[];
}

/** Words repeat in a table, so the first ones are read once. */
const mostKept = 2000;
const longestKept = 60;
const none: readonly CheckedRule[] = [];

/** Reads the cells of one table. */
export class Readings {
  readonly #known = new Map<string, Reading>();
  readonly #rules: DisclosureRules;

  constructor(rules: DisclosureRules) {
    this.#rules = rules;
  }

  of(raw: string): Reading {
    const number = plainNumber(raw);
    if (number !== undefined) return { text: raw, cell: number, label: undefined, rules: none };
    const known = this.#known.get(raw);
    if (known !== undefined) return known;
    const reading = this.#read(raw);
    if (raw.length <= longestKept && this.#known.size < mostKept) this.#known.set(raw, reading);
    return reading;
  }

  #read(raw: string): Reading {
    const text = plainText(raw);
    const cell = cellOf(text);
    if (cell.kind !== 'text') return { text, cell, label: labelOf(text), rules: none };
    return { text, cell, label: labelOf(text), rules: rulesInText(raw, text, this.#rules) };
  }
}
