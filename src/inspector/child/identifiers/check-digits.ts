/** The digits of a text, each times its weight, added up; weights begin again where there are fewer than digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) sum += Number(digits[at]) * (weights[at % weights.length] ?? 0);
  return sum;
}

/** Whether digits have the last one that Luhn's formula gives; letters count from ten on, as on cards of Portugal. */
export function isLuhn(signs: string): boolean {
  let sum = 0;
  for (let at = 0; at < signs.length; at += 1) {
    const value = Number.parseInt(signs[signs.length - 1 - at] ?? '', 36);
    if (at % 2 === 0) sum += value;
    else sum += value * 2 - (value > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}

const turned = '0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258'.split(' ');
const products = [
  ...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
  ...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
];

/** Verhoeff's formula, which India's numbers follow. */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(turned[at % 8]?.[Number(digits[digits.length - 1 - at])]);
    check = Number(products[check]?.[digit]);
  }
  return check === 0;
}

/** ISO 7064, modulus 11 and 10. */
export function isIso1110(digits: string): boolean {
  let rest = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (rest + Number(digit)) % 10;
    rest = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - rest) % 10 === Number(digits.at(-1));
}

/** What digits of any number leave over when divided. */
export function remainder(digits: string, by: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % by;
  return rest;
}

/** Whether ten digits have the check digit of an NHS or CHI number: weights from ten to two, modulus 11. */
export function isHealthNumber(digits: string): boolean {
  return (11 - (weightedSum(digits.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(digits[9]);
}

/** Whether two digits of a month and two of a day can be some. */
export function isCalendarDay(month: string, day: string): boolean {
  const [m, d] = [Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= (m === 2 ? 29 : [4, 6, 9, 11].includes(m) ? 30 : 31);
}
