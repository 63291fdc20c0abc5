import { labelOf } from '../checks/label.ts';
import { startTimelines } from '../checks/people/timelines.ts';
import { areShuffled, haveSpanOfLives, saysNothing } from '../checks/people/traits.ts';
import type { CheckedRule } from '../checks/table-check.ts';
import { folded } from '../checks/words/folded.ts';
import { withDigits } from '../checks/words/number-words.ts';
import { startDescribed } from './described-people.ts';
import { startEnds } from './ends-in-lines.ts';
import { startLost } from './lost-rows.ts';
import { isAge, isSex, isUnordered, quasiOf } from './quasi.ts';
import { startValues } from './values-of-people.ts';

const records =
  '(?:observations?|obs|rows?|records?|cases?|participants?|patients?|subjects?|people|persons|individuals|values?|entries)';
const gone =
  '(?:deleted|removed|omitted|dropped|excluded|missing|without|with missing|have missing|had missing|not used|not available)';
const none = `(?:missing(?: values?| data| obs\\w*)?|fehlend\\w*(?: werte)?|manquant\\w*|faltantes|perdidos|omissos|ausentes|mancanti|ontbrekend\\w*|sakna[sd]\\w*|mangle\\w*|puuttu\\w*|braki?|n\\.?a\\.?'?s?|nan|<na>|缺失|欠損)`;
const forms = [
  new RegExp(`(?<![\\w.,/-])(\\d{1,6}) ${records} (?:(?:was|were|are|is) )?${gone}\\b`),
  new RegExp(`\\b(?:deleted|removed|omitted|dropped|excluded|removing|dropping) (\\d{1,6}) ${records}\\b`),
  /\b(?:cases|observations|records|rows|patients|participants|subjects|people) with (?:missing|incomplete|no)\b[^:=\d]{0,40}[:=] {0,20}(\d{1,6})(?![\d.,%/:])/,
  /(?<![\w.])missing(?! (?:value )?(?:codes?|coded|as|if|indicator|label)\b)(?: [a-z]{2,20}){1,3} ?[:=] {0,4}(\d{1,6})(?![\d.,%/:])/,
  /(?<![\w.,/-])(\d{1,6}) (?:por |due to |wegen |pour |per )?(?:dados? em falta|datos faltantes|dati mancanti|missing data|fehlende\w? daten|donnees manquantes)/,
  /\bpuuttui(?:vat)? (\d{1,6}) [a-z]{3,20}/,
  /(?<![\w.,/-])(\d{1,6}) (?:missing|unmatched|not matched|unlinked)(?=[ .,;)]|$)(?! (?:values? )?(?:codes?|per|variables?|columns|items))/,
  /(?<![\w.,/-])(\d{1,6}) missing (?:values?|observations?|entries|rows|cases|records)\b/,
  new RegExp(`(?<![a-z_.])${none} ?(?:\\([a-z ,=%]{1,12}\\))? {0,4}[:=] {0,20}(\\d{1,6})(?![\\d.,%/:])`),
  new RegExp(`(?<![a-z_.])${none} ?[:,]? {0,3}\\(?n ?[:=] ?(\\d{1,6})(?![\\d.,%])`),
  /^\W{0,4}(?:<na>|nan|na|missing) {2,60}(\d{1,6})(?:\s|$)/,
  /(?<![\w.,/-])(\d{1,6}) (?:had|have|has|with|were|was) missing\b/,
  /\bmissing \.: {0,3}(\d{1,6})\//,
  /(?<![\w.,/-])(\d{1,6}) \p{L}{3,30} (?:could not be|n'(?:ont|a) pas pu etre|konnten nicht|no (?:se )?pudieron|kunde inte|kunne ikke|konden niet|non (?:e|sono) stat\w|nao puderam ser) (?:appari|match|linked|zugeordnet|verknupft|enlaza|gekoppeld|koblet|kopplas|abbinat)/u,
  /\b(?:unmatched|not matched|unlinked|unmerged|not linked|non appari\w{1,4}|senza corrispondenza\D{0,20}|nicht (?:zugeordnet|verknupft)|sin enlazar|duplicates[ _]removed)\w{0,20}["']? ?[:=]? {0,4}(\d{1,6})(?![\d.,%/:])/,
  /(?<![\w.,/-])(\d{1,6}) (?:to missing|missing ?[),;]|missing$|na'?s?\))/,
  /\bmissing (?:in|for|from|on) (\d{1,6})(?![\d.,]\d)(?!(?: of [\d,]{1,9})? ?(?:%|variables?|columns|fields|items|questions|sites|years?|months?|weeks?|days?)\b)(?!\d)/,
  /\bn[ _]?miss(?:ing)? {1,40}(\d{1,6})$|\bn_(?:dropped|excluded|removed|deleted|lost|missing_[a-z])\w{0,40}["']? ?[:=] ?(\d{1,6})(?![\d.])/,
  /(?<![a-z_.])(?:unknown|unbekannt|inconnus?|desconocidos?|onbekend|ukjent|okant) {0,4}[:=] {0,20}(\d{1,6})(?![\d.,%/:])/,
];
const excluded =
  'exclu\\w*|ausgeschlossen|entfernt|excluid\\w*|eliminad\\w*|eliminat\\w*|esclus\\w*|uitgesloten|verwijderd|exkluder\\w*|ekskluder\\w*|uteslut\\w*|wykluczon\\w*|poistet\\w*|removed|dropped|omitted|left out|bort|fjernet|slettet|supprim\\w*|usuniet\\w*|vyrazen\\w*|weggelaten|weggelassen|omis|omise?s|omitid\\w*|omess\\w*|udelad\\w*|utelat\\w*|utelamnad\\w*|pominiet\\w*|vynechan\\w*';
const excludedForms = [
  new RegExp(
    `(?<![\\w.,/-])(?<few>\\d{1,6}) (?<noun>\\p{L}{3,30})(?: \\p{L}{2,30}){0,2} (?:ont ete|a ete|wurden?|fueron|foram|werden|zijn|sono stat[ei]|blev|ble|togs|zostal\\w*|were|was)(?: \\p{L}{2,30}){0,6} (?:${excluded})`,
    'u',
  ),
  new RegExp(`(?<!\\p{L})(?:${excluded}) (?<few>\\d{1,6}) (?<noun>\\p{L}{3,30})`, 'u'),
  new RegExp(
    `(?<![\\w.,/-])(?<few>\\d{1,6}) (?<noun>\\p{L}{3,30})(?: (?!not\\b|nicht\\b|niet\\b)\\p{L}{2,30}){0,4} (?:${excluded})`,
    'u',
  ),
  new RegExp(
    `(?<!\\p{L})(?<noun>\\p{L}{3,30}) (?:${excluded})(?: \\p{L}{2,30}){0,5} ?[:=] {0,4}(?<few>\\d{1,6})(?![\\d%/:]|[.,]\\d)`,
    'u',
  ),
];

/** Whether so few are left out, and no columns or models of them. */
function excludesFew(text: string, isFew: (count: number) => boolean): boolean {
  return excludedForms.some((form) => {
    const { few = '', noun = '' } = form.exec(text)?.groups ?? {};
    const { isOther, isTime, isMeasure, isStatistic } = labelOf(noun);
    return isFew(Number(few)) && !(isOther || isTime || isMeasure || isStatistic);
  });
}

const number = '(\\d[\\d,]{0,10})';
const ofAll = `${number} ?(?:of|\\/|out of) ?(?:the |all )?${number}`;
/** All, and those of whom something is known or who stayed, in one sentence. */
const stayed = [
  new RegExp(
    `\\bn ?[:=] ?${number}\\b.{1,120}?(?:missing|incomplete|unknown|fehl|manqu|falt|ontbrek|sakn|mangl).{1,80}?\\bn ?[:=] ?${number}\\b`,
  ),
  new RegExp(`\\bcomplete[ -]?(?:cases?|records?|data)\\D{1,20}${ofAll}`),
  new RegExp(`(?<![\\d,])${ofAll}\\D{0,30}(?:had|have|with) (?:complete|full|non-?missing|valid|known)`),
  new RegExp(
    `(?<![\\d,])${number} (?:[a-z]{1,20} )?(?:(?:were|was) )?(?:recruited|enrolled|eligible|invited|randomi[sz]ed|registered|approached|consented|entered|screened)\\b.{1,80}?(?<![\\d,])${number} (?:[a-z]{1,20} )?(?:(?:were|was) )?(?:analy[sz]ed|included|retained)`,
  ),
];
/** What was read, and how much of it was used, as `df.info()`, SAS and others tell one below the other. */
const read = /^\w*index: (\d+) entries|\bobservations read\D{1,40}([\d,]+)/;
const used = / (\d+) non-null\b|\bobservations used\D{1,40}([\d,]+)/;
/** Commands of Stata that list variables with how many values are missing, and what R and Python are asked. */
const listsMissing = /^\. ?(?:misstable|mdesc|nmissing)\b/;
const asksMissing = /^(?:> |>>> |in \[\d+\]: ).*\bis\.?(?:na|null)\(|^[\w, ().]{0,60}\.is(?:na|null)\(\)\.sum\(\)/;
const stem =
  /missing|match|linked|unmerged|appari|corrispond|zugeordnet|verknupft|enlaza|gekoppeld|koblet|kopplas|abbinat|duplicates|delet|remov|omit|drop|exclu|ausgeschl|entfernt|elimina[dt]|assent|esclus|uitgesl|verwijd|exklu|eksklu|uteslut|wyklucz|poistet|left out|without|not (?:used|avail)|fehlend|manquant|faltant|perdido|omisso|ausent|mancant|ontbrek|sakna|mangle|puuttu|brak|\bn\.?a|缺失|欠損|null|bort|fjern|slett|supprim|usuni|vyraz|weggel|omis|omit|omes|udelad|utelat|utelam|pomin|vynech|entries|observations|complete|unknown|inconnu|desconocid|onbekend|ukjent|okant|known|valid|analy|retain|includ/;
/** What a test asks is told of no people: `Null hypothesis: the longest lag is 1`. */
const ofHypothesis =
  /^\W{0,20}(?:the )?(?:null|alternative|alternate|nullhypothes|alternativhypothes|hypothese|hipotesis|ipotesi)\w{0,4} ?(?:hypothesis|nulle?|nulla|alternativ\w)?(?: is)? ?[:=]/;

/** Looks at the lines of one text for few that are missing or left out, for smallest and largest values, and for lists of ages. */
export function startLines(minCount: number): (line: string) => CheckedRule[] {
  const isFew = (count: number) => count > 0 && count < minCount;
  let entries: number | undefined;
  let isListing = false;
  const answers = startAnswers(isFew);
  const lost = startLost(isFew);
  const ends = startEnds();
  const counted = startCounted(isFew);
  const ofPeople = [startDescribed(), startValues(), startTimelines()];
  /** Values that the next line goes on with. */
  let open = '';
  return (line) => {
    const text = withDigits(folded(line.slice(0, 2000)).trimEnd());
    if (ofHypothesis.test(text)) return [];
    const rules: CheckedRule[] = [];
    if (stem.test(text)) {
      entries = numberIn(read, text) ?? entries;
      const filled = numberIn(used, text);
      const isShort = entries !== undefined && filled !== undefined && isFew(entries - filled);
      if (isShort || leavesFew(text, isFew)) rules.push('small-missing');
    }
    if (/^\. ?\S/.test(text)) isListing = listsMissing.test(text);
    if (isListing && isFew(numberIn(/^ +[a-z_]\w* {1,20}\| +([\d,]+)\s/, `${text} `) ?? 0)) rules.push('small-missing');
    if (answers(text)) rules.push('small-missing');
    rules.push(...lost(text));
    rules.push(...ends(text));
    if (ofPeople.map((tells) => tells(text)).includes(true)) rules.push('individual-rows');
    // One row of a frame, as pandas prints it.
    if (/^name: \d{1,9}, dtype: object$/.test(text)) rules.push('individual-rows');
    const arePeople = isListOfPeople(open + text);
    if (arePeople) rules.push('individual-rows');
    open = arePeople ? '' : openIn(open + text);
    rules.push(...counted(text));
    return rules;
  };
}

/** Looks for what Stata counts: all, and then all of some, or those that a model uses. */
function startCounted(isFew: (count: number) => boolean): (text: string) => CheckedRule[] {
  let isCounting = false;
  let last: number | undefined;
  let all: number | undefined;
  return (text) => {
    const count = isCounting ? numberIn(/^ +([\d,]+)$/, text) : undefined;
    const used = numberIn(/\bnumber of obs {0,9}= {1,9}([\d,]+)/, text);
    const differs = count !== undefined && last !== undefined && isFew(last - count);
    const leavesOut = used !== undefined && all !== undefined && isFew(all - used);
    all = count ?? all;
    last = count ?? (text === '' || /^\. count if /.test(text) ? last : undefined);
    isCounting = /^\. count(?: |$)/.test(text);
    return [...(differs ? (['small-difference'] as const) : []), ...(leavesOut ? (['small-missing'] as const) : [])];
  };
}

/** Looks for few in what is answered where somebody asked how many values are missing: numbers alone, or names with them. */
function startAnswers(isFew: (count: number) => boolean): (text: string) => boolean {
  let isAnswer = false;
  return (text) => {
    const isNamed = isAnswer && isFew(numberIn(/^ ?[a-z_][\w .]{0,40} {2,}(\d{1,6})$/, text) ?? 0);
    isAnswer = asksMissing.test(text) || (isAnswer && text !== '' && !/^(?:>|in \[)/.test(text));
    const areNumbers = isAnswer && /^(?:\[1\])?[ \d]*\d$/.test(text);
    return isNamed || (areNumbers && text.split(/ +/).some((one) => isFew(Number(one))));
  };
}

function numberIn(form: RegExp, text: string): number | undefined {
  const [, first, second] = form.exec(text) ?? [];
  const digits = first ?? second;
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

const listOfMissing = new RegExp(
  String.raw`(?<![a-z_.])${none}[^:=\d]{0,30}: ((?:[^\d:=.,;]{1,40} \d{1,6}[,;] ){1,20}[^\d:=.,;]{1,40} \d{1,6})(?![\d%]|[.,]\d)`,
);

/** The numbers of a line that lists how many values each variable lacks: `Missing values: age 0, weight 3`. */
function listedMissing(text: string): number[] {
  const [, list = ''] = text.includes(': ') ? (listOfMissing.exec(text) ?? []) : [];
  return [...list.matchAll(/ (\d{1,6})(?=[,;]|$)/g)].map(([, digits]) => Number(digits));
}

/** Whether a line tells by itself that few are missing or left out. */
function leavesFew(text: string, isFew: (count: number) => boolean): boolean {
  const isLeft = stayed.some((form) => isFew(Math.abs(differenceIn(form, text))));
  return (
    isLeft ||
    listedMissing(text).some(isFew) ||
    forms.some((form) => isFew(numberIn(form, text) ?? 0)) ||
    excludesFew(text, isFew)
  );
}

function differenceIn(form: RegExp, text: string): number {
  const [, first = '', second = ''] = form.exec(text) ?? [];
  return Number(first.replaceAll(',', '')) - Number(second.replaceAll(',', ''));
}

const mostOpen = 2000;

/** What a line leaves to the next one: values behind `c(` or `[`, and their name. */
function openIn(text: string): string {
  const at = Math.max(text.lastIndexOf('c('), text.lastIndexOf('['));
  const isOpen = at >= 0 && text.length - at < mostOpen && !/[)\]]/.test(text.slice(at));
  return isOpen ? `${text.slice(Math.max(0, at - 60))} ` : '';
}

const listed =
  /([a-z_][\w. ]{0,40})["'`]? ?(?:=|:|<-) ?(?:c\(|\[) ?((?:(?:\d{1,4}l?|"[^"]{1,12}"|'[^']{1,12}'), ?){8,400})/g;

/** The first values of each variable, as `str(d)` prints them. */
const ofStructure = /^ *\$ ([a-z_][\w. ]{0,40}?) *: +(?:int|num) +((?:\d{1,4} ){5,400})/;

/** `edad = c(39L, 70L, 26L …` and `sexo = c("H", "M", "M" …` have one value for each person. */
function isListOfPeople(text: string): boolean {
  const structure = ofStructure.exec(text);
  if (structure === null && !text.includes('c(') && !text.includes('[')) return false;
  return [...(structure === null ? [] : [structure]), ...text.matchAll(listed)].some(([, name = '', values = '']) => {
    const each = values.split(/["']?, ?["']?| /).slice(0, -1);
    if (each.every((value) => isSex(value.replace(/^["']/, '')))) return areShuffled(each);
    const kind = quasiOf(name.split(/[^\p{L}\d]+/u));
    const numbers = each.map((value) => Number.parseInt(value, 10));
    if (!isUnordered(numbers)) return false;
    if (kind === 'age' || kind === 'birth') return numbers.every((one) => isAge(one, kind));
    return kind === undefined && numbers.length > 15 && saysNothing(labelOf(name)) && haveSpanOfLives(numbers);
  });
}
