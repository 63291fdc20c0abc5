import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { SeenTable } from '../reader.ts';
import { startTable } from './table.ts';
import type { Told } from './table-check.ts';

/** How the cells of a printed table are parted: by the bars of Markdown, the one bar of Stata, the signs of LaTeX. */
export type Print = 'markdown' | 'bars' | 'latex';

/** The way in which a line is one of a table; a line between such lines that only rules them off is one too. */
export function printOf(line: string, before: Print | undefined): Print | undefined {
  if (/^\s*\|.*\|\s*$/.test(line)) return 'markdown';
  if (line.includes('&') && /\\\\\s*(?:\\hline|\\\w+rule)?\s*$/.test(line)) return 'latex';
  if (/\s\|(?:\s|$)/.test(line)) return 'bars';
  return before !== undefined && isRuler(line) ? before : undefined;
}

/** `-----+----`, `|---|:--:|`, `\hline`. A line of dashes alone begins another table. */
function isRuler(line: string): boolean {
  return /^[\s-]*[+|][-+|:\s]*$/.test(line) || /^\s*\\(?:hline|\w+rule)\s*$/.test(line);
}

export class PrintedTable {
  readonly print: Print;
  readonly #table: SeenTable;

  /** Columns are told only where the signs between the cells say which is which. */
  constructor(print: Print, rules: DisclosureRules, first: number, told: Told) {
    this.print = print;
    this.#table = startTable(rules, {
      ...told,
      found: (rule, row, column) => {
        if (print === 'bars') told.found(rule, first + row - 1);
        else told.found(rule, first + row - 1, column);
      },
    });
  }

  line(text: string): void {
    // A ruler is no row, but counts as a line.
    this.#table.row(isRuler(text) ? [] : cellsOf(text, this.print));
  }

  end(): void {
    this.#table.end();
  }
}

function cellsOf(line: string, print: Print): string[] {
  if (print === 'markdown') return line.trim().slice(1, -1).split('|');
  if (print === 'latex') {
    const [row = ''] = line.split('\\\\', 1);
    return row.split('&').map((cell) => cell.replaceAll(/[$\\{}]|textbf|emph/g, ''));
  }
  const [head = '', ...parts] = line.split(/\s\|(?=\s|$)/);
  return [head, ...parts.flatMap((part) => part.trim().split(/[A-Za-z]/.test(part) ? /\s{2,}/ : /\s+/))];
}
