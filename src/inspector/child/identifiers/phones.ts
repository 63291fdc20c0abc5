/** Numbers of other things, which have as many digits. */
const others =
  /\b(?:isbn|issn|doi|pmid|pmcid|nct|isrctn|orcid|arxiv|version|grant|ref|invoice|lat|lon|seed|hash|commit|sha)\b|10\.\d{4}\//i;
const international =
  /(?<![\p{L}\d+.(=-])\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d)[ .-]?(?:\(0?\d{0,5}\))?(?:[ ./-]{0,2}\d){6,12}(?![\d%]|[.,]\d)/gu;
/** Those of Britain and its neighbours, of Germany and of France begin with a zero; a decimal number would have a point behind it. */
const national = [
  /(?<![\p{L}\d.,/+-])\(0\d{1,5}\)[ -]?\d{2,8}(?:[ -]\d{2,8}){0,3}(?![\d%]|\.\d)/u,
  /(?<![\p{L}\d.,/+:-])(?<!\d[.,]? )0(?!0)\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4}(?! ?[\d%]|[./-]\d)/u,
  /(?<![\p{L}\d.,/+:-])(?<!\d[.,]? )0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}(?![ .-]?\d)/u,
  /(?<![\p{L}\d.,/+:-])(?<![\d.,] )(?:07\d{9}|06[ -]?\d{8})(?!\d|\.\d)/u,
  /(?<![\p{L}\d.,/+-])\([2-9]\d\d\) ?[2-9]\d\d[ .-]\d{4}(?!\d)/u,
];
const label =
  /(?<![\p{L}])(?:(?:tele)?phone|tel|mobile|fax|call(?:ed)?(?: on| at)?|ring|tel[eé]f[oó]n(?:o|e|nummer)?|telefoon(?:nummer)?|t[ée]l[ée]phone|gsm|handy(?:nummer)?|mobil|movil|cellulare|telemovel|telephone|puhelin|portable|contact|kontakt|contacto|contatto)(?: (?:number|no|nr|is|on|(?:de la|del|do|da|van de|der|des|of the) \p{L}{4,12})){0,4}[.:= ]{1,3}\(?\+?\d(?:[ ()./-]{0,2}\d){6,13}(?![\d%]|\.\d)/iu;

/** Numbers that belong to people alone, behind a word for somebody or for calling them. */
const mobile =
  /(?<!\p{L})(?:llamar|llame|contactar|contattare|chiamare|telefonare|ligar|contactez|joindre|appeler|aranacak|ara(?:yın|nmalı)|hasta|paziente|paciente|pacjent)(?!\p{L}).{0,60}?(?<![\d.,/+-])(?:[679]\d{2}[ .]\d{3}[ .]\d{3}|3\d{2}[ .]?\d{3} ?\d{4}|05\d{2} \d{3} \d{2} \d{2}|9\d{2} \d{3} \d{3})(?![\d%]|[.,]\d)/iu;

/** What is asked of a reader: `Ring Odd Aas on 45730634`. */
const asked =
  /(?<!\p{L})(?:[Rr]ing|[Cc]all|[Pp]hone|[Tt]ext|[Rr]ufen [Ss]ie|[Aa]ppelez|[Ll]lame a|[Bb]el|[Ss]oita) (?:\p{Lu}[\p{L}'’-]{1,20} ){1,3}(?:on|at|på|pa|unter|au|al|op|numeroon) \(?\+?\d(?:[ ()./-]{0,2}\d){6,13}(?![\d%]|\.\d)/u;

/** Whom one asks by telephone or mail, and words for somebody of whom a line tells. */
const institution =
  /(?<!\p{L})(?:(?:data|support|study|press|client|customer) (?:service|team|office|desk)|services?|secr[eé]taria\p{L}*|sekretari\p{L}*|segreteria|help ?(?:line|desk)|hotline|switchboard|reception|registry|registre|centralita|centralino|infoline|hospitals?|h[oôó]pita(?:l|ux)|ospedale|krankenhaus|klinikum|ziekenhuis|sjukhus\p{L}*|sygehus\p{L}*|sykehus\p{L}*|sairaala|szpital\p{L}*|universit\p{L}*|uniwersytet\p{L}*|yliopisto|istituto|instituto|institut\p{L}*|vaihde|växel|sentralbord|zentrale|ministr?\p{L}*|u?mc|medical cent(?:er|re))(?!\p{L})/iu;
const somebody =
  /(?<!\p{L})(?:patient|participant|mother|father|son|daughter|tenant|pupil|student|respondent|claimant|(?:s?he|h(?:er|is))(?!\p{L})|paciente?|paziente|pacjent|kl[aä]ger|mieter|assur[eé])/iu;

/** Whether a line tells of a hospital, an office or its like, and of nobody in it. */
export const isOfOffice = (line: string): boolean => institution.test(line) && !somebody.test(line);

/** Whether there is a number of a telephone in a line. Rows of numbers, versions and codes are none. */
export function hasPhone(line: string): boolean {
  if (!/[+(]\d|(?<!\d)0\d|[a-z]/i.test(line) || others.test(line)) return false;
  if (isOfOffice(line)) return false;
  if (label.test(line) || asked.test(line) || mobile.test(line)) return true;
  // Lines that are mostly numbers are rows.
  if (!/\p{L}{3}/u.test(line)) return false;
  for (const [number] of line.matchAll(international)) if (number.replaceAll(/\D/g, '').length >= 9) return true;
  return national.some((form) => form.test(line) && !isSequence(form.exec(line)?.[0] ?? ''));
}

const whole =
  /^(?:\+[1-9]\d{0,2}|00[1-9]\d{0,2}|\(?0\d{1,4}\)?|\([2-9]\d\d\)|[2-9]\d\d(?=-\d{3}-\d{4}$))(?:[ ./-]{0,2}\(?\d{1,9}\)?){1,6}$/;

/** Whether a text is nothing but a number of a telephone, as people write it: with its parts apart, or with the sign of another country. */
export function isPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return (
    digits >= 9 &&
    digits <= 15 &&
    /^\+|\d[ /-]|(?:\d.*\.){2}/.test(text) &&
    !/^\+?\d*\.\d+$/.test(text) &&
    whole.test(text)
  );
}

/** `01 02 03 04 05` counts. */
function isSequence(number: string): boolean {
  const parts = number
    .split(/\D+/)
    .filter((part) => part !== '')
    .map(Number);
  return parts.length > 2 && parts.every((part, at) => at === 0 || part === (parts[at - 1] ?? 0) + 1);
}
