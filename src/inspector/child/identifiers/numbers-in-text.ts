import { isHealthNumber, remainder } from './check-digits.ts';
import { type NumberKind, numberKinds } from './national.ts';

const mostTokens = 7;
const longestToken = 20;
const shapes = new Map<string, NumberKind[]>();
const health = '999 999 9999';
/** What the shapes begin with, up to each sign between two parts, and up to its end. */
const beginnings = new Set(['999', '999 999']);
for (const kind of numberKinds) {
  for (const shape of kind.isSure ? kind.shapes : []) {
    shapes.set(shape, [...(shapes.get(shape) ?? []), kind]);
    for (const { index } of shape.matchAll(/[ ./-]+/g)) beginnings.add(shape.slice(0, index));
  }
}

/** What a line holds that names a person by its digits alone. */
interface Numbers {
  readonly hasNumber: boolean;
  /** Ten digits as the NHS writes them, with its check digit. */
  readonly hasHealthNumber: boolean;
}

/** Reads a line, as plain text, for numbers whose form and check digits nothing else has. */
export function numbersIn(line: string): Numbers {
  const found = { hasNumber: hasAccount(line), hasHealthNumber: false };
  for (let from = 0; from < line.length; ) {
    const { shape, to } = tokenAt(line, from);
    if (to === from) from += 1;
    else {
      const mayBe = shapes.has(shape) || (beginnings.has(shape) && ' ./-'.includes(line[to] ?? '|'));
      if (mayBe && mayBegin(line, from)) lookFrom(line, from, found);
      from = to;
    }
  }
  return found;
}

/** Holds what begins at a place, with one part after the other, to the shapes. */
function lookFrom(line: string, from: number, found: { hasNumber: boolean; hasHealthNumber: boolean }): void {
  let { shape, to } = tokenAt(line, from);
  for (let nth = 0; nth < mostTokens; nth += 1) {
    const bare = () => line.slice(from, to).replaceAll(/[^A-Za-z0-9]/g, '');
    const kinds = shapes.get(shape);
    const holds = shape === health ? isHealth(bare()) : kinds?.some((kind) => kind.holds(bare()));
    if (holds && isWhole(line, from, to, shape)) {
      if (shape === health) found.hasHealthNumber = true;
      else found.hasNumber = true;
    }
    if (!beginnings.has(shape)) return;
    const between = line.startsWith(' / ', to) ? ' / ' : (line[to] ?? '');
    const next = tokenAt(line, to + between.length);
    if (!/^[ ./-]/.test(between) || next.shape === '') return;
    shape += between + next.shape;
    to = next.to;
  }
}

const isHealth = (digits: string) => /^[4679]/.test(digits) && isHealthNumber(digits);
const nines = '9'.repeat(longestToken);

/** The word of letters and digits that begins at a place, as its shape; none where it has small letters or is too long. */
function tokenAt(line: string, from: number): { shape: string; to: number } {
  let to = from;
  let digits = 0;
  let capitals = 0;
  for (; to < line.length; to += 1) {
    const code = line.charCodeAt(to);
    if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (code >= 0x41 && code <= 0x5a) capitals += 1;
    else if (code < 0x61 || code > 0x7a) break;
  }
  const length = to - from;
  if (length > longestToken || digits + capitals < length) return { shape: '', to };
  const shape =
    capitals === 0 ? nines.slice(0, length) : line.slice(from, to).replaceAll(/[A-Z]/g, 'A').replaceAll(/\d/g, '9');
  return { shape, to };
}

function isWhole(line: string, from: number, to: number, shape: string): boolean {
  return mayEnd(line, to) && (shape.includes(' ') ? standsApart(line, from, to) : isToldOf(line, shape));
}

/** No part of a longer word, path, decimal or negative number. */
function mayBegin(line: string, at: number): boolean {
  const before = line[at - 1] ?? ' ';
  if (before === ' ') return true;
  if (/[\p{L}\d_@/\\.+%-]/u.test(before)) return false;
  return before !== ',' || !/\d/.test(line[at - 2] ?? ' ');
}

function mayEnd(line: string, at: number): boolean {
  return !/^(?:[\p{L}\d_@%\\]|[-./:,]\d|[-/]\p{L})/u.test(line.slice(at, at + 2));
}

/** Digits alone are a number of a person only where words speak of it, not in a row of numbers. */
function isToldOf(line: string, shape: string): boolean {
  return !/^9+$/.test(shape) || /\p{L}{3}/u.test(line);
}

/** Numbers with single spaces between them may be a row of a table. */
function standsApart(line: string, from: number, to: number): boolean {
  const isBehind = /\d/.test(line[from] ?? '') && /[\d.)%] {1,3}$/.test(line.slice(Math.max(0, from - 4), from));
  return !isBehind && !(/\d/.test(line[to - 1] ?? '') && /^ {1,3}[-(]?\d/.test(line.slice(to, to + 5)));
}

/** How long the accounts of each country are. */
const accounts =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28' +
  'HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29' +
  'RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20';
const lengths = new Map(
  [...accounts.matchAll(/([A-Z]{2})(\d{2})/g)].map(([, country = '', length]) => [country, Number(length)]),
);

/** Whether there is an IBAN in a line: two letters of its country, as many signs as there, and modulus 97. */
function hasAccount(line: string): boolean {
  for (const { index: at, 0: begin } of line.matchAll(/(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9])/g)) {
    const length = lengths.get(begin.slice(0, 2));
    if (length === undefined) continue;
    const [signs = ''] = /^[A-Z0-9]{4}(?:[ -]?[A-Z0-9]){11,30}/.exec(line.slice(at, at + 48)) ?? [];
    const bare = signs.replaceAll(/[ -]/g, '').slice(0, length);
    const turned = `${bare.slice(4)}${bare.slice(0, 4)}`.replaceAll(
      /[A-Z]/g,
      (letter) => `${letter.charCodeAt(0) - 55}`,
    );
    if (bare.length === length && remainder(turned, 97) === 1) return true;
  }
  return false;
}
