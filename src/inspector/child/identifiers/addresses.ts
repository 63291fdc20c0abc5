import { hasBirthDate } from './labelled.ts';
import { hasName } from './names.ts';
import { isOfOffice } from './phones.ts';

const place =
  /(?<![A-Za-z\d])[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?) ?\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z\d])/;
const addressLabel =
  /(?<![\p{L}-])(?:(?:home|postal|street|patient|current) )?(?:address|anschrift|adresse|wohnanschrift|adres|direccion|domicilio|indirizzo|morada|endereco|adress|bopael|osoite) ?[:=] ?["']?(?=[^@/]{6,80}$|[^@/]{6,80}[.;)"'])(?:\d{1,4}[a-z]?,? \p{L}|[^\d@/:]{3,40} \d{1,4}[a-z]?(?![\d.]))/u;

/** A house, a place and its postcode in the United Kingdom: `41 Quarry Hill, Bakewell DE45 1QX`. */
const britain =
  /(?<!\p{L})\d{1,4}[a-z]? (?:\p{Lu}[\p{Ll}'’]{1,20} ?){1,3}, (?:\p{Lu}[\p{Ll}'’-]{1,20} ?){1,3},? [A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}(?![A-Za-z\d])/u;
/** Streets with the number of a house, and what follows it where that alone may be anything. */
const streets = [
  britain,
  /(?<!\p{L})\d{1,4}[a-z]? (?:\p{Lu}[\p{Ll}'’]{1,20} ){1,3}(?:Lane|Road|Street|Avenue|Close|Drive|Crescent|Gardens|Terrace|Court|Grove|Rise|Row|Mews|Rd|St|Ave)(?!\p{L})/u,
  /\p{Lu}\p{Ll}{2,30}(?:straße|strasse|str\.|weg|allee|platz|gasse|ring|damm|straat|laan|plein|kade|gracht|singel|dreef|veien|vegen|gata|gatan|vägen|vej|gade|katu|tie) ?\d{1,4} ?[a-zA-Z]?,? (?:\d{4,5}|\d{3} \d\d)(?: [A-Z]{2}(?![\p{L}]))?(?!\d)/u,
  /(?<![\p{L}\d])\d{1,4}(?: ?bis)?,? (?:rue|avenue|boulevard|place|allée|chemin|impasse|quai) (?:d[eu]s? |de la |d')?\p{Lu}/u,
  /(?<!\p{L})(?:rue|avenue|boulevard|allée|chemin|impasse|quai) (?:d[eu]s? |de la |d'|de l')?\p{Lu}[\p{L}'’-]{2,20}(?: \p{Lu}[\p{L}'’-]{2,20})?,? \d{1,4}(?![\d%]|[.,]\d)/u,
  /(?<!\p{L})(?:[Cc]alle|[Aa]venida|[Pp]laza|[Pp]aseo|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua|[Tt]ravessa|[Ll]argo|[Uu]l\.) (?:(?:de|del|della|delle|dei|degli|di|da|do|das|dos|la|los|las) ){0,2}\p{Lu}\p{Ll}{2,20}(?: \p{Lu}\p{Ll}{2,20}){0,2},? (?:n\.?º? ?)?\d{1,4}(?!\d|[.,]\d)/u,
];

/** Words for living somewhere, and a name with a number. */
const dwelling =
  /(?<!\p{L})(?:woont|woonde|wohnt|wohnhaft|habite|bor (?:i|på|ved)|vive en|abita (?:in|a)|mieszka|bydlí|asuu|lives at|lived at|[Ww]ohnhaft|[Dd]omiciliad[oa]|[Dd]omiciliée?|[Rr]esidente(?: in)?)(?!\p{L}).{0,30}?\p{Lu}\p{L}{3,30} \d{1,4}[a-z]?(?![\p{L}\d%]|[.,]\d)/u;

/** Whether a line tells where somebody lives, with the number of the house: behind a word for it, or by the name of a street. */
export const hasAddress = (text: string, fold: string): boolean =>
  addressLabel.test(fold) || dwelling.test(text) || (!isOfOffice(text) && streets.some((form) => form.test(text)));

const placeLabel = /post ?code|\baddress|\bliv(?:es|ed|ing) (?:at|in)\b|\bresid(?:es|ent|ing)\b|\bhome\b/;

/** Whether a line tells a full postcode of the United Kingdom beside a person: with a day of birth, a name, or a word of where somebody lives. */
export function hasPlace(line: string, fold: string): boolean {
  return place.test(line) && (placeLabel.test(fold) || hasBirthDate(fold) || hasName(line));
}
