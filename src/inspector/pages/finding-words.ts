import { countText } from '../../domain/base/count-text.ts';
import { mostCounted, type Place } from '../../domain/inspection/evidence.ts';
import type { Shown } from '../child/shown.ts';
import type { ColumnName } from '../coverage-words.ts';
import type { Opening } from '../opening.ts';
import { ruleById } from '../rules/index.ts';

/** Where something is: "sheet 2, row 7, column C"; empty for the file as a whole. */
export function placeText({ sheet, page, table, row, column }: Place): string {
  const named = column === undefined ? undefined : columnText(column, sheet);
  const parts = Object.entries({ sheet, page, table, row, column: named }).filter(([, said]) => said !== undefined);
  return parts.map(([name, said]) => `${name} ${said}`).join(', ');
}

/** A column as people look for it: sheets have letters for it, all other tables its number. */
export function columnText(column: number, sheet: number | undefined): string {
  if (sheet === undefined) return `${column}`;
  const before = Math.floor((column - 1) / 26);
  return `${before === 0 ? '' : columnText(before, sheet)}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** By the header of the table that is shown. */
export function columnNames({ parts, content }: Pick<Shown, 'parts' | 'content'>, part: number): ColumnName {
  const here = parts[part - 1];
  return ({ sheet, page, column = 0 }) => {
    const isHere = here !== undefined && here.sheet === sheet && here.page === page;
    const name = isHere && content?.kind === 'table' ? content.header[column - 1]?.trim() : undefined;
    return name === '' ? undefined : name;
  };
}

export function titleOf(rule: string): string {
  return ruleById.get(rule)?.title ?? rule;
}

/** How often, where counting ends at a limit. */
export function timesText(count: number): string {
  return count >= mostCounted ? `at least ${mostCounted} times` : count === 1 ? 'once' : `${count} times`;
}

export function openedText({ toOpen, seen }: Opening): string {
  const opened = toOpen.filter((number) => seen.has(number)).length;
  const all = countText(toOpen.length, 'file');
  if (toOpen.length === 0) return 'No file of this package has to be opened.';
  return opened === toOpen.length
    ? `You have opened all of the ${all} to open.`
    : `You have opened ${opened} of the ${all} to open.`;
}
