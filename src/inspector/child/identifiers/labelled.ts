import { isDay } from '../checks/patterns.ts';

const list = (text: string) => text.trim().split(/,\s*/).join('|');

/** Words behind which a number is that of a person, in languages of Europe; `numero` stands for each way to write it. */
const names = list(`
  mrn, ssn, nino, bsn, kvnr, kv ?(?:nummer|nr), sin(?==), pesel, cpf, nir, nie, dni, nif, niss, nhc, ipp, hetu, cpr, cprnr, fnr, tfn, ppsn, nric, curp, cnp, egn, ahv,
  aadhaa?r, medical record, hospital(?= ?(?:no|number|id|#|nr)), social security, national insurance, nhs(?= ?(?:no|number|id)), chi(?= ?(?:no|number)),
  pps, tax file, national id(?:entity|entification)?, identity card, id card, citizen, passport, driv(?:ing|er'?s) licen[cs]e, (?:bank|credit|debit|insurance|health)? ?card(?= ?(?:no|number|nr|#)), medicare, medicaid,
  health (?:card|insurance), my number, personal (?:identity|identification), social insurance, insurance id, bank account,
  (?:kranken|sozial|renten)?versicher(?:ungs|ten|ung|t) ?(?:nummer|nr|id), patienten ?(?:nummer|nr|id|kennung), fall ?nummer, aufnahme ?nummer,
  (?:personal|reise)?(?:ausweis|pass) ?(?:nummer|nr), vers ?nr, (?:kranken|patienten)akten ?(?:nummer|nr), r\\.c\\.?, steuer(?:liche)? ?(?:id|identifikations ?nummer|nummer), steueridentifikationsnummer,
  numero (?:de |d')?(?:securite sociale|patient|dossier (?:medical|patient)|carte vitale|identite), dossier(?= ?(?:n[°ºo]|no|nr|num)), chart(?= ?(?:no|number|nr|#)), (?:student|patient|client|pupil|staff) record, registered patient, historia(?= ?n), identifiant (?:du )?patient, securite sociale,
  numero (?:de |da |do )?(?:la |el )?(?:historia(?: clinica)?|seguridad social|paciente|afiliacion|utente|prontuario|contribuinte|beneficiario|cartao),
  historia clinica, seguridad social, documento de identidad, numero di (?:tessera|cartella|paziente), codice (?:fiscale|paziente|sanitario), codfisc,
  tessera sanitaria, cartella clinica, cartao (?:de cidadao|nacional de saude), prontuario, burgerservice ?nummer, rijksregister ?nummer,
  patient ?(?:nummer|nr), zorgpas ?nummer, person ?nummer, journal ?nummer, samordnings ?nummer, cpr ?(?:nummer|nr), fodsels ?(?:nummer|nr), personkode,
  henkilotunnus, potilas ?(?:numero|tunnus), numer (?:pesel|pacjenta|dowodu|ubezpieczenia)(?: osobistego)?, id pacjenta, rodne cislo, (?:t\\.? ?c\\.? ?)?kimlik(?: ?numaras[^ ]*)?, αμκα, αφμ, taj(?: ?szam)?, tajszam, szemelyi szam, isikukood, asmens kodas, personas kods, oib, jmbg, emso,
  sv[ -]?(?:nr|nummer), sin(?= \\d{3} \\d{3} \\d{3}(?!\\d)), kennitala, prison(?= ?(?:no|number|nr)), prisoner(?= ?(?:no|number|nr)), inmate(?= ?(?:no|number|nr)),
  cod(?:ul)? numeric personal, снилс, рнокпп, енчб, ег[нx]`);

/** What the names above hold: nearly every line is done with after these. */
const stems =
  /(?<![a-z])(?:mrn|ssn|nino|bsn|kv|sin[= ]|sv[ -]?n|kennit|prison|inmate|pesel|cpf|nir|nie|dni|nif|niss|nhc|ipp|hetu|cpr|fnr|tfn|nric|curp|cnp|egn|ahv|nhs |chi |pps|pass)|aadha|medical rec|hospital[ _-]?[n#i]|security|insurance|tax file|national id|id card|identity c|citizen|licen|medica[ir]|health card|my number|personal id|bank acc|versich|ausweis|fall|aufnahme|akten|vers[ _]?nr|r\.c\.|steuer|numero|identifiant|securite|n[°º]|historia|dossier|chart|record|registered|seguridad|documento|codice|codfisc|card[ _-]?[n#]|tessera|cartella|cartao|prontuario|burger|rijksreg|nummer|nr|potilas|numer |id pac|rodne|kimlik|αμκα|αφμ|taj|szemelyi|isikukood|asmens|personas kods|oib|jmbg|emso|numeric personal|снилс|рнокпп|енчб|егн|personkode|henkilo/;
const personStems =
  /(?:patient|participant|subject|person|member|client|policy|unit|enrol+ee|respondent|donor|beneficiary|insured)(?:'s)?[ _-]?[in#]|pacient|pazient/;
/** The same where a person and "number" stand together; such a number may be how many there are, unless it is long or begins with a letter or a zero. */
const persons =
  'patient|participant|subject|person|member|client|policy|unit|enrolee|enrollee|respondent|donor|beneficiary|insured';
const numero = '(?:number|numero|nummer|numer|num|nro|no|nr|n\\.?[°ºo]|#)';
const between = `(?:[ _-]?(?:${numero}|code|id))?[.:]?(?: (?:of|for|van|der|des|du|de|del|della|do|da|til)(?: [a-z]{1,12}){1,3}| (?:pacjent|klient|ucznia|pacient|zak|potilaan|asiakkaan)[a-z]{0,3})?(?: (?:is|was|ist|lautet|war|est|es|e|on|er|ar|to|in)(?= ))?[ ."'(:=#*|<!>\\]-]{1,8}`;
const token = '([a-z]{0,4}[-_/ ]?\\d(?:[ ./-]?[\\da-z]){2,24})';
const named = new RegExp(
  `(?<![a-z\\d])(?:${names.replaceAll('numero', numero).replaceAll(' ?', '[ _-]?')})(?:s)?${between}${token}`,
  'g',
);
const person = new RegExp(
  `(?<![a-z\\d])(?:${persons})(?:'s)?[ _-]?(?:id(?:entifier)?|(${numero}))[ ."'(:=#*|>-]{1,6}(?:is |was )?${token}`,
  'g',
);
const lettered =
  /driv(?:ing|er'?s) licen[cs]e (?:no\.? |number )?[a-z9]{5} ?\d{6}|(?<![a-z\d])(?:patient|participant|subject|patientin|paciente|paziente) [a-z]{1,3}[-_]?\d{4,10}(?![\da-z])/;
/** Whole words of scripts that have no spaces between them. */
const eastern =
  /(?:身份证|病历号|住院号|患者番号|患者id|マイナンバー|個人番号|被保険者番号|주민등록번호|환자번호)\D{0,8}[a-z\d][a-z\d-]{3,20}/;

/**
 * A line about a variable, which tells how many values it has or a statistic of it: left of a bar as Stata prints it, in a list of variables
 * with their means, or in words. `.0` is how pandas writes whole numbers beside missing ones.
 */
const ofVariable =
  /^\s*[^|:]{1,40} \|\s+[-\d.,]+(?:\s|$)|^\s*[a-z]\w{0,30}_\w{1,30}\s+(?:[-\d,]{1,15}\s+){0,8}-?\d{0,9}\.\d{0,8}[1-9]|\b(?:number|values|levels) of\b|\b(?:unique|distinct) values\b|non-null|not printed|n_?(?:unique|distinct)\b/;

/** The part of a message between hospitals that says who the patient is. */
const ofMessage = /^\W{0,4}pid\|[^|]{0,4}\|[^|]{0,60}\|[^|]{0,20}\d{4}/;
/** `714 833 446 TAJ-szám`: the number stands first. */
const beforeName =
  /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{3}(?:[ -]?\d{1,3})? (?:taj|isikukood|asmens kodas|personas kods|oib|jmbg)(?!\p{L})/u;

/** Whether a word of a line, which is folded, says that the number behind it is that of a person. */
export function hasLabelledIdentifier(line: string): boolean {
  if (ofMessage.test(line) || (/[^\0-~]|isik|asmens|personas|taj/.test(line) && beforeName.test(line))) return true;
  if (!/\d{3}|\d[ ./-]\d/.test(line) || ofVariable.test(line)) return false;
  if (stems.test(line) && isNamed(line)) return true;
  if (personStems.test(line) && isOfPerson(line)) return true;
  return lettered.test(line) || (/[^\0-~]/.test(line) && eastern.test(line));
}

const numberWord =
  /mrn|nummer|number|numero|\bn[ro°º]\b|n[°º]|\bnum|\bid\b|code|codice|tunnus|cislo|kimlik|szam|kood|kodas|kods|αμκα|#/;
const decimal = /^\d{1,6}\.\d+(?![\d.])/;
const years = /^(?:19|20)\d\d(?:[ /-](?:19|20)?\d\d)?(?!\d)/;

/** A name that may be a matter as well, as Medicaid, needs a word for "number" or six digits, and no year. */
function isNamed(line: string): boolean {
  for (const [all, number = ''] of line.matchAll(named)) {
    const digits = digitsIn(number);
    const isNumber = numberWord.test(all.slice(0, -number.length)) && digits >= 4;
    if ((isNumber || digits >= 6) && !isOfYear(all, number) && !isDay(number) && !decimal.test(number)) return true;
  }
  return false;
}

/** Records of patients begin with a year too. */
const isOfYear = (all: string, number: string) => years.test(number) && !/akten/.test(all);

function isOfPerson(line: string): boolean {
  for (const [, counted, number = ''] of line.matchAll(person)) {
    if (/^nct/.test(number) || decimal.test(number)) continue;
    const isOwn = /^(?:[a-z]|0)/.test(number) && digitsIn(number) >= 3;
    if (isOwn || digitsIn(number) >= (counted === undefined ? 3 : 5)) return true;
  }
  return false;
}

/** The digits of a number up to where another word or a decimal begins. */
function digitsIn(number: string): number {
  const [own = ''] = number.split(/(?<=\d) (?=[a-z]{2}|\d{1,6}\.\d{1,3}(?![\d.-]))|(?<=\d)[a-z]{3}/, 1);
  return own.replaceAll(/\D/g, '').length;
}

const births = list(`
  date[ _]of[ _]birth, birth[ _]?date, d\\.?o\\.?b\\.?, born(?: on)?(?: the)?, birthday, geburtsdatum, geb(?:oren|\\.)?(?: am)?, date de naissance, nee? le, nee?\\(e\\) le,
  fecha de nacimiento, nacid[oa](?: el)?, data di nascita, nat[oa] il, geboortedatum, geboren op, data de nascimento, nascid[oa](?: em| a)?,
  fodelsedatum, fodd(?: den)?, fodselsda(?:to|g), fodt(?: den)?, syntymaaika, syntynyt, data urodzenia, urodzon[ya], ur\\.,
  narozen[aiy]?, nar\\., datum narozeni, szuletett, szul\\.?(?: ido)?, szuletesi (?:ido|datum), nascut[a]? (?:la|in|pe), data nasterii, dogum(?: tarihi)?, d\\. ?tarihi, γεν\\.?, γεννηθηκε(?: στις)?, ημερομηνια γεννησης,
  rojen[a]?, roden[a]?, дата рождения, родил(?:ся|ась), f\\.(?= ?\\d)`);
const month = '[a-z]{3,10}';
const days = [
  '\\d{1,4}[-/. ]{1,2}\\d{1,2}[-/. ]{1,2}(?:19|20)?\\d{2}',
  `\\d{1,2}(?:st|nd|rd|th|er|\\.)?[ -](?:de |of )?${month}[ .,-]{1,2}(?:de )?(?:19|20)\\d\\d`,
  `${month} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d\\d`,
];
const birthStems =
  /birth|dob|d\.o\.b|born|geb|nai|ne[e(]? ?|nac|nasc|nat[oa]|fod|synty|urodz|ur\.|nar|szul|nascut|naster|dogum|tarihi|γεν|rojen|roden|рожд|родил|\bf\.|\(\*/;
const born = new RegExp(
  `(?<![a-z])(?:${births})(?: (?:of|des|der|du|de|del|della|do|da|van|til) (?:(?:the|la|de) )?[a-z]{3,14})?(?: (?:patient|client|klant|pacient|paziente|pasient|potila|asiakka)[a-z]{0,4})?(?: (?:is|was|ist|war|est|es|e|:))?,?[ :=("'|-]{0,5}(?:${days.join('|')})(?!\\d)(.{0,14})`,
  'g',
);
/** `(* 17.08.1939)` behind a name, and the place of birth between. */
const starred = /\p{L}{2},? ?\(\* ?\d{1,2}\. ?\d{1,2}\. ?(?:18|19|20)\d\d\)/u;
const bornAt =
  /(?<!\p{L})(?:nat[oa] (?:a|ad) \p{L}{3,20}(?: \p{L}{2,15})? il|nee? a \p{L}{3,20} le|nacid[oa] en \p{L}{3,20}(?: \p{L}{2,15})? el|nascid[oa] em \p{L}{3,20} a|geboren (?:te|in) \p{L}{3,20}(?: op| am)?|fodd i \p{L}{3,20}(?: den)?|born (?:in|at) \p{L}{3,20} on) \d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}(?:19|20)\d\d(?!\d)/u;
const eastBirth = /(?:出生日期|生年月日|생년월일)\D{0,4}(?:19|20)\d\d\D\d{1,2}\D\d{1,2}/;
/** Words before "born" that speak of many, and what follows the first day of a span. */
const many = /(?:children|people|women|men|those|all|babies|[a-z]{3,}s|who were|were) ?$/;
const span =
  /^ ?(?:-|to|and|until|through|or|bis|und|au|et|al|y|e|tot|en|a|till|og|och) ?(?:\d|later|after|before|[a-z]{3,9} \d)/;

/** Whether a folded line tells the day on which somebody was born, and not a span of days for many. */
export function hasBirthDate(line: string): boolean {
  if (!birthStems.test(line)) return false;
  for (const { index, 0: all, 1: after = '' } of line.matchAll(born)) {
    const isMany =
      /^(?:born|geboren|nee?|nacid|nat|nascid|fod|syntynyt|urodz)/.test(all) &&
      many.test(line.slice(Math.max(0, index - 14), index));
    if (!isMany && !span.test(after)) return true;
  }
  return eastBirth.test(line) || starred.test(line) || bornAt.test(line);
}
