import type { DisclosureRules } from '../../../domain/disclosure.ts';
import type { SeenTable, SeenText } from '../reader.ts';
import { AlignedColumns } from './aligned-columns.ts';
import { labelledNumbers } from './labelled-numbers.ts';
import { hasEmail, hasHealthNumber, hasSecret, hasSocialSecurityNumber } from './patterns.ts';
import { plainText } from './plain-text.ts';
import { startTable } from './table.ts';
import type { CheckedRule } from './table-check.ts';

/** Of a longer line only so much is held to the rules about numbers and tables, which people read anyway. */
const longestLine = 10_000;

/** Holds the lines of one text to the rules, and the tables that are printed in it. */
export function startText(
  rules: DisclosureRules,
  found: (rule: CheckedRule, line: number, column?: number) => void,
): SeenText {
  const aligned = new AlignedColumns();
  let lines = 0;
  let table: MarkdownTable | undefined;
  const judge = (count: number) => {
    if (count === 0) found('zero-count', lines);
    else if (count > 0 && count < rules.minCount) found('small-count', lines);
  };
  const endTable = () => {
    table?.end();
    table = undefined;
  };
  return {
    line: (raw) => {
      lines += 1;
      if (hasEmail(raw)) found('email-in-text', lines);
      if (hasSecret(raw)) found('secret-address', lines);
      const line = spaced(raw.slice(0, longestLine));
      if (hasSocialSecurityNumber(line)) found('social-security-number', lines);
      if (hasHealthNumber(line)) found('nhs-number-in-text', lines);
      if (isTableLine(line)) {
        table ??= new MarkdownTable(rules, lines, found);
        table.line(line);
        return;
      }
      endTable();
      for (const { kind, value } of labelledNumbers(line)) {
        if (kind === 'count') judge(value);
        else if (value < rules.minResidualDof) found('few-residual-dof', lines);
      }
      const { counts, extremesAt } = aligned.line(line, lines);
      for (const count of counts) judge(count);
      if (extremesAt !== undefined) found('extreme-value', extremesAt);
    },
    end: endTable,
  };
}

/** Plain text that keeps the spaces at its left, since columns stand by them. */
function spaced(raw: string): string {
  const plain = plainText(raw);
  return `${' '.repeat(raw.length - raw.trimStart().length)}${plain}`;
}

function isTableLine(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

/** A table of Markdown, whose rows are lines between bars. */
class MarkdownTable {
  readonly #table: SeenTable;

  constructor(
    rules: DisclosureRules,
    first: number,
    found: (rule: CheckedRule, line: number, column?: number) => void,
  ) {
    this.#table = startTable(rules, (rule, row, column) => found(rule, first + row - 1, column));
  }

  line(text: string): void {
    // The line below the header is no row, but counts as a line.
    this.#table.row(/^[\s|:-]+$/.test(text) ? [] : text.trim().slice(1, -1).split('|'));
  }

  end(): void {
    this.#table.end();
  }
}
