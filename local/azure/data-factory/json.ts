import { isDeepStrictEqual } from 'node:util';

/** A JSON value: what expressions yield and activities hand on. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** JSON as a definition holds it: properties that are left out may be present as undefined. */
export type WrittenJson = undefined | null | boolean | number | string | readonly WrittenJson[] | WrittenObject;
export interface WrittenObject {
  readonly [key: string]: WrittenJson;
}

export function isWrittenList(value: WrittenJson): value is readonly WrittenJson[] {
  return Array.isArray(value);
}

export function isWrittenObject(value: WrittenJson): value is WrittenObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function isJsonObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function equalJson(left: Json, right: Json): boolean {
  return isDeepStrictEqual(left, right);
}

/** The text that Data Factory makes of a value inside a string: `True` and `False` for booleans, nothing for null, JSON for lists and objects. */
export function asText(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** What kind of value it is, in Data Factory's words, for error messages. */
export function kindOf(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  const kind = typeof value;
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
