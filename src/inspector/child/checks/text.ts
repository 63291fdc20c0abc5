import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { SeenText } from '../reader.ts';
import { AlignedColumns } from './aligned-columns.ts';
import { labelledNumbers } from './labelled-numbers.ts';
import { hasEmail, hasHealthNumber, hasSecret, hasSocialSecurityNumber } from './patterns.ts';
import { plainText } from './plain-text.ts';
import { PrintedTable, printOf } from './printed-table.ts';
import type { CheckedRule, Told } from './table-check.ts';

/** Of a longer line only so much is held to the rules about numbers and tables, which people read anyway. */
const longestLine = 10_000;

/** Holds the lines of one text to the rules, and the tables that are printed in it. A line is told once by each rule. */
export function startText(rules: DisclosureRules, told: Told): SeenText {
  const { found } = told;
  const aligned = new AlignedColumns();
  let lines = 0;
  let table: PrintedTable | undefined;
  const endTable = () => {
    table?.end();
    table = undefined;
  };
  return {
    line: (raw) => {
      lines += 1;
      const line = spaced(raw.slice(0, longestLine));
      const print = printOf(line, table?.print);
      if (table !== undefined && print !== table.print) endTable();
      if (print !== undefined) {
        table ??= new PrintedTable(print, rules, lines, told);
        table.line(line);
      }
      const columns = print === undefined ? aligned.line(line, lines) : undefined;
      const numbers = print === 'markdown' || print === 'latex' ? [] : labelledNumbers(line);
      const counts = [
        ...numbers.filter(({ kind }) => kind === 'count').map(({ value }) => value),
        ...(columns?.counts ?? []),
      ];
      const freedoms = numbers.filter(({ kind }) => kind === 'residual-dof');
      for (const rule of personalIn(raw, line)) found(rule, lines);
      if (counts.includes(0)) found('zero-count', lines);
      if (counts.some((count) => count > 0 && count < rules.minCount)) found('small-count', lines);
      if (freedoms.some(({ value }) => value < rules.minResidualDof)) found('few-residual-dof', lines);
      for (const head of columns?.heads ?? []) {
        found(head === 'extreme' ? 'extreme-value' : 'identifier-header', columns?.headerLine ?? lines);
      }
    },
    end: endTable,
  };
}

function personalIn(raw: string, line: string): CheckedRule[] {
  return [
    ...(hasEmail(raw) ? ['email-in-text' as const] : []),
    ...(hasSecret(raw) ? ['secret-address' as const] : []),
    ...(hasSocialSecurityNumber(line) ? ['social-security-number' as const] : []),
    ...(hasHealthNumber(line) ? ['nhs-number-in-text' as const] : []),
  ];
}

/** Plain text that keeps the spaces at its left, since columns stand by them. */
function spaced(raw: string): string {
  return `${' '.repeat(raw.length - raw.trimStart().length)}${plainText(raw)}`;
}
