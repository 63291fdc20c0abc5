import { tableLimits } from '../limits/tables.ts';
import { beyond } from './storage-request.ts';

const { binary, dateTime, earliest, guid, int32, int64, keyCharacters, keyControls, partitionKey, rowKey, text } =
  tableLimits;

/** A value as a row in JSON holds it. */
export type Value = string | number | boolean | null;

/** Refuses a value that its type does not take; without a type it is a text, a number or a truth value of JSON. */
export function checkValue(name: string, value: Value, type: string | undefined): void {
  if (typeof value === 'number') {
    if (type === undefined || type === 'Edm.Int32') checkWhole(name, value);
  } else if (typeof value === 'string') checkText(name, value, type);
}

function checkText(name: string, value: string, type: string | undefined): void {
  if (type === 'Edm.Guid') checkGuid(value);
  else if (type === 'Edm.DateTime') checkTime(value);
  else if (type === 'Edm.Int64') checkInt64(name, value);
  else {
    const [limit, bytes] =
      type === 'Edm.Binary'
        ? ([binary, Buffer.byteLength(value, 'base64')] as const)
        : ([text, 2 * value.length] as const);
    if (bytes > limit.most)
      throw beyond(limit, `The property '${name}' has ${bytes} bytes; ${limit.most} is the limit.`);
  }
}

/** Whole numbers that a type does not widen are of 32 bits. */
function checkWhole(name: string, value: number): void {
  if (!Number.isInteger(value) || (value <= int32.most && value >= -int32.most - 1)) return;
  throw beyond(int32, `The property '${name}' is beyond 32 bits: say that it is of type Edm.Int64 or Edm.Double.`);
}

function checkInt64(name: string, value: string): void {
  const most = BigInt(int64.most);
  if (/^-?\d{1,19}$/.test(value) && BigInt(value) <= most && BigInt(value) >= -most - 1n) return;
  throw beyond(int64, `The property '${name}' is no whole number of 64 bits.`);
}

/** Refuses what is no Guid. */
export function checkGuid(value: string): void {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return;
  throw beyond(guid, `'${value}' is no Guid.`);
}

/** Refuses what is no time, or one before the first that the service knows. */
export function checkTime(value: string): void {
  const year = /^(\d{4})-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(value)?.[1];
  if (year === undefined || Number.isNaN(Date.parse(value))) throw beyond(dateTime, `'${value}' is no time.`);
  if (Number(year) < earliest.most) throw beyond(earliest, `'${value}' is before the year ${earliest.most}.`);
}

/** Refuses keys that are too large or hold what keys may not. */
export function checkKeys(keys: { readonly partition: string; readonly row: string }): void {
  for (const [limit, key] of [
    [partitionKey, keys.partition],
    [rowKey, keys.row],
  ] as const) {
    if (2 * key.length > limit.most)
      throw beyond(limit, `A key has ${2 * key.length} bytes; ${limit.most} is the limit.`);
    if ([...keyCharacters.most].some((character) => key.includes(character)))
      throw beyond(keyCharacters, `The key ${JSON.stringify(key)} holds one of ${keyCharacters.most}`);
    if (/\p{Cc}/u.test(key)) throw beyond(keyControls, `The key ${JSON.stringify(key)} holds a control character.`);
  }
}
