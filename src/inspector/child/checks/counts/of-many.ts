import { labelOf } from '../label.ts';
import { numberOf } from '../number.ts';
import { folded } from '../words/folded.ts';
import { countOfShare, type Share, sizeIn } from './file-shares.ts';

/** Fewer are a score or a day, and no group. */
const fewestOfMany = 20;
/** So many numbers with one noun are a list of it. */
const fewestInList = 2;

const whole = String.raw`\d{1,3}(?:[., ']\d{3}){1,2}(?![\d])|\d{2,7}`;
/** Of what is written as `whole`, where points and commas part thousands. */
const sizeOf = (digits: string) => Number(digits.replaceAll(/\D/g, ''));
const word = String.raw`\p{L}[\p{L}'’-]{0,30}`;
const number = String.raw`(${whole}|\d)(?![\w/:-]|[.,:]\d| ?[%:])(?: (${word}))?`;
const of =
  '(?:out )?of|among|von|unter|parmi|sur|van|onder|de|entre|del(?:l[ae])?|dei|degli|su|tra|av|bland|af|blandt|dos|das|dentre|sposrod|z';
const the = '(?:(?:the|these|those|all|den|der|diesen|les|ces|los|las|estos|de|deze|i|gli|le|os|as|alle) ){0,2}';
const whom =
  'z (?:czego|ktorych|toho|nichz)|wovon|von (?:denen|ihnen)|of (?:whom|which|these|them|those)|davon|darunter|dont|de ellos|parmi lesquels|including|di cui|de (?:los|las) (?:cuales|que)|dos quais|van wie|waarvan|varav|heraf|hvoraf|hvorav|joista|w tym';

/** `Of the 340 claimants 4 …`, also where the verb comes first: `Van de 340 leden kregen er 4 …`. */
const ofMany = new RegExp(
  String.raw`(?<![\p{L}\d])(?:${of}) ${the}(${whole})((?: ${word}){1,6}),?((?: ${word}){0,5}) ${number}`,
  'gu',
);
/** `Only 4 of the 318 mothers …` */
const fewOf = new RegExp(
  String.raw`(?<![\p{L}\d.,/%:-])(?<!(?:table|figure|section|step|part|page|wave|item|question) )(\d) (?:${of}) (?:the|den|der|les|los|las|de|de las|de los|i|gli|le|os|as) (${whole}) (\p{L}{4,30})`,
  'gu',
);
/** `340 claimants, 4 with …`, `340 leden, van wie er 4 …`. */
const manyThenFew = new RegExp(
  String.raw`(?<![\w.,/%-])(${whole})((?: ${word}){0,4}) ?(?:[,;:(]|\.(?= (?:${whom})))((?: (?:${whom})(?: er)?)?) ?${number}`,
  'gu',
);
/** `All 441 women were invited. 439 of them answered.` */
const fewOfThem = new RegExp(
  String.raw`(?<![\w.,/%-])(${whole})((?: ${word}){1,6})[.;,:] ?(?:only )?(${whole}|\d) (?:(?:of|among) (?:them|these|those)|von (?:ihnen|diesen)|d'entre (?:eux|elles)|de (?:ellos|ellas|eles|elas)|van hen|av dem|af dem|di (?:loro|essi)|z nich)(?!\p{L})`,
  'gu',
);
/** `All 520 teachers were 44 years old. Of these, 513 stayed.` */
const thenOfThem = new RegExp(
  String.raw`(?<![\w.,/%-])(${whole})((?: ${word}){1,3})[^%;]{0,80}?\. (?:(?:of|among) (?:them|these|those)|von (?:ihnen|diesen)|parmi (?:eux|elles)|de (?:ellos|ellas|estos)|di (?:loro|questi)|van hen|av (?:dem|disse)|z nich),? (${whole}|\d)(?![\w/:-]|[.,:]\d| ?[%:])`,
  'gu',
);
/** What somebody had. */
const had =
  /^(?:with|without|having|had|have|were|was|died|mit|ohne|hatten|waren|avec|avaient|con|tenian|met|hadden|med|hade|havde|fick|fik|aveva\p{L}*|com|tinham)$/u;
/** Behind these a number says when, where or which. */
const placing =
  /(?:^| )(?:in|at|over|within|after|before|per|by|to|from|for|on|with|during|since|until|than|aged?|scored?|rated|bei|nach|im|an|aus|ab|seit|mit|dans|a|au|par|pour|depuis|avec|en|al|con|por|desde|op|na|om|om de|met|pa|efter|i|med|etter|fra|til|type|stage|phase|grade|class|group|table|figure|model|level|step|wave|year|round|visit|week|day|month|version|chapter|section|tier|band)$/;

/** What a sentence tells beside how many all are: how many some are, and how many are left without them. */
interface Part {
  readonly count: number;
  readonly left: number;
}

/** Small and other numbers of people that a sentence tells beside how many all are, whatever these are called. */
export function partsOfMany(line: string): number[] {
  return [...partsIn(line).map(({ count }) => count), ...ofOneNoun(line)];
}

/** How many are left of all without those of whom a sentence tells: `Of 637 claimants 633 stayed`. */
export function leftOfMany(line: string): number[] {
  const shares = rest.test(line) ? sharesIn(line).map(({ size, found }) => size - found.count) : [];
  return [...partsIn(line).map(({ left }) => left), ...betweenTimes(line), ...shares];
}

/** Whether a line tells two numbers: most tell fewer, and no search through them is needed. */
const tellsTwo = /\d\D+\d/;

function partsIn(line: string): Part[] {
  if (!tellsTwo.test(line)) return [];
  const told = [...line.matchAll(ofMany)].flatMap(([, all = '', nouns = '', words = '', few = '', next = '']) =>
    placing.test(`${nouns}${words}`) ? [] : partOf(all, nouns, few, next),
  );
  const listed = [...line.matchAll(manyThenFew)].flatMap(
    ([, all = '', nouns = '', isOfThem = '', few = '', next = '']) =>
      isOfThem === '' && !(had.test(next) && labelOf(nouns).counts)
        ? []
        : partOf(all, nouns, few, had.test(next) ? '' : next),
  );
  const ofThem = [...line.matchAll(fewOfThem), ...line.matchAll(thenOfThem)].flatMap(
    ([, all = '', nouns = '', few = '']) => partOf(all, nouns, few, ''),
  );
  const before = [...line.matchAll(fewOf)].flatMap(([, few = '', all = '', nouns = '']) => partOf(all, nouns, few, ''));
  return [...told, ...listed, ...ofThem, ...before];
}

function partOf(all: string, nouns: string, few: string, next: string): Part[] {
  const [count, many] = [sizeOf(few), sizeOf(all)];
  const isNone = many < fewestOfMany || count > many || isNobody(nouns) || isNobody(next);
  return isNone ? [] : [{ count, left: many - count }];
}

const restWords =
  'the (?:others|rest|remaining|remainder)|die (?:ubrigen|anderen|restlichen)|les autres|le reste|los demas|el resto|gli altri|il resto|de (?:anderen|overigen|rest)|ovriga|de andra|resten|de andre|os (?:outros|restantes)|pozostali|loput|muut';
const rest = new RegExp(String.raw`(?<!\p{L})(?:${restWords})(?!\p{L})`, 'u');
/** Words by which of two numbers of the same people one goes on from the other, or leaves some out. */
const going = new RegExp(
  String.raw`(?<!\p{L})(?:${restWords}|by|until|cumul\p{L}*|left out|without|excluding|excluded|leaving out|bis|ohne|jusqu|sans|hasta|sin|fino|senza|tot|zonder|till|utan|uden|uten|sem|bez|ilman|excluindo|excluyendo)(?!\p{L})`,
  'u',
);

/** The difference between two numbers of one noun: `by month 3 297 clients, by month 4 301 clients`. */
function betweenTimes(line: string): number[] {
  if (!going.test(line)) return [];
  return [...numbersByNoun(line)].flatMap(([noun, counts]) =>
    isNobody(noun) || Math.min(...counts) < fewestOfMany
      ? []
      : counts.slice(1).map((count, at) => Math.abs(count - (counts[at] ?? count))),
  );
}

const numberWithNoun = new RegExp(String.raw`(?<![\w.,/%-])(${whole}|\d) (\p{L}{4,30})(?!\p{L})`, 'gu');

function numbersByNoun(line: string): Map<string, number[]> {
  const byNoun = Map.groupBy(line.matchAll(numberWithNoun), ([, , noun = '']) => noun);
  return new Map([...byNoun].map(([noun, all]) => [noun, all.map(([, digits = '']) => sizeOf(digits))]));
}

/** `25 hurt (slightly), 8 hurt (badly), 57 hurt`. */
function ofOneNoun(line: string): number[] {
  if (!tellsTwo.test(line)) return [];
  return [...numbersByNoun(line)].flatMap(([noun, counts]) => {
    return counts.length >= fewestInList && Math.max(...counts) >= fewestOfMany && !isNobody(noun) ? counts : [];
  });
}

/** Whether words are of a time, a measure or a thing, and of nobody. */
function isNobody(text: string): boolean {
  const label = labelOf(text.trim());
  return label.isOther || label.isTime || label.isMeasure || label.isStatistic || label.isPercent;
}

const sizeOfMany = new RegExp(String.raw`(?<![\p{L}\d])(?:${of}) ${the}(${whole})((?: ${word}){1,4})`, 'gu');
const percent =
  /(?<![\w.,-])(\d{1,2}(?:[.,](\d{1,3}))?) ?\\?%(?! ?(?:ci\b|ki\b|ic\b|confid|konfid|cred|level|sig|interv|limit))/gu;

/** How many people the percentages of a sentence stand for, which says how many all are: `Of the 340 claimants, 0.9 % …`. */
export function sharesOfMany(line: string): number[] {
  return sharesIn(line).map(({ found }) => found.most);
}

function sharesIn(line: string) {
  if (!line.includes('%')) return [];
  const sizes = [...line.matchAll(sizeOfMany)].flatMap(([, all = '', nouns = '']) =>
    isNobody(nouns) ? [] : sizeOf(all),
  );
  const [size = sizeIn(line) ?? sizeOfNoun(line), ...others] = sizes;
  if (size === undefined || size < fewestOfMany || others.length > 0) return [];
  return [...line.matchAll(percent)].flatMap(([, share = '', decimals = '']) => {
    const found = countOfShare(numberOf(share) ?? 0, size, 100, decimals.length);
    return found === undefined ? [] : [{ size, found }];
  });
}

const shareOfNoun = new RegExp(String.raw`% (?:${of}) ${the}(\p{L}{4,30})(?!\p{L})`, 'u');

/** How many those are of whom a share is told: `156 nurses … 3.2% of the nurses`. */
function sizeOfNoun(line: string): number | undefined {
  const [, noun = ''] = shareOfNoun.exec(line) ?? /% (?:der|des) (\p{L}{4,30})/u.exec(line) ?? [];
  const [size, ...others] = isNobody(noun) ? [] : (numbersByNoun(line).get(noun) ?? []);
  return others.length > 0 ? undefined : size;
}

const shareSaid =
  /(?<!\p{L})(?:share|proportion|percent\p{L}*|anteil|part|andel|aandeel|proporcion|proporzione|proporcao|quota|odsetek)(?!\p{L})[^%\d]{0,60}[:=] ?(\d{1,2}[.,](\d{1,3})) ?%\s*$/u;

/** The share that a line tells of all, whose number another line may tell: `share in arrears: 1.34%`. */
export function shareOfAll(line: string): Pick<Share, 'name' | 'percent' | 'decimals'> | undefined {
  const [, share, decimals = ''] = line.includes('%') ? (shareSaid.exec(folded(line)) ?? []) : [];
  return share === undefined ? undefined : { name: '', percent: numberOf(share) ?? 0, decimals: decimals.length };
}
