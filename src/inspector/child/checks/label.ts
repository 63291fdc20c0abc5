import {
  actualWords,
  countedNouns,
  countWords,
  denominatorWords,
  extremeWords,
  freedomWords,
  neverCounted,
  notExtreme,
  percentWords,
  predictedWords,
  residualWords,
  seldomCounted,
  seldomStatistic,
  statisticWords,
  totalWords,
  unremarkable,
} from './label-words.ts';

/** What the head of a column or a row says about its numbers. */
export interface Label {
  /** Its words in small letters; `%` is one. */
  readonly words: readonly string[];
  /** Its numbers count something. */
  readonly counts: boolean;
  /** Its numbers are certainly no counts. */
  readonly isOther: boolean;
  /** Its numbers are a statistic, as a mean. */
  readonly isStatistic: boolean;
  readonly isPercent: boolean;
  readonly isTotal: boolean;
  /** All or nothing of it tells nothing of people. */
  readonly isUnremarkable: boolean;
  readonly isExtreme: boolean;
  readonly isResidual: boolean;
  readonly isFreedom: boolean;
  /** The two sides of a confusion matrix. */
  readonly isActual: boolean;
  readonly isPredicted: boolean;
  /** How many people a rate is of. */
  readonly isDenominator: boolean;
}

/** The words of a text: `n_events`, `nEvents` and `N events (%)` have the same first two. */
function wordsIn(text: string): string[] {
  const apart = text.slice(0, 200).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return apart.toLowerCase().match(/\p{L}+|\d+|%/gu) ?? [];
}

/** Reads the head of a column or a row, as plain text. */
export function labelOf(text: string): Label {
  const words = wordsIn(text);
  const has = (those: ReadonlySet<string>) => words.some((word) => those.has(word));
  const isShareOfCount = has(percentWords) && words.some((word) => word === 'n' || word === 'no');
  const namesPeople = has(countedNouns) || isShareOfCount || isAtRisk(words);
  const isOther = !isShareOfCount && (has(neverCounted) || (!namesPeople && has(seldomCounted)));
  // In capitals, since "or" is a word too.
  const isRatio = /\b[OHR]R\b/.test(text) && !has(countedNouns);
  const isStatistic = has(statisticWords) || isRatio || (!namesPeople && has(seldomStatistic));
  const isPercent = has(percentWords);
  return {
    words,
    counts: saysCount(words) && !isOther && !isStatistic && (isShareOfCount || !isPercent),
    isOther,
    isStatistic,
    isPercent,
    isTotal: words.length <= 3 && has(totalWords),
    isUnremarkable: has(unremarkable),
    isExtreme: has(extremeWords) && !has(notExtreme),
    isResidual: has(residualWords),
    isFreedom: has(freedomWords),
    isActual: has(actualWords),
    isPredicted: has(predictedWords),
    isDenominator: has(denominatorWords),
  };
}

function saysCount(words: readonly string[]): boolean {
  const [first = ''] = words;
  if (words.some((word) => countedNouns.has(word) || countWords.has(word) || denominatorWords.has(word))) return true;
  if (first === 'number' || ((first === 'no' || first === 'num') && words.length > 1)) return true;
  return isAtRisk(words) || (words.includes('size') && ['sample', 'group', 'cell'].some((of) => words.includes(of)));
}

/** `Number at risk` and `n.risk` speak of people, not of a risk. */
function isAtRisk(words: readonly string[]): boolean {
  const at = words.indexOf('risk');
  return at > 0 && ['at', 'n'].includes(words[at - 1] ?? '');
}
