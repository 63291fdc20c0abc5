import { wordsIn } from '../checks/label.ts';
import type { CheckedRule } from '../checks/table-check.ts';
import { leavingWords, stageIn } from '../checks/words/neutral.ts';

/** How many a model or a table is of, as programs and people tell it. */
const size = /(?:\b(number of obs\w*|no\. observations)|\bn) {0,12}[=:] {0,40}(\d[\d,]{1,9})(?![\d.])/;
/** How many rows there are before and after some are left out, or a model leaves some out: `rows after dropna: 2307`, `frame: (1739, 9)`. */
const rowsTold =
  /\bthere were (\d[\d,]{1,9}) observations read from\b|\bdata set \S{1,60} has (\d[\d,]{1,9}) observations\b|\b(?:before|after|vor|nach|avant|apres|antes|despues|depois|prima|dopo|voor|na|fore|efter|przed|po)\b.{0,30}[:=] {0,12}(\d[\d,]{1,9})$|\b(?:frame|shape|dim)\b[^()]{0,20}\((\d+), ?\d+\)$|\bno\. observations: +(\d+)(?: |$)|\brows? (?:in|of) (?:the )?(?:file|data\w*|frame|table)\b ?[:=] {0,12}(\d[\d,]{1,9})$/;
const asksRows =
  /^(?:> |>>> |in \[\d*\]: ).*\b(?:(?:nrow|len|nobs)\(|nobs$|shape\[0\])|^(?:> |>>> )(?:dim\(|n$)|^\. count$|^(?:nrow|len|nobs)\([\w$.]{1,40}\)$/;
const asksRunning = /^(?:> |>>> |in \[\d*\]: ).*\bcumsum\(/;
/** All, and one part of them in brackets, in a sentence that keeps the other part back. */
const keptBack =
  /\b(?:all|alle|tous les|todos los|tutti i|totes) (\d{2,7}) \p{L}.{1,160}?\(n ?= ?(\d{2,7})\).{0,240}(?:not (?:shown|reported|given|presented)|suppress|withheld|small (?:number|sample)|too few|confidential|nicht (?:gezeigt|dargestellt|ausgewiesen|berichtet)|pas (?:presente|montre|affiche)|no se (?:muestran|presentan)|non (?:mostrat|riportat|presentat)|niet (?:getoond|gerapporteerd)|visas inte|vises ikke)/u;
const running = /^(?:\[1\])? *\d+(?: +\d+){2,60}$/;

/** How many rows there are, as `n = 1935`, where a command asked and the line answers. */
export function startRowsTold(): (line: string) => string | undefined {
  let isAsked = false;
  return (line) => {
    const text = line.slice(0, 200).toLowerCase().replace(/^#+ ?/, '').trim();
    const [, answer] = isAsked ? (/^(?:\[1\])? *(\d{2,9})$/.exec(text) ?? []) : [];
    // Marks of a document stand between the command and its answer.
    isAsked = asksRows.test(text) || (isAsked && answer === undefined && /^`{0,3}$/.test(text));
    return answer === undefined ? undefined : `n = ${answer}`;
  };
}

/** Looks for sums that run on, of which one is a few more than the one before. */
function startRunning(isFew: (count: number) => boolean): (text: string) => boolean {
  let isAsked = false;
  return (text) => {
    const sums = isAsked && running.test(text) ? text.replace('[1]', '').trim().split(/ +/).map(Number) : [];
    isAsked = asksRunning.test(text) || (isAsked && sums.length === 0 && /^[ a-z\d_.+<>=,()[\]-]+$/.test(text));
    return sums.some((sum, at) => at > 0 && isFew(sum - (sums[at - 1] ?? 0)));
  };
}

/** How R tells of how many a model of survival is, and how many of them died. */
const survived = /^ *n ?= ?(\d{2,7}), number of events ?= ?(\d{2,7})/;

/** Looks for two numbers of rows or people, told one after another, of which the second leaves out few. */
export function startLost(isFew: (count: number) => boolean): (text: string) => CheckedRule[] {
  const sizes = startSizes(isFew);
  const rows = startRows(isFew);
  const models = startModels(isFew);
  const runs = startRunning(isFew);
  return (text) => {
    const [, all, part] = keptBack.exec(text) ?? [];
    const [, studied, events] = survived.exec(text) ?? [];
    const isSurvived = events !== undefined && isFew(Number(studied) - Number(events));
    const isKept = part !== undefined && isFew(Number(all) - Number(part));
    const differ = text.split(/(?<! ) {3,}(?=\S[^=]*\(n ?=)/).some(sizes) || runs(text) || isKept || isSurvived;
    return [
      ...(differ ? (['small-difference'] as const) : []),
      ...(rows(text) || models(text) ? (['small-missing'] as const) : []),
    ];
  };
}

/** Heads of models, and not of groups. */
const headsOfModels = /(?:mod[a-z]{2,5}|spec|m) ?\d\b.{0,40}\d|\(\d\) +\(\d\)/;
const ofModels = /\d ?\*{1,3}(?: |$)|\b(?:intercept|constant|_cons)\b/;
const sizesOfModels =
  /^ *(?:num\.? obs\w*|n(?:o\.|umber of)? ?obs\w*|obs(?:ervation\w*)?|nobs|n|beobachtungen|observaciones|osservazioni|observacoes|havaintoja)\.? {2,}(\d[\d,]*(?: +\d[\d,]*)+)$/;

/** Looks for the sizes of models side by side, of which one is a few less than another, below what only models have. */
function startModels(isFew: (count: number) => boolean): (text: string) => boolean {
  let areNamed = false;
  let are = false;
  return (text) => {
    areNamed ||= headsOfModels.test(text);
    are ||= areNamed && ofModels.test(text);
    const [, told] = are ? (sizesOfModels.exec(text) ?? []) : [];
    if (told === undefined) return false;
    areNamed = false;
    are = false;
    const sizes = told.split(/ +/).map((size) => Number(size.replaceAll(',', '')));
    const most = Math.max(...sizes);
    return sizes.some((size) => isFew(most - size));
  };
}

/** Looks for few rows that are gone between one telling of how many there are and the next: asked at a prompt, or told in words. */
function startRows(isFew: (count: number) => boolean): (text: string) => boolean {
  let last: number | undefined;
  let isNamedBeside = false;
  let isAsked = false;
  return (text) => {
    const [, answer, beside] = isAsked
      ? (/^(?:\[1\])? *(\d{2,9}|\d{1,3}(?:,\d{3})+)(?:\.0)?(?: +(\d+))?$/.exec(text) ?? [])
      : [];
    if (isAsked && isNamedBeside && beside !== undefined) return isFew(Math.abs(Number(answer) - Number(beside)));
    // Names may stand above the numbers.
    isNamedBeside = isAsked && answer === undefined && /^ *[a-z]\w*(?: +[a-z]\w*)+$/.test(text);
    isAsked = asksRows.test(text) || isNamedBeside;
    const [, ...told] = rowsTold.exec(text) ?? [];
    const digits = answer ?? told.find((one) => one !== undefined);
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
