import type { Attributes, XmlHandler } from '../texts/xml.ts';

const mostStyles = 65_536;
const dayLength = 86_400_000;

/** Takes from `xl/styles.xml` which styles show a number as a date. */
export class Styles implements XmlHandler {
  readonly #dateFormats = new Set<string>();
  readonly #isDate: boolean[] = [];
  #inCells = false;

  isDate(style: string | undefined): boolean {
    return this.#isDate[Number(style)] ?? false;
  }

  open(name: string, { numFmtId = '', formatCode = '' }: Attributes): void {
    if (name === 'cellXfs') this.#inCells = true;
    if (name === 'numFmt' && isDateCode(formatCode)) this.#dateFormats.add(numFmtId);
    if (name === 'xf' && this.#inCells && this.#isDate.length < mostStyles) {
      this.#isDate.push(isDateId(Number(numFmtId)) || this.#dateFormats.has(numFmtId));
    }
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCells = false;
  }
}

/** The formats that programs know without being told, with those of East Asia. */
function isDateId(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/** Whether a format has a day or a year outside of its quoted and bracketed parts. */
function isDateCode(code: string): boolean {
  return /[dy]/i.test(code.slice(0, 256).replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

/** The day that a number stands for, as people write it in tables; the number itself where it is no day. */
export function dayOf(value: string, from1904: boolean): string {
  const days = Number(value) + (from1904 ? 1462 : 0);
  const time = Date.UTC(1899, 11, 30) + days * dayLength;
  if (value === '' || !(days >= 0 && days < 2_958_466)) return value;
  const text = new Date(time).toISOString();
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 16);
}
