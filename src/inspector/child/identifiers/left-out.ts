import type { CheckedRule } from '../checks/table-check.ts';
import { folded } from '../checks/words/folded.ts';
import { isAge, isUnordered, quasiOf } from './quasi.ts';

const records =
  '(?:observations?|obs|rows?|records?|cases?|participants?|patients?|subjects?|people|persons|individuals|values?|entries)';
const gone =
  '(?:deleted|removed|omitted|dropped|excluded|missing|without|with missing|have missing|had missing|not used|not available)';
const none = `(?:missing(?: values?| data| obs\\w*)?|fehlend\\w*(?: werte)?|manquant\\w*|faltantes|perdidos|omissos|ausentes|mancanti|ontbrekend\\w*|sakna[sd]\\w*|mangle\\w*|puuttu\\w*|braki?|n\\.?a\\.?'?s?|nan|<na>|缺失|欠損)`;
const forms = [
  new RegExp(`(?<![\\w.,/-])(\\d{1,6}) ${records} (?:(?:was|were|are|is) )?${gone}\\b`),
  new RegExp(`\\b(?:deleted|removed|omitted|dropped|excluded|removing|dropping) (\\d{1,6}) ${records}\\b`),
  /(?<![\w.,/-])(\d{1,6}) missing (?:values?|observations?|entries|rows|cases|records)\b/,
  new RegExp(`(?<![a-z_.])${none} ?(?:\\([a-z ,=%]{1,12}\\))? {0,4}[:=] {0,20}(\\d{1,6})(?![\\d.,%/:])`),
  /^\W{0,4}(?:<na>|nan|na|missing) {2,60}(\d{1,6})(?:\s|$)/,
];
const stem =
  /missing|delet|remov|omit|drop|exclu|without|not (?:used|avail)|fehlend|manquant|faltant|perdido|omisso|ausent|mancant|ontbrek|sakna|mangle|puuttu|brak|\bn\.?a|缺失|欠損|null|entries|count/;
const extremes = [
  /(?<![a-z_-])(?:min|max)\. {0,4}: {0,10}-?\d|(?<![a-z_-])min(?:imum)? ?[:=] ?-?\d.{1,40}?\bmax(?:imum)? ?[:=]|^ *(?:min|max) {2,30}-?\d[\d.,e+-]{0,20}(?:\s|$)/,
  /^(?=.*\b(?:ages?|aged|alter|edad|years?|median|mean|days?|months?|weight|height|bmi|income)\b).*(?<!interquartile |normal |reference |dynamic |[a-z_-])(?:ranged (?:between |from )?|range ?[:=(]? ?(?:was |of |is )?)\d[\d.,]* ?(?:-|to|and|bis|a) ?\d/,
  /\b(?:youngest|oldest|jungste[rn]?|alteste[rn]?) .{0,30}?\d/,
];

/** Looks at the lines of one text for few that are missing or left out, for smallest and largest values, and for lists of ages. */
export function startLines(minCount: number): (line: string) => CheckedRule[] {
  const isFew = (count: number) => count > 0 && count < minCount;
  let before = '';
  let entries: number | undefined;
  let counted: number | undefined;
  let isCounting = false;
  return (line) => {
    const text = folded(line.slice(0, 2000)).trimEnd();
    const rules: CheckedRule[] = [];
    if (stem.test(text)) {
      entries = numberIn(/^rangeindex: (\d+) entries/, text) ?? entries;
      const filled = numberIn(/ (\d+) non-null\b/, text);
      const isShort = entries !== undefined && filled !== undefined && isFew(entries - filled);
      if (isShort || forms.some((form) => isFew(numberIn(form, text) ?? 0))) rules.push('small-missing');
    }
    if (before.includes('<na>') && isFew(below(before, text, '<na>') ?? 0)) rules.push('small-missing');
    if (/min|max|rang|young|old|alt|jung/.test(text) && extremes.some((form) => form.test(text)))
      rules.push('extreme-value');
    if (isListOfAges(text)) rules.push('individual-rows');
    // Stata counts all, and then all of some.
    const count = isCounting ? numberIn(/^ +([\d,]+)$/, text) : undefined;
    if (count !== undefined && counted !== undefined && isFew(counted - count)) rules.push('small-difference');
    counted = count ?? (text === '' || /^\. count if /.test(text) ? counted : undefined);
    isCounting = /^\. count(?: |$)/.test(text);
    if (text !== '') before = text;
    return rules;
  };
}

function numberIn(form: RegExp, text: string): number | undefined {
  const digits = form.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

/** The number below a word, where two lines have as many. */
function below(heads: string, line: string, word: string): number | undefined {
  const names = heads.trim().split(/\s+/);
  const numbers = line.trim().split(/\s+/);
  const at = names.indexOf(word);
  return names.length === numbers.length && /^\d+$/.test(numbers[at] ?? '') ? Number(numbers[at]) : undefined;
}

/** `edad = c(39L, 70L, 26L …`, which is one value for each person. */
function isListOfAges(text: string): boolean {
  const [, name = '', values = ''] =
    /([a-z_][\w. ]{0,40}?)["']? ?(?:=|:|<-) ?(?:c\(|\[) ?((?:\d{1,4}l?, ?){8,400})/.exec(text) ?? [];
  const kind = values === '' ? undefined : quasiOf(name.split(/[^\p{L}\d]+/u));
  const numbers = values
    .split(',')
    .slice(0, -1)
    .map((value) => Number.parseInt(value, 10));
  return (kind === 'age' || kind === 'birth') && numbers.every((one) => isAge(one, kind)) && isUnordered(numbers);
}
