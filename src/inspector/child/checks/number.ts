/** Longer texts are no numbers. */
const longest = 40;
const form = /^([+-]?)(\d{1,3}(?:([ ,'.])\d{3}(?:\3\d{3})*)?|\d+)?(?:([.,])(\d+))?(e[+-]?\d{1,3})?$/i;

/** A number as people write it: with thousands separators, a decimal comma or point, or an exponent. `1.234` is read as a little more than one. */
export function numberOf(text: string): number | undefined {
  if (text.length > longest) return undefined;
  const [all, sign = '', whole = '', separator, point, decimals = '', exponent = ''] = form.exec(text) ?? [];
  if (all === undefined || whole + decimals === '') return undefined;
  if (separator !== undefined && separator === point) return undefined;
  const isDecimal = separator !== undefined && point === undefined && isPoint(separator, whole);
  const digits = isDecimal ? whole.replace(separator, '.') : whole.replaceAll(/[ ,'.]/g, '');
  return Number(`${sign}${digits === '' ? '0' : digits}${point === undefined ? '' : `.${decimals}`}${exponent}`);
}

/** Whether what looks like a thousands separator is a decimal point: one dot, or a comma behind a zero. */
function isPoint(separator: string, whole: string): boolean {
  return (separator === '.' && whole.indexOf('.') === whole.lastIndexOf('.')) || /^0[,.]\d+$/.test(whole);
}

/** With how many decimals a number or a share is written. */
export function decimalsIn(text: string): number {
  return /\d[.,](\d{1,6}) ?%?$/.exec(text)?.[1]?.length ?? 0;
}
