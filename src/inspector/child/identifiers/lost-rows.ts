import { wordsIn } from '../checks/label.ts';
import type { CheckedRule } from '../checks/table-check.ts';
import { leavingWords, stageIn } from '../checks/words/neutral.ts';

/** How many a model or a table is of, as programs and people tell it. */
const size = /(?:\b(number of obs\w*|no\. observations)|\bn) {0,12}[=:] {0,12}(\d[\d,]{1,9})(?![\d.])/;
/** How many rows there are before and after some are left out, or a model leaves some out: `rows after dropna: 2307`, `frame: (1739, 9)`. */
const rowsTold =
  /\b(?:before|after|vor|nach|avant|apres|antes|despues|depois|prima|dopo|voor|na|fore|efter|przed|po)\b.{0,30}[:=] {0,12}(\d[\d,]{1,9})$|\b(?:frame|shape|dim)\b[^()]{0,20}\((\d+), ?\d+\)$|\bno\. observations: +(\d+)$/;
const asksRows = /^(?:> |>>> |in \[\d*\]: ).*\b(?:nrow|len|nobs)\(|^(?:> |>>> )dim\(/;

/** Looks for two numbers of rows or people, told one after another, of which the second leaves out few. */
export function startLost(isFew: (count: number) => boolean): (text: string) => CheckedRule[] {
  const sizes = startSizes(isFew);
  const rows = startRows(isFew);
  return (text) => {
    const differ = text.split(/ {3,}(?=\S[^=]*\(n ?=)/).some(sizes);
    return [...(differ ? (['small-difference'] as const) : []), ...(rows(text) ? (['small-missing'] as const) : [])];
  };
}

/** Looks for few rows that are gone between one telling of how many there are and the next: asked at a prompt, or told in words. */
function startRows(isFew: (count: number) => boolean): (text: string) => boolean {
  let last: number | undefined;
  let isAsked = false;
  return (text) => {
    const [, answer] = isAsked ? (/^(?:\[1\])? *(\d{2,9})(?: +\d+)?$/.exec(text) ?? []) : [];
    isAsked = asksRows.test(text);
    const [, told, shape, used] = rowsTold.exec(text) ?? [];
    const digits = answer ?? told ?? shape ?? used;
    if (digits === undefined) return false;
    const before = last;
    last = Number(digits.replaceAll(',', ''));
    return before !== undefined && isFew(Math.abs(before - last));
  };
}
const leaves = new RegExp(`(?<![a-z])(?:${[...leavingWords].join('|')})(?![a-z])`);

/** Looks for two sizes that follow each other and differ by few: of models, or of all and of all without some. */
function startSizes(isFew: (count: number) => boolean): (text: string) => boolean {
  let last: number | undefined;
  const stages: { readonly stage: string; readonly sizes: number[] }[] = [];
  return (text) => {
    const [all, ofModel, digits] = size.exec(text) ?? [];
    if (all === undefined || digits === undefined) return false;
    const before = last;
    last = Number(digits.replaceAll(',', ''));
    const stage = stageIn(wordsIn(text.replace(all, '')));
    if (stage !== undefined && isFew(lostBefore(stages, stage, last))) return true;
    return before !== undefined && isFew(Math.abs(before - last)) && (ofModel !== undefined || leaves.test(text));
  };
}

/** How many fewer are in a stage of a study than in the one before; of several arms each is held against its own. */
function lostBefore(
  stages: { readonly stage: string; readonly sizes: number[] }[],
  stage: string,
  size: number,
): number {
  const known = stages.at(-1);
  const own = known?.stage === stage ? known : { stage, sizes: [] };
  if (own !== known) stages.push(own);
  own.sizes.push(size);
  const before = stages.at(-2)?.sizes ?? [];
  return (before[own.sizes.length - 1] ?? before[0] ?? size) - size;
}
