/** As many as make a text that is longer than a cell may be, so that it is told that more was there. */
const mostOfBytes = 16_384;

/** The text of a value of a table that keeps values by their kind. Nested values are written as JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return Buffer.from(value.subarray(0, mostOfBytes)).toString('hex');
  return typeof value === 'object' ? JSON.stringify(value, plain) : String(value);
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/T00:00:00\.000Z$/, '');
}

/** JSON knows no large integers, and writes bytes as objects. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? cellText(value) : value;
}
