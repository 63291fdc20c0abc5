import { mayBeYear } from '../checks/counts/rounding.ts';
import { mayBeOther } from '../checks/people/listed-people.ts';
import { OneRecord } from '../checks/people/one-record.ts';
import { quasiOf } from './quasi.ts';

const years = '(?:years?|yrs?|jahren?|ans|anos|anni|jaar|ar|vuotta|lat)';
const someone =
  'woman|man|girl|boy|female|male|lady|gentleman|patient|child|frau|mann|patientin|madchen|junge|femme|homme|dame|fille|garcon|patiente|mujer|hombre|varon|nina|nino|paciente|donna|uomo|bambin[ao]|ragazz[ao]|paziente|mulher|homem|menin[ao]|doente|vrouw|meisje|jongen|kvinna|pojke|flicka|kvinde|mand|pige|dreng|kvinne|jente|gutt|nainen|mies|kobieta|mezczyzna';
const forms = [
  new RegExp(`(?<![\\d-])(\\d{1,3})[- ]?(?:years?|yrs?)[- ]?old (?:\\p{L}{3,12} )?(?:${someone})(?!\\p{L})`, 'gu'),
  new RegExp(
    `(?<![\\d-])(\\d{1,3})[- ]?(?:jahrige[rnms]?|jarige|arige?|aring\\p{L}*|vuotias|letnia|letni) (?:${someone})(?!\\p{L})`,
    'gu',
  ),
  /(?<![\d-])(\d{2})[- ]?years?[- ]old (?!data|building|tree|house|compan|study|cohort|program|follow|plan|survival)\p{L}{4,}/gu,
  /(?<![\d-])(\d{2})[- ]?jahrige[rnms]? (?!\p{L}*(?:rate|studie|zeit|ung|phase|frist|plan|verlauf|mortalitat|risik))\p{L}{4,}/gu,
  new RegExp(`^\\W*(?:\\p{L}{1,12} ?)?\\d{1,5}\\W{1,4}(?:${someone}|[mfwkvh]),? (?:aged )?(\\d{2})[,;.]`, 'gu'),
  /(?<!\p{L})(?:id|nr|no|case|pt|pat|patient|subject|participant)\.? ?\d{1,7} [([](?:age[d]?|alter|edad|eta|leeftijd|alder)? ?(\d{1,3})[)\],;]/gu,
  new RegExp(
    `(?<!\\p{L})(?:${someone})(?: (?:age[e]?|aged|im alter))?,? (?:de|di|van|von|pa|of|aged)? ?(\\d{1,3}) ?${years}(?!\\p{L})`,
    'gu',
  ),
  // Behind what they are called or say: `(woman, 67, nurse)`, `(M, 41)`. A letter without a comma may be a unit.
  new RegExp(
    `[([](?:(?:${someone}),?|[mfwkvh],) (?:aged? |alter |im alter von )?(\\d{1,3})(?: ?${years})?[,;)\\]]`,
    'gu',
  ),
  new RegExp(`[([](\\d{1,3})(?: ?${years})?(?:,? (?:${someone})|, [mfwkvh])[,;)\\]]`, 'gu'),
];
/** What every form has: most lines do not, and no search through them is needed. */
const mayDescribe = /\d[- ]?[yjavl]|[([]|\d\W{1,4}\p{L}{1,12},? (?:aged )?\d\d[,;.]/u;
/** What is said of nobody in particular. */
const ofNobody = /predict|typical|reference|hypothet|expect|for an? |average|example|profile|beispiel|exemple|ejemplo/;
/** One alone may be the person whom a sentence explains something by. */
const fewest = 2;

/** `Patient 7` alone in its line or before a gap, as the axis of a drawing names its bars. */
const numbered = /^\s*(\p{L}{2,20})\.? (?:no\.? ?|nr\.? ?|#)?\d{1,5}(?:$| {2})/u;
/** What a model does not fit, and whom it hangs on. */
const outliers =
  /resid|outlier|cook'?s|cooks\.?d|leverage|hatval|influen|dfbet|rstudent|ausreiss|valeurs? aberrant|atipic|uitschiet/;
/** So many numbers of rows above their values, as R prints them. */
const ofRows = /^ *\d{1,7}(?: +\d{1,7}){4,39} *$/;
/** A name and its value, as a program prints one row alone. */
const pair = /^\s*(\p{L}[\p{L}\d_ ]{1,24}?)(?: {2,}| *[:=] +)(\S.{0,30})$/u;
/** The same of a whole row in one line: `sex=F age=67 icd=C34`. */
const pairInLine = /(?<![\p{L}\d_.])(\p{L}[\p{L}\d_]{1,24})=([^\s,;=()]{1,30})(?![^\s,;])/gu;
/** The same as Python prints it: `{'tenant': 55012, 'rent': 640}`. */
const pairOfPython = /['"](\p{L}[\p{L}\d_ ]{1,24})['"]: ?['"]?([^'",{}]{1,30})/gu;
const byNumber = /(?<!\p{L})(\p{L}{3,15})\.? (?:no\.? ?|nr\.? ?|#)?([a-z]{0,3}-?\d{3,7})(?![\d%]|[.,]\d)/gu;
const fewestByNumber = 3;
/** How pandas ends one row that it prints alone. */
const endOfRow = /^name: \d{1,9}, dtype: \w+$/;
/** A command of Stata that lists observations, and their variables. */
const listed = /^\. {1,8}l(?:i|is|ist)? ([a-z][\w ]{1,120})/;
/** So many lines with numbers of people are no example. */
const fewestNumbered = 5;

/**
 * Looks at the folded lines of one text for people one after another: described, as `Case 1. A 23-year-old woman …`, named by a number in a
 * line each, as one whole record, or as the rows that a model fits least.
 */
export function startDescribed(): (text: string) => boolean {
  let seen = 0;
  const named = new Set<string>();
  let areOutliers = false;
  let record = new OneRecord();
  return (text) => {
    if (areOutliers && ofRows.test(text)) return true;
    if (isRecord(text) || (endOfRow.test(text) && record.hasNumber) || listsPeople(text) || namesSeveral(text))
      return true;
    areOutliers = text === '' ? areOutliers : outliers.test(text);
    const [, name, value = ''] = pair.exec(text) ?? [];
    if (name === undefined) record = new OneRecord();
    else if (!record.isWhole) {
      record.add(name, value);
      if (record.isWhole) return true;
    }
    if (!/\d/.test(text) || ofNobody.test(text)) return false;
    const [who, noun = ''] = numbered.exec(text) ?? [];
    if (who !== undefined && quasiOf([noun]) === 'person' && named.add(who).size === fewestNumbered) return true;
    if (!mayDescribe.test(text)) return false;
    const before = seen;
    for (const form of forms) for (const [, age] of text.matchAll(form)) if (Number(age) <= 120) seen += 1;
    return seen > before && seen >= fewest;
  };
}

function listsPeople(text: string): boolean {
  const [, variables = ''] = listed.exec(text) ?? [];
  const [asked = ''] = variables.split(/ (?:if|in) /);
  return asked.split(' ').some((name) => quasiOf([name]) === 'person');
}

function isRecord(text: string): boolean {
  const record = new OneRecord();
  for (const [, name = '', value = ''] of text.includes('=') ? text.matchAll(pairInLine) : []) record.add(name, value);
  for (const [, name = '', value = ''] of text.includes('{') ? text.matchAll(pairOfPython) : [])
    record.add(name, value);
  return record.isOfOne;
}

/** Whether a line names several people by their numbers: `Outliers: pupil 4411, pupil 5120 and pupil 5309`. */
function namesSeveral(text: string): boolean {
  if ((text.match(/\d{3,7}/g)?.length ?? 0) < fewestByNumber) return false;
  const numbers = [...text.matchAll(byNumber)].flatMap(([, noun = '', number = '']) =>
    quasiOf([noun]) === 'person' && !mayBeOther.has(noun) && !mayBeYear(Number(number)) ? [number] : [],
  );
  return new Set(numbers).size >= fewestByNumber;
}
