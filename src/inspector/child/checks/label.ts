import { isNoCount } from './counts/no-count.ts';
import * as counting from './words/counting.ts';
import { folded } from './words/folded.ts';
import * as measuring from './words/measuring.ts';
import * as neutral from './words/neutral.ts';

/** What the head of a column or a row says about its numbers. */
export interface Label {
  /** Its words in small letters without accents; `%` is one. */
  readonly words: readonly string[];
  /** Its numbers count something. */
  readonly counts: boolean;
  /** Its numbers are certainly no counts. */
  readonly isOther: boolean;
  /** It is the name of groups alone, as `ward`, which is one group of several too. */
  readonly isGroup: boolean;
  /** Its numbers are a statistic, as a mean. */
  readonly isStatistic: boolean;
  /** A letter alone, which is a statistic beside others and a group elsewhere. */
  readonly isLetter: boolean;
  /** Its numbers have a unit or name something. */
  readonly isMeasure: boolean;
  readonly isTime: boolean;
  readonly isPercent: boolean;
  readonly isTotal: boolean;
  /** All or nothing of it tells nothing of people. */
  readonly isUnremarkable: boolean;
  readonly isExtreme: boolean;
  /** Its numbers say of how many something is not known. */
  readonly isMissing: boolean;
  readonly isResidual: boolean;
  readonly isFreedom: boolean;
  /** The two sides of a confusion matrix. */
  readonly isActual: boolean;
  readonly isPredicted: boolean;
  /** How many people a rate is of. */
  readonly isDenominator: boolean;
  /** How long people were followed, together. */
  readonly isPersonTime: boolean;
}

/** The words of a text: `n_events`, `nEvents` and `N events (%)` have the same first two. */
export function wordsIn(text: string): string[] {
  const apart = text.slice(0, 200).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return folded(apart).match(/\p{L}+|\d+|%/gu) ?? [];
}

/** Words repeat in a table, so the first ones are read once. */
const known = new Map<string, Label>();
const mostKnown = 2000;

/** Reads the head of a column or a row, as plain text. */
export function labelOf(text: string): Label {
  const label = known.get(text) ?? readLabel(text);
  if (known.size < mostKnown && text.length < 60) known.set(text, label);
  return label;
}

const degree =
  /^(?:leichte?r?|schwere?r?|geringe?|hohe?|hoch|niedrige?|alt[ao]|baj[ao]|bass[ao]|leve|lieve|grave|severe?|mild|faible|forte?|[eé]lev[eé]e?|l[eé]g[eè]re?|low|high|licht|zwaar|laag|hoog|lag|h[oöø]g|l[aä]tt|sv[aå]r|lehk[aá]|t[eě]žk[aá]|niski|wysoki)$/i;
const middle =
  /^(?:mittel|mittlere?|mittelschwer|medi[ao]|moyenne?|middel|medel|midden|střední|średni|medium|average)$/i;

/** Reads the heads of a table. Between two degrees, as *leicht* and *schwer*, the middle one is no mean. */
export function labelsOf(texts: readonly string[]): Label[] {
  const isScale = texts.some((text) => degree.test(text.trim()));
  return texts.map((text) => labelOf(isScale && middle.test(text.trim()) ? '' : text));
}

function readLabel(text: string): Label {
  const words = wordsIn(text.replace(span, '').replace(ofDay, 'care'));
  const has = (those: ReadonlySet<string>) => words.some((word) => those.has(word));
  const hasPart = (parts: readonly string[]) => /[^ -~]/.test(text) && parts.some((part) => text.includes(part));
  const isShareOfCount = isCountWithShare(words);
  const isOfGroup = isLevel.test(words.join(' '));
  const namesPeople = has(counting.countedNouns) || isShareOfCount || isAtRisk(words);
  const isOneOfTime = isNumbered(words) || timeBand.test(text);
  const isOther = !isShareOfCount && !isOneOfTime && (isGroup(words) || isNoCount(words, namesPeople));
  const isStatistic =
    words.some((word) => measuring.statisticWords.has(word) && !(isShareOfCount && measuring.shareWords.has(word))) ||
    hasPart(measuring.statisticParts) ||
    words.some((word) => measuring.statisticEnd.test(word)) ||
    (isRatio.test(text) && !has(counting.countedNouns)) ||
    (!namesPeople && !isOfGroup && has(measuring.seldomStatistic));
  const isPercent =
    (has(measuring.percentWords) && !percentBand.test(text)) ||
    hasPart(measuring.percentParts) ||
    isPerCent.test(words.join(' '));
  const saysCount = wordsCount(words) || /^\s*no(?:\.|\s+of\b)/i.test(text);
  return {
    words,
    counts: saysCount && !isOther && !isStatistic && (isShareOfCount || !isPercent),
    ...{ isOther, isGroup: isGroup(words), isStatistic },
    isLetter: isLetter(words),
    isMeasure: (!saysCount && measures(text, words, isOfGroup)) || hasPart(measuring.measureParts),
    isTime: !isOneOfTime && (words.some(isTime) || hasPart(measuring.timeParts)),
    isPercent,
    isTotal: (words.length <= 3 && isOfAll(words)) || hasPart(counting.totalParts),
    isUnremarkable: has(neutral.unremarkable) || ofModelGroup.test(words.join(' ')),
    isExtreme: isExtreme(words) || (hasPart(measuring.extremeParts) && !has(neutral.notExtreme)),
    isMissing: (has(neutral.missingWords) && !words.includes('hypothesis')) || missingPhrase.test(text.trim()),
    isResidual: words.some((word) => neutral.residualWords.has(word) && (word !== 'within' || words.length < 3)),
    ...{ isFreedom: has(neutral.freedomWords), isActual: has(neutral.actualWords) },
    isPredicted: has(neutral.predictedWords),
    ...{ isDenominator: has(neutral.denominatorWords), isPersonTime: isPersonTime(words) },
  };
}

/** In which somebody did something: `admitted within 30 days`. */
const span = /\b(?:within|after|in) (?:the first )?\d{1,3} (?:hour|day|week|month|year)s?\b/i;

/** A ward or a kind of care, and no time. */
const ofDay = /\bday[ -](?:hospital|case|care|surgery|patient|centre|center|unit|clinic|release)s?\b/i;

/** In capitals, since "or" is a word too. */
const isRatio = /\b[OHR]R\b/;

/** `20-39 %` names a group by how much of something there is. */
const percentBand = /^\s*(?:\d{1,3} ?%? ?[-–] ?\d{1,3}|[<>≥≤]=? ?\d{1,3}) ?%\s*$/;

/** `1-2 months`, `6+ weeks`, `< 3 years`: a group by how long something took. */
const timeBand =
  /^\s*(?:\d{1,4} ?(?:[-–]|to|bis|à|a|tot|til|till) ?\d{1,4}|[<>≥≤]=? ?\d{1,4}|\d{1,4} ?\+|(?:over|under|more than|less than|über|unter|plus de|moins de|más de|menos de|meer dan|minder dan|över|over|under) \d{1,4}) ?(?:day|week|month|year|tag|woche|monat|jahr|jour|semaine|mois|ann?|d[ií]a|semana|mes|año|giorn|settiman|mes|dag|week|maand|jaar|veck|månad|år|uge|måned|uke)\p{L}{0,4}\s*$/iu;

/** `Wave 2` and `Level 1` are each one group of several. */
function isNumbered(words: readonly string[]): boolean {
  const isOpen = words.some(
    (word) =>
      measuring.timeWords.has(word) ||
      /^(?:levels?|class|category|group|cluster|site|ward|practice|hospital|clinic|unit)$/.test(word),
  );
  return words.length === 2 && isOpen && words.some((word) => /^\d{1,2}$/.test(word));
}

/** A year in French is an article in English, which stands before other words. */
function isTime(word: string, _: number, { length }: readonly string[]): boolean {
  return measuring.timeWords.has(word) && (word !== 'an' || length === 1);
}

const missingPhrase =
  /^(?:N\.?A\.?(?:'?s)?|<NA>|(?:keine|ohne) Angaben?|(?:not|non|no|não) (?:known|stated|recorded|available|reported|given|renseigné\w*|noto|nota|disponible|disponibile|informado|consta|answer)|sin (?:datos?|información)|senza dati|sem (?:dados|informação)|geen (?:opgave|gegevens)|uppgift saknas|ingen (?:uppgift|opplysning)|ei tietoa|brak danych)$/i;

/** How long people were followed, in the words of several languages. */
const personTime =
  /\b(?:person|patient|woman)s? ?(?:years?|yrs|months?|weeks?|days?|time)\b|\bpersonen?jahre|\bpatientenjahre|\bpersoonsja|\b(?:anni|annees?|anos?) (?:person|pessoa|pacient|pazient)|\b(?:personn?es?|personas?|pessoas?) (?:annees?|anos?|anni)\b|\bpersona(?:ar|r)\b|\bpersonar\b|\bhenkilovuo|\bosobolat|^pys?$/;

function isExtreme(words: readonly string[]): boolean {
  const isNamed = words.some(isExtremeAt) || measuring.extremePhrase.test(words.join(' '));
  return (
    isNamed &&
    !words.some((word) => neutral.notExtreme.has(word)) &&
    !isOfGroups(words) &&
    !setByRule.test(words.join(' ')) &&
    !ofModelGroup.test(words.join(' '))
  );
}

/** What a law, a list or the numbering of a file says is nobody's. */
const setByRule = /^(?:minimum|maximum) (?:wage|price)s?\b|^observations? range(?: \d+ to)?$/;

/** The smallest of the groups that a model makes is no person: `smallest class %`, `kleinste Klasse`. */
const ofModelGroup =
  /\b(?:min|max|minimum|maximum|smallest|largest|kleinste\w?|grosste\w?|plus petite?|plus grande?|menor|mayor|minore|maggiore|minsta|storsta|mindste|storste) (?:latent )?(?:class|clase|classe|klass?e?|klasse|profile?|perfil|profil|cluster|segment|segmento|component|komponente|node|leaf|stratum|group|gruppe|groupe|grupo|gruppo)\b/;

/** `High income`, `low dose`: a group by how much of something there is. */
const isLevel =
  /^(?:very )?(?:high|low|middle|no|normal|(?:upper|lower) middle) (?:income|dose|weight|pressure|birth weight|risk)$/;

function measures(text: string, words: readonly string[], isOfGroup: boolean): boolean {
  return (!isOfGroup && (words.some(isMeasure) || isPersonTime(words))) || /[$£€¥]/.test(text);
}

const isOfAll = (words: readonly string[]): boolean =>
  words.some((word) => counting.totalWords.has(word)) || /\bi alt\b/.test(words.join(' '));

function isMeasure(word: string): boolean {
  return measuring.measureWords.has(word) || measuring.measureEnd.test(word);
}

function isGroup(words: readonly string[]): boolean {
  return words.length === 1 && neutral.groupWords.has(words[0] ?? '');
}

/** `n (%)`, `Anzahl (Anteil)`: a count with its share beside it. */
function isCountWithShare(words: readonly string[]): boolean {
  const hasShare = words.some((word) => measuring.percentWords.has(word) || measuring.shareWords.has(word));
  return (
    hasShare &&
    !words.includes('of') &&
    !words.some((word, at) => word === 'n' && /^\d/.test(words[at + 1] ?? '')) &&
    words.some((word) => word === 'no' || counting.countWords.has(word))
  );
}

const isPersonTime = (words: readonly string[]): boolean => personTime.test(words.join(' '));

function wordsCount(words: readonly string[]): boolean {
  const [first = ''] = words;
  if (isPersonTime(words)) return false;
  if (
    words.some(
      (word) => counting.countedNouns.has(word) || counting.countWords.has(word) || neutral.denominatorWords.has(word),
    )
  )
    return true;
  if (first === 'number' || (first === 'num' && words.length > 1)) return true;
  if (words.length === 1 && neutral.actualWords.has(first) && first !== 'true') return true;
  if (counting.countParts.some((part) => words.some((word) => word.includes(part)))) return true;
  return isAtRisk(words) || (words.includes('size') && ['sample', 'group', 'cell'].some((of) => words.includes(of)));
}

/** `Number at risk` and `n.risk` speak of people, not of a risk. */
function isAtRisk(words: readonly string[]): boolean {
  const at = words.indexOf('risk');
  return at > 0 && ['at', 'n'].includes(words[at - 1] ?? '');
}

/** A unit of time, as in `ml/min`, a limit of confidence, as in `min95`, and what a rule or a calendar says are no extremes. */
function isExtremeAt(word: string, at: number, words: readonly string[]): boolean {
  return (
    (measuring.extremeWords.has(word) || isEndOf(word)) &&
    !(word === 'min' && /^\d+$/.test(words[at - 1] ?? '')) &&
    !neutral.notExtremeBehind.has(words[at - 1] ?? '') &&
    !/^9\d$|^(?:year|date) range$/.test(words[at + 1] ?? `${words[at - 1]} ${word}`)
  );
}

/** `maxage`, `altermin`. */
function isEndOf(word: string): boolean {
  const [, behind, before = behind ?? ''] = /^(?:(?:min|max)(.{3,})|(.{3,})(?:min|max))$/.exec(word) ?? [];
  return neutral.ageWords.has(before) || measuring.measureWords.has(before);
}

/** `Max Obs per Subject`, which models with groups tell of their groups. */
function isOfGroups(words: readonly string[]): boolean {
  return words.includes('per') && (words.includes('obs') || words.includes('observations'));
}

/** As two words: English, French, Spanish, Italian. */
const isPerCent = /\b(?:per|pour|por) ?c(?:ent|ento|iento)\b/;

/** `F`, `t`, `Q1`. */
function isLetter(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  return words.length <= 2 && measuring.letterStatistics.has(first) && (second === '' || /^\d$/.test(second));
}
