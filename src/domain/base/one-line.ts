import { z } from 'zod';

/** Characters that end a line, cannot be seen, or turn the direction in which it is read. */
const breaking = '\\p{Cc}\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069';
const allowed = new RegExp(`^[^${breaking}]*$`, 'u');
const refused = new RegExp(`[${breaking}]`, 'gu');

/** A text that people choose and that stands in one line wherever it is shown: a title, a name, a label. */
export function oneLineText(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(allowed, 'must be one line, without control characters and without those that turn the reading direction');
}

export function isOneLine(text: string): boolean {
  return allowed.test(text);
}

/** Any text as one line: white space and line ends are spaces, and what cannot be seen or turns the direction is written out, as `\u202e`. */
export function oneLine(text: string): string {
  const written = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  return text.replace(/[\s\u0085]+/gu, ' ').replace(refused, written);
}

/** A text of before there was a rule, of the same length: what the rule refuses is a space or U+FFFD. */
export function madeOneLine(text: string): string {
  return text.replace(refused, (character) => (/[\s\u0085]/u.test(character) ? ' ' : '\ufffd'));
}
