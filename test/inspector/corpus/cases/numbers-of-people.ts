import type { Draw } from '../corpus-file.ts';

/** An NHS number that is one by its last digit (modulus 11). */
export function nhsNumber(draw: Draw): string {
  for (;;) {
    const digits = Array.from({ length: 9 }, (_, at) => draw.whole(at === 0 ? 4 : 0, 9));
    const sum = digits.reduce((all, digit, at) => all + digit * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return [...digits, check].join('');
  }
}

/** A number of a card with sixteen digits that is one by its last digit (Luhn). */
export function cardNumber(draw: Draw): string {
  const digits = Array.from({ length: 15 }, (_, at) => (at === 0 ? 4 : draw.whole(0, 9)));
  const sum = digits.reduce((all, digit, at) => {
    const weighed = at % 2 === 0 ? digit * 2 : digit;
    return all + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return [...digits, (10 - (sum % 10)) % 10].join('');
}

/** The same number with another last digit, so that it is none. */
export function spoiled(number: string): string {
  return `${number.slice(0, -1)}${(Number(number.slice(-1)) + 1) % 10}`;
}

/** A postcode as the United Kingdom writes them. */
export function postcode(draw: Draw): string {
  return `${draw.of('AB', 'BS', 'CF', 'LS', 'M', 'N')}${draw.whole(1, 20)} ${draw.whole(1, 9)}${draw.of('AB', 'LJ', 'QZ')}`;
}

/** So many digits of sixteen. */
export function hexDigits(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => draw.whole(0, 15).toString(16)).join('');
}

/** A UUID. */
export function uuid(draw: Draw): string {
  return [8, 4, 4, 4, 12].map((count) => hexDigits(draw, count)).join('-');
}

/** A day, as `2019-03-07`. */
export function day(draw: Draw): string {
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${draw.whole(1930, 2010)}-${two(draw.whole(1, 12))}-${two(draw.whole(1, 28))}`;
}
