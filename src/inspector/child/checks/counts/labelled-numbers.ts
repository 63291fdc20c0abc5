import { quasiOf } from '../../identifiers/quasi.ts';
import { labelOf } from '../label.ts';
import { numberOf } from '../number.ts';
import { countedNouns } from '../words/counting.ts';
import { folded } from '../words/folded.ts';
import { withDigits } from '../words/number-words.ts';
import { partsOfMany } from './of-many.ts';
import { nodeCounts } from './tree-nodes.ts';

/** So many signs before `=` or `:` may be its label. */
const longestLabel = 48;

export interface LabelledNumber {
  readonly kind: 'count' | 'residual-dof';
  readonly value: number;
}

/** The counts and residual degrees of freedom that a line of a log or a sentence tells: `Number of obs = 7`, `7 patients`, `on 5 degrees of freedom`. */
export function labelledNumbers(line: string): LabelledNumber[] {
  if (!/\d/.test(line) && !/\p{L}{3} \p{L}{3}/u.test(line)) return [];
  const plain = withDigits(folded(line));
  if (!/\d/.test(plain)) return [];
  const others = [...nodeCounts(line), ...partsOfMany(plain)];
  return [
    ...behindSigns(line),
    ...besideNouns(plain),
    ...ofWholes(plain),
    ...beforeShares(line),
    ...ofOthers(plain),
    ...freedoms(line),
    ...onlyOne(plain),
    ...inLists(line),
    ...ofThose(plain),
    ...others.map((value): LabelledNumber => ({ kind: 'count', value })),
  ];
}

function behindSigns(line: string): LabelledNumber[] {
  const found: LabelledNumber[] = [];
  for (const { index: at } of line.matchAll(/(?<![!<>=])(?!(?<=\d):\d)[=:](?!=)(?=[\s"',;]{0,40}\d)/g)) {
    const value = numberAt(line, at + 1);
    if (value === undefined || !Number.isInteger(value)) continue;
    const before = line.slice(Math.max(0, at - longestLabel), at);
    const label = labelOf(labelIn(before));
    if (label.words.length > 6) continue;
    if (label.isResidual && label.isFreedom) found.push({ kind: 'residual-dof', value });
    else if (label.counts && !isCall(before) && !isReckoned.test(line.slice(at))) found.push({ kind: 'count', value });
  }
  return found;
}

/** The whole number that begins here, behind spaces, a quote or what parts two cells, if nothing but the end of a value follows it. */
function numberAt(line: string, from: number): number | undefined {
  const [, digits = ''] =
    /^[\s"',;]{0,40}(\d{1,3}(?:[ ,'][0-9]{3}){1,4}|\d{1,12})(?!\w|[.,':/-]\d| (?:to|bis) \d)/.exec(
      line.slice(from, from + 60),
    ) ?? [];
  return digits === '' ? undefined : numberOf(digits);
}

/** The last words before a sign: after a wide gap or a mark that parts things. */
function labelIn(before: string): string {
  return (
    before
      .trimEnd()
      .replace(/["'\]]+$/, '')
      // What the number is besides: `liczba (odsetek) =`.
      .replace(/ ?\([^()]{1,24}\)$/, '')
      .split(/\s{2,}|[,;|({[\]})"'<>=]|\. /)
      .at(-1) ?? ''
  );
}

/** `n = 5 * round(n / 5)` in a program. */
const isReckoned = /^= ?\d+ ?[*/^+]/;

/** `head(d, n` names what a function is given, and no count. */
function isCall(before: string): boolean {
  return /[\w.]\([^()]{0,48}$/.test(before);
}

/** Also where several of them are spoken of in another case, as `von 402 Männern`. */
const nouns = [...countedNouns]
  .flatMap((noun) => (/(?:er|el|le|re)$/.test(noun) ? [noun, `${noun}n`] : [noun]))
  .concat('obs\\.?')
  .join('|');
const beforeNoun = new RegExp(
  `(?<![\\w.,/%-])(\\d{1,3}(?:[., ]\\d{3})+|\\d{1,6})(?: (?:(?:out )?of|von|des|de|van|av|af|sur|su|di) (?:(?:the|den|der|all|los|las|les|de|i) )?\\d[\\d.,]{0,9})? {1,3}(?:${nouns})(?![\\p{L}\\d])(?! (?:per|deleted|dropped|removed|missing)\\b)`,
  'gu',
);
/** `Of the 120 women, 4 had`, and what may follow that is nobody. */
const ofNouns = new RegExp(
  `\\b(?:of|among|von|unter|parmi|sur|van|onder|de|entre|del(?:le)?|dei|tra|av|bland) (?:(?:the|den|les|de|las|los|le|i) )?\\d[\\d.,]{0,9} (?:${nouns})(?:,| (?:had|were|received|died|hatten|waren|erhielten|bekamen|starben|verstarben|hadden|kregen|overleden|hade|fick|dog|havde|fik|dode|avaient|ont|etaient|tuvieron|recibieron|fallecieron|avevano|ricevettero|tiveram))(?: er)? (\\d{1,6})(?![\\w.,/%-]| ?%| (?:years?|months?|weeks?|days?|hours?|hospitals?|sites?|jahre|monate|tage|ans|mois|jours|anos|meses|dias|anni|jaar|ar)\\b)`,
  'gu',
);
const single =
  /(?<!\p{L})(?:only|just|exactly|nur|lediglich|genau|seulement|solo|solamente|slechts|maar|alleen|kun|bare|endast|bara|tylko|vain|apenas) (?:one|eine?r?|une?|un[oa]?|een|en|ett|et|jeden|jedna|yksi|uma?) (\p{L}{4,30})(?!\p{L}| (?:per|from each|in each|of each|for each|pro|par|por|je)(?!\p{L}))/gu;

/** `Only one borrower` of many. */
function onlyOne(line: string): LabelledNumber[] {
  return [...line.matchAll(single)].flatMap(([, noun = '']) =>
    quasiOf([noun]) === 'person' ||
    /^(?:woman|man|girl|boy|person|child|frau|mann|kind|femme|homme|mujer|hombre|donna|uomo|vrouw)$/.test(noun)
      ? [{ kind: 'count', value: 1 } as const]
      : [],
  );
}

/** Words after which a number names one of many, or is one of a scale. */
const naming =
  /\b(?:type|stage|phase|grade|class|group|table|figure|fig|model|level|step|section|chapter|top|first|last|per|every|year|wave|round|visit|week|day|month|form|cohort|band|tier|arm|quintile|quartile|decile|category|period|part|version|key stage|age|typ|stufe|klasse|gruppe|jahrgang|tabelle|abbildung|groupe|classe|niveau|tableau|grupo|tipo|grado|nivel|tabla|gruppo|groep|klas|jaar|tabel|grupp|arskurs|arskull|trin|tabell|gruppe|ar)\s{0,4}$/;

/** `7 (29%)` and `7/24 (29%)`, which a sentence says of people. */
const withShare =
  /(?<![\w.,/%-])(\d{1,9})(?:(?:\/| (?:(?:out )?of|von|sur|de|van|di|su|av) (?:the |de |las |los )?)\d[\d.,]{0,9})?(?: (\p{L}{4,30}))? ?\(\d{1,3}(?:[.,]\d{1,3})? ?%\)/gu;

/** Whether a noun, of one or several, is of people. */
function isSomebody(noun: string): boolean {
  return labelOf(noun).counts || quasiOf([noun.replace(/s$/, '')]) === 'person';
}

function beforeShares(line: string): LabelledNumber[] {
  return [...line.matchAll(withShare)].flatMap(([, digits, noun = '']) =>
    noun === '' || isSomebody(noun) ? [{ kind: 'count', value: Number(digits) } as const] : [],
  );
}

function besideNouns(line: string): LabelledNumber[] {
  if (!/[\d.,] {1,3}\p{L}/u.test(line)) return [];
  return [...line.matchAll(beforeNoun), ...line.matchAll(ofNouns)]
    .filter(({ index }) => !naming.test(line.slice(Math.max(0, index - 16), index)))
    .map(([, digits = '']) => ({ kind: 'count', value: Number(digits.replaceAll(/\D/g, '')) }));
}

const whole = /(?<![\w.,/%-])(\d{1,6})(\/| out of | of the | of all )(\d{2,7})(?![\w/%-]|[.,]\d)/g;
/** Fewer are a score, a pressure or a day, and no group. */
const fewestOfWhole = 20;
const besideWhole = new RegExp(
  `^ {0,3}(?:${nouns})(?![\\p{L}\\d])|^ (?:vs\\.?|versus|compared (?:with|to)) \\d{1,6}\\/\\d{2,7}`,
  'u',
);
const beforeWhole = new RegExp(`(?<![\\p{L}\\d])(?:${nouns}) ?[([]$`, 'u');

/** `4/398 patients`, `4/398 vs 12/401`, `4 out of 398.` */
function ofWholes(line: string): LabelledNumber[] {
  return [...line.matchAll(whole)].flatMap(({ 0: { length }, 1: part, 2: sign, 3: of, index }): LabelledNumber[] => {
    const behind = line.slice(index + length, index + length + 60);
    const isSaid = besideWhole.test(behind) || beforeWhole.test(line.slice(Math.max(0, index - 40), index));
    const isAlone = sign !== '/' && /^(?:[.,;)]|\s*$)/.test(behind);
    const isPart = Number(of) >= fewestOfWhole && Number(part) <= Number(of);
    return (isSaid || isAlone) && isPart ? [{ kind: 'count', value: Number(part) }] : [];
  });
}

/** `Only 4 claimants`, `kun 4 ledige`: whatever they are, they are few. */
const only =
  /(?<!\p{L})(?:only|just|nur|lediglich|kun|endast|bare|solo|solamente|soltanto|slechts|maar|seulement|apenas|somente|vain|tylko|jen) (\d{1,6}) (\p{L}{3,30})/gu;
/** `2 adhérents sur 899`, in which they are named between. */
const named =
  /(?<![\w.,/%-])(\d{1,6}) (\p{L}{3,30})(?: \p{L}{3,30})? (?:out of|sur|von|av|af|van(?: de)?|de|su|di|z|spośród) (?:(?:the|den|les|los|de|i) )?(\d{2,7})(?![\w/%-]|[.,]\d)/gu;

function ofOthers(line: string): LabelledNumber[] {
  const counts = [
    ...[...line.matchAll(only)].map(([, digits, noun = '']) => ({ digits, noun, of: Number.POSITIVE_INFINITY })),
    ...[...line.matchAll(named)].map(([, digits, noun = '', of]) => ({ digits, noun, of: Number(of) })),
  ];
  return counts.flatMap(({ digits, noun, of }): LabelledNumber[] => {
    const label = labelOf(noun);
    const isNobody = label.isOther || label.isTime || label.isMeasure || label.isStatistic || label.isPercent;
    return isNobody || of < fewestOfWhole || Number(digits) > of ? [] : [{ kind: 'count', value: Number(digits) }];
  });
}

/** `Participants by class: none 402, low 225, very high 4`. */
const list =
  /^\W*([^:]{3,60}): ((?:\p{L}[\p{L} /'’-]{0,30}? \d{1,6}(?:[,;] (?:(?:and|und|et|y|e|en|og|och) )?|\.?\s*$)){2,20})\s*$/u;

function inLists(line: string): LabelledNumber[] {
  const [, head = '', entries = ''] = list.exec(line) ?? [];
  const label = labelOf(head);
  if (!label.counts || label.words.length > 6) return [];
  const counts = [...entries.matchAll(/ (\d{1,6})(?!\w)/g)].map(([, digits]) => Number(digits));
  return Math.max(...counts) < fewestOfWhole ? [] : counts.map((value) => ({ kind: 'count', value }));
}

/** `212 incidents; 5 of these followed …`: what they are was said before. */
const those =
  /(?:^|[;.,:(] ?)(?:only )?(\d{1,6}) (?:of (?:these|those|them|whom)|(?:von|unter) (?:ihnen|diesen)|d'entre (?:eux|elles)|de (?:ellos|ellas|eles|elas)|van hen|av (?:dem|disse)|af dem|di (?:loro|essi)|z nich|z nichz|heista) (\p{L}{2,30})/gu;

function ofThose(line: string): LabelledNumber[] {
  return [...line.matchAll(those)].flatMap(([, digits, next = '']): LabelledNumber[] => {
    const { isOther, isTime, isMeasure, isStatistic, isPercent } = labelOf(next);
    return isOther || isTime || isMeasure || isStatistic || isPercent ? [] : [{ kind: 'count', value: Number(digits) }];
  });
}

const freedomForms = [
  /\bresidual.{0,60}? on (\d{1,9}) {1,4}degrees of freedom/i,
  /\bF-statistic.{0,40}? on \d{1,9} and (\d{1,9}) DF/i,
  /\bF\( ?\d{1,9}, {0,4}(\d{1,9})\) {0,20}=/,
];

function freedoms(line: string): LabelledNumber[] {
  if (!/ on \d|\bF\(/.test(line)) return [];
  return freedomForms.flatMap((form) => {
    const [, digits] = form.exec(line) ?? [];
    return digits === undefined ? [] : [{ kind: 'residual-dof', value: Number(digits) }];
  });
}
