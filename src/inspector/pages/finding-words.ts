import { countText } from '../../domain/base/count-text.ts';
import type { Place } from '../../domain/inspection/evidence.ts';
import { mostCounted } from '../../domain/inspection/evidence.ts';
import type { Opening } from '../opening.ts';
import { ruleById } from '../rules/index.ts';

/** Where something is: "sheet 2, row 7, column 3"; empty for the file as a whole. */
export function placeText({ sheet, page, row, column }: Place): string {
  const parts = Object.entries({ sheet, page, row, column }).filter(([, number]) => number !== undefined);
  return parts.map(([name, number]) => `${name} ${number}`).join(', ');
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
