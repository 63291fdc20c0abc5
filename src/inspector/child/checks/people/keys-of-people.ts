import { mayBeYear } from '../counts/rounding.ts';

const letters = /^[A-Z]{1,4}[-_/ ]?\d{2,9}$/i;
const digits = /^\d{3,12}$/;
/** What programs print for the rows or values between those that they show. */
const leftOut = /^(?:\.{2,3}|…|⋮|:)$/;

/**
 * Whether these are the numbers by which a study knows its people: letters with digits, or digits of about one length that neither count up
 * by tens nor are years. Some may come again, as those of somebody who was seen twice.
 */
export function areKeysOfPeople(texts: readonly string[]): boolean {
  const own = texts.filter((text) => !leftOut.test(text));
  if (own.length < 2 || new Set(own).size < 2) return false;
  if (own.every((text) => letters.test(text))) return true;
  const lengths = own.map(({ length }) => length);
  return (
    own.every((text) => digits.test(text)) &&
    Math.max(...lengths) - Math.min(...lengths) <= 1 &&
    !own.every((text) => text.endsWith('0')) &&
    !own.every((text) => mayBeYear(Number(text)))
  );
}
