import { bracketedRows } from './bracketed.ts';
import { dputTable } from './dput.ts';
import type { Form, WrittenLine, WrittenRow } from './forms.ts';
import { groupTable } from './groups.ts';
import { latexTable } from './latex.ts';
import { levelCounts } from './level-counts.ts';
import { namedCounts } from './named-counts.ts';
import { boxedNumbers, listedNumbers, plottedSeries } from './plotted.ts';
import { quotedTable } from './quoted.ts';
import { recordTable } from './records.ts';
import { recordsInLine } from './records-in-line.ts';
import { nameSettings } from './settings.ts';
import { barredTable, signedTable } from './signed.ts';
import { statementTable } from './statements.ts';
import { structureTable } from './structures.ts';
import { asciidocTable, listTable, wikiTable } from './wiki.ts';

/** The forms in which programs write tables into texts with signs of their own. */
const forms: readonly Form[] = [
  ...[groupTable, statementTable, listedNumbers, bracketedRows],
  ...[latexTable, wikiTable, asciidocTable, signedTable, barredTable, listTable, quotedTable],
  ...[levelCounts, dputTable, structureTable, namedCounts, recordsInLine, recordTable],
  ...[plottedSeries, boxedNumbers],
];

/** The tables that are written in one of these forms, and the lines that are none of them. */
export function writtenTables<L extends WrittenLine>(
  lines: readonly L[],
): { tables: (readonly WrittenRow[])[]; others: L[] } {
  const tables: (readonly WrittenRow[])[] = [];
  const others: L[] = [];
  /** Up to which line each form has nothing. */
  const barren = new Map<Form, number>();
  for (let at = 0; at < lines.length; ) {
    let next = at + 1;
    for (const form of forms) {
      const taken = (barren.get(form) ?? 0) > at ? undefined : form(lines, at);
      if (taken?.rows === undefined || areSettings(taken.rows)) {
        if (taken !== undefined) barren.set(form, taken.to);
        continue;
      }
      tables.push(taken.rows);
      next = taken.to;
      break;
    }
    if (next === at + 1 && tables.at(-1)?.at(-1)?.line !== lines[at]?.number) others.push(...lines.slice(at, next));
    at = next;
  }
  return { tables, others };
}

/** Single values with names that are settings. */
function areSettings([head, ...rows]: readonly WrittenRow[]): boolean {
  return head?.cells[0] === '' && head.cells[1] === 'value' && nameSettings(rows.map(({ cells: [name = ''] }) => name));
}
