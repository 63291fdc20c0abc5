import { countText } from '../../domain/count-text.ts';
import type { NotCheckedReason, Place, Verdict } from '../../domain/evidence.ts';
import { mostCounted } from '../../domain/evidence.ts';
import type { Opening } from '../opening.ts';
import { ruleById } from '../rules/index.ts';

/** The word over a file as people read it, and how it looks. */
export const verdictWords: Readonly<
  Record<Verdict, { readonly word: string; readonly tone: '' | 'good' | 'wait' | 'bad' }>
> = {
  clean: { word: 'nothing found', tone: 'good' },
  note: { word: 'a note', tone: '' },
  notChecked: { word: 'not checked', tone: 'wait' },
  review: { word: 'look at it', tone: 'wait' },
  block: { word: 'should not leave', tone: 'bad' },
};

/** Why something was not looked at, in a sentence. */
export const reasonWords: Readonly<Record<NotCheckedReason, string>> = {
  type: 'No rule reads files of this type.',
  partly: 'Only the first 64 MB were read.',
  tooLarge: 'It can be read whole only, and is larger than 64 MB.',
  budget: 'The time for the package was over before it was its turn.',
  crashed: 'Reading it ended its process, or took too long or too much memory.',
  damaged: 'It is not what its first bytes say, or breaks off.',
  encrypted: 'It needs a password.',
};

/** Where something is: "sheet 2, row 7, column 3"; empty for the file as a whole. */
export function placeText({ sheet, page, row, column }: Place): string {
  const parts = Object.entries({ sheet, page, row, column }).filter(([, number]) => number !== undefined);
  return parts.map(([name, number]) => `${name} ${number}`).join(', ');
}

/** What a rule finds, in a few words. */
export function titleOf(rule: string): string {
  return ruleById.get(rule)?.title ?? rule;
}

/** How often, where counting ends at a limit. */
export function timesText(count: number): string {
  return count >= mostCounted ? `at least ${mostCounted} times` : count === 1 ? 'once' : `${count} times`;
}

/** How far somebody is with what they are to open. */
export function openedText({ toOpen, seen }: Opening): string {
  const opened = toOpen.filter((number) => seen.has(number)).length;
  const all = countText(toOpen.length, 'file');
  if (toOpen.length === 0) return 'No file of this package has to be opened.';
  return opened === toOpen.length
    ? `You have opened all of the ${all} to open.`
    : `You have opened ${opened} of the ${all} to open.`;
}
