import { quasiOf } from '../../identifiers/quasi.ts';
import { isPublicLabel } from '../identifier-labels.ts';
import type { Label } from '../label.ts';

/** Letters with digits, or digits alone, as a study numbers those who are in it. */
const ofCase = /^[A-Z]{0,4}[-_/ ]?\d{1,12}[A-Z]?$/i;
/** The same where it can hardly be anything else. */
const surelyOfCase = /^[A-Z]{1,4}[-_/ ]?\d{3,12}[A-Z]?$|^[A-Z]{1,3}[-_/ ]\d{2,12}$/i;
const numberWord = /^(?:id|nr|no|num|number|nummer|numero|nro)$/;
const inOneWord = /^\p{L}{2,20}(?:id|nr|nummer)$|^(?:pat|resp|subj|part|pers|emp|cust|stud|case)no$/u;

/** Whether a column has a number for each case: told by its head, or by the shape of what stands in it. */
export function numbersCases(label: Label, texts: readonly string[]): 'by-name' | 'by-shape' | undefined {
  const different = new Set(texts).size;
  // Numbers drawn at random may come twice.
  if (texts.length < 2 || different < 0.95 * texts.length || isPublicLabel(label.words)) return undefined;
  if (namesCases(label.words) && texts.every((text) => ofCase.test(text))) return 'by-name';
  return different === texts.length && texts.every((text) => surelyOfCase.test(text)) ? 'by-shape' : undefined;
}

/** Whether a head names what cases are numbered by. */
export function namesCases(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return (
    quasiOf(words) === 'person' ||
    (words.length > 1 && numberWord.test(last)) ||
    (words.length === 1 && inOneWord.test(last))
  );
}
