import {
  isCalendarDay,
  isHealthNumber,
  isIso1110,
  isLuhn,
  isVerhoeff,
  remainder,
  weightedSum,
} from './check-digits.ts';

/** A kind of number that names one person, or an account of theirs. */
export interface NumberKind {
  /** As it is written: 9 for a digit, A for a capital letter. */
  readonly shapes: readonly string[];
  /** Takes its letters and digits alone. */
  readonly holds: (bare: string) => boolean;
  /** How often a text of its shape, drawn by chance or counted up by day, passes. */
  readonly chance: number;
  /** Nothing else looks like it, so that it counts wherever it stands. */
  readonly isSure: boolean;
}

const kind = (shapes: string, holds: NumberKind['holds'], chance: number, isSure: boolean): NumberKind => ({
  ...{ shapes: shapes.split(/,\s*/), holds, chance, isSure },
});
/** Sure where it is written so; told by a column of them otherwise. */
const sure = (shapes: string, holds: NumberKind['holds'], chance = 0.1) => kind(shapes, holds, chance, true);
const unsure = (shapes: string, holds: NumberKind['holds'], chance = 0.1) => kind(shapes, holds, chance, false);

const nino = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;
const medicare =
  /^[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d\d$/;
const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';
const prefixes = /^(?:4|5[1-5]|2[2-7]|3[47]|6(?:011|4[4-9]|5|2)|35)/;
const isCard = (text: string) => prefixes.test(text) && isLuhn(text);
const day = (text: string, month: number, at: number) =>
  isCalendarDay(text.slice(month, month + 2), text.slice(at, at + 2));
const swedish = (text: string) => day(text, 2, 4) && isLuhn(text);
const danish = (text: string) => day(text, 2, 0) && weightedSum(text, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
const mod11 = (digits: string, weights: readonly number[]) => {
  const rest = weightedSum(digits.slice(0, weights.length), weights) % 11;
  return rest % 11 === 0 ? 0 : 11 - rest;
};

function isFrench(text: string): boolean {
  if (!/^[12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)/.test(text)) return false;
  const digits = text.replace('2A', '19').replace('2B', '18');
  return /^\d+$/.test(digits) && 97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13));
}

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
function isItalian(text: string): boolean {
  if (!/^.{8}[ABCDEHLMPRST](?:[04][1-9]|[1256]\d|[37][01])/.test(text)) return false;
  const sum = [...text.slice(0, 15)].reduce((all, sign, at) => {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    return all + (at % 2 === 0 ? (odd[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === text[15];
}

function isSpanish(text: string): boolean {
  const digits = text.slice(0, 8).replace(/^[XYZ]/, (letter) => `${'XYZ'.indexOf(letter)}`);
  return /^\d{8}$/.test(digits) && letters[Number(digits) % 23] === text[8];
}

function isFinnish(text: string): boolean {
  const digits = `${text.slice(0, 6)}${text.slice(-4, -1)}`;
  return day(text, 2, 0) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === text.at(-1);
}

function isNorwegian(text: string): boolean {
  if (!day(text, 2, 0)) return false;
  return (
    mod11(text, [3, 7, 6, 1, 8, 9, 4, 5, 2]) === Number(text[9]) &&
    mod11(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) === Number(text[10])
  );
}

function isBelgian(text: string): boolean {
  const check = Number(text.slice(9));
  const is = (digits: string) => 97 - remainder(digits, 97) === check;
  return day(text, 2, 4) && (is(text.slice(0, 9)) || is(`2${text.slice(0, 9)}`));
}

function isPolish(text: string): boolean {
  const month = `${Number(text.slice(2, 4)) % 20}`;
  return isCalendarDay(month, text.slice(4, 6)) && weightedSum(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

function isBrazilian(text: string): boolean {
  const check = (length: number) =>
    ((weightedSum(text.slice(0, length), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].slice(10 - length)) * 10) % 11) % 10;
  return new Set(text).size > 1 && check(9) === Number(text[9]) && check(10) === Number(text[10]);
}

function isChinese(text: string): boolean {
  if (!/^[1-8]\d{5}(?:19|20)\d\d/.test(text) || !day(text, 10, 12)) return false;
  return (
    '10X98765432'[weightedSum(text.slice(0, 17), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] ===
    text[17]
  );
}

/** Of the first ten digits one stands there twice or three times, and one or two do not. */
function isGermanTax(text: string): boolean {
  const different = new Set(text.slice(0, 10)).size;
  return text[0] !== '0' && (different === 9 || different === 8) && isIso1110(text);
}

function isGermanPension(text: string): boolean {
  const letter = `${text.charCodeAt(8) - 64}`.padStart(2, '0');
  const digits = `${text.slice(0, 8)}${letter}${text.slice(9, 11)}`;
  const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((all, weight, at) => {
    const product = weight * Number(digits[at]);
    return all + Math.floor(product / 10) + (product % 10);
  }, 0);
  return day(text, 4, 2) && sum % 10 === Number(text[11]);
}

function isGermanHealth(text: string): boolean {
  const digits = `${`${text.charCodeAt(0) - 64}`.padStart(2, '0')}${text.slice(1)}`;
  const sum = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2].reduce((all, weight, at) => {
    const product = weight * Number(digits[at]);
    return all + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === Number(text[9]);
}

const isIrish = (text: string) => {
  const last = text[8] === undefined || text[8] === 'W' ? 0 : text.charCodeAt(8) - 64;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weightedSum(text.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + 9 * last) % 23] === text[7];
};
const isJapanese = (text: string) => {
  const rest = weightedSum(text.slice(0, 11), [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === Number(text[11]);
};
const isAustrian = (text: string) =>
  day(text, 6, 4) && weightedSum(text, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(text[3]);
const isSwiss = (text: string) => text.startsWith('756') && weightedSum(text, [1, 3]) % 10 === 0;
const isDutch = (text: string) => weightedSum(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
const isPortuguese = (text: string) =>
  /^[1-3]/.test(text) && mod11(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 10 === Number(text[8]);
const isAustralianTax = (text: string) => weightedSum(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
const isAustralianHealth = (text: string) =>
  /^[2-6]/.test(text) && weightedSum(text.slice(0, 8), [1, 3, 7, 9]) % 10 === Number(text[8]);

/** What is told by its digits. Where a shape is sure, it is so because it holds a day, letters or two check digits. */
export const numberKinds: readonly NumberKind[] = [
  sure('9999 9999 9999 9999, 9999-9999-9999-9999, 9999999999999999, 9999 999999 99999, 9999-999999-99999', isCard),
  unsure('999999999999999', isCard),
  sure(
    '9 99 99 99 999 999 99, 999999999999999, 9999999999999 99, 9 99 99 9A 999 999 99, 999999A99999999, 9 99 99 99 999 999 / 99',
    isFrench,
    0.01,
  ),
  sure('AAAAAA99A99A999A, AAA AAA 99A99 A999A', isItalian, 0.04),
  sure('99999999A, 99999999-A, A9999999A, A-9999999-A', isSpanish, 0.05),
  sure('AA999999A, AA 99 99 99 A, AA 999999 A', (text) => nino.test(text), 0.05),
  sure('999999-999A, 999999-9999, 999999A999A, 999999A9999', isFinnish, 0.04),
  sure('999999-9999, 99999999-9999', (text) => swedish(text.slice(-10)) || danish(text)),
  unsure(
    '9999999999, 999999999999',
    (text) => (text.length === 10 || /^(?:19|20)/.test(text)) && swedish(text.slice(-10)),
  ),
  unsure('9999999999', danish),
  sure('999999 99999, 99999999999', isNorwegian, 0.01),
  sure('99.99.99-999.99, 99999999999', isBelgian, 0.02),
  unsure('99999999999', isPolish),
  unsure('99999999999, 99 999 999 999', isGermanTax),
  unsure('99999999999', isBrazilian, 0.01),
  sure('999.999.999-99', isBrazilian, 0.01),
  sure('999999999999999999, 99999999999999999A', isChinese),
  sure('999.9999.9999.99, 9999999999999', isSwiss, 0.001),
  sure('9999999999999, 999999 9999 999', (text) => /^.{10}[01][89]/.test(text) && day(text, 2, 4) && isLuhn(text)),
  sure('AAAA999999AAAAAA99, AAAA999999AAAAAAA9', (text) => /^.{10}[HMX]/.test(text) && day(text, 6, 8), 0.01),
  sure('9AA9-AA9-AA99, 9A99-A99-AA99, 9AA9-A99-AA99, 9A99-AA9-AA99, 9AA9AA9AA99', (text) => medicare.test(text), 0.05),
  sure('AAAAA999999AA9AA', (text) => /^.{6}(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])/.test(text), 0.05),
  sure('99 999999 A 999, 99999999A999', isGermanPension),
  sure('9999 999999', isAustrian),
  unsure('9999999999', isAustrian),
  unsure('A999999999', isGermanHealth),
  unsure('9999999A, 9999999AA', isIrish, 0.05),
  sure('999999999AA9, 99999999 9 AA9', isLuhn),
  unsure('9999 9999 9999, 999999999999', (text) => /^[2-9]/.test(text) && isVerhoeff(text)),
  unsure('9999 9999 9999, 999999999999', isJapanese),
  unsure('999-999-999, 999 999 999, 999999999', isLuhn),
  unsure('999999999', isDutch),
  unsure('999999999', isPortuguese),
  unsure('999999999', isAustralianTax),
  unsure('9999 99999 9, 9999999999', isAustralianHealth),
  unsure('9999999999', (text) => /^[12]/.test(text) && isLuhn(`80840${text}`)),
  unsure('999 999 9999, 999-999-9999, 9999999999', isHealthNumber),
];
