import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import { personalInWords } from '../identifiers/personal.ts';
import { type Cell, cellOf, plainNumber } from './cell.ts';
import { type Label, labelOf } from './label.ts';
import { hasEmail } from './patterns.ts';
import { plainText } from './plain-text.ts';
import type { CheckedRule } from './table-check.ts';

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
    const text = plainText(raw.replace(onlyText, '$1'));
    const cell = cellOf(text);
    if (cell.kind !== 'text') return { text, cell, label: labelOf(text), rules: none };
    return { text, cell, label: labelOf(text), rules: rulesInText(raw, text, this.#rules) };
  }
}

/** `="0.12"`, as Stata writes a cell so that spreadsheets keep its text; a comma may cut its end off. */
const onlyText = /^="([^"]*)"?$/;

/** The rules that mind a cell of words by itself: addresses, secrets, formulas, free text. */
function rulesInText(raw: string, text: string, rules: DisclosureRules): CheckedRule[] {
  const minding: readonly (readonly [CheckedRule, boolean])[] = [
    ['small-count', saysSmallCount(text, rules.minCount)],
    ['email-address', hasEmail(text)],
    ['formula-cell', isFormula(raw, text)],
    ['extreme-value', /^(?:Min|Max)\. *:-?\d/.test(text)],
    ['long-text', text.length > rules.maxTextLength],
  ];
  return [...minding.flatMap(([rule, minds]) => (minds ? [rule] : [])), ...personalInWords(text, text)];
}

/** Whether a cell says itself that it counts few, as `Treated (n=7)`. */
function saysSmallCount(text: string, minCount: number): boolean {
  if (!text.includes('=')) return false;
  const [, count = ''] =
    /(?:^|[^\p{L}\d_])n ?= ?(\d{1,9})(?![\d.,]|[\s'’]\d{3}(?!\d))/iu.exec(text.slice(0, 200)) ?? [];
  return count !== '' && Number(count) > 0 && Number(count) < minCount;
}

/** Much that begins with a sign is a number, a list or a word about one, so only what calls a function or another program counts there. */
function isFormula(raw: string, text: string): boolean {
  if (/^[\t\r]/.test(raw)) return /^[=+@-]/.test(text);
  if (text.startsWith('=')) return /^=\s*[\w"'(+@{[-]/.test(text);
  if (text.startsWith('@')) return /^@\w{1,40}\(/.test(text);
  return /^[+-]/.test(text) && (/[A-Z]{3,20}\(/.test(text) || /[!|]/.test(text));
}
