import { addressDigest } from '../../../domain/people/people.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type FormField, nameOf, textOf } from './form-fields.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Undefined takes the field out. What cannot be read stays as it was typed: the rules of the definition say what is wrong. */
export function typedValue(field: FormField, typed: string | undefined, before?: unknown): unknown {
  const text = typed?.trim();
  if (text === undefined || text === textOf(before, field.kind)) return before;
  if (field.kind === 'list') return listOf(field, text);
  if (text === '') return undefined;
  if (field.kind === 'lines') return text.split('\n').flatMap((line) => line.trim() || []);
  if (field.kind === 'tick') return text === 'yes';
  return field.kind === 'whole' ? numberOf(text) : text;
}

function listOf({ isOfNumbers, isOpen }: FormField, text: string): unknown {
  const entries = text.split(/[\s,;]+/).filter((one) => one !== '');
  if (entries.length === 0 && isOpen) return null;
  return isOfNumbers ? entries.map(numberOf) : entries;
}

function numberOf(text: string): number | string {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** A person with what was typed beside them. */
export function withColumns({ columns }: FormField, entry: Json, fields: Fields, row: string): Json {
  return columns.reduce((before, column) => {
    const key = keyOf(column);
    return withValue(before, [key], typedValue(column, fields[`${row}:${key}`], before[key]));
  }, entry);
}

/** What the fields of a person in a list begin with. Names of fields have no points, so an address stands as its digest. */
export function rowOf(field: Pick<FormField, 'path' | 'key'>, person: Json): string {
  const key = textOf(person[field.key]);
  return `${nameOf(field)}:${field.key === 'email' ? addressDigest(key) : key}`;
}

export function keyOf({ path }: FormField): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function entriesIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function valueAt(definition: Json, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isJson(value) ? value[key] : undefined), definition);
}

/** Undefined takes it out, and with it whatever held nothing else. */
export function withValue(before: Json, [key = '', ...rest]: readonly string[], value: unknown): Json {
  const inner = before[key];
  if (rest.length > 0) {
    if (inner === undefined && value === undefined) return before;
    const outer = isJson(inner) ? inner : {};
    const after = withValue(outer, rest, value);
    const isEmptied = Object.keys(after).length === 0 && Object.keys(outer).length > 0;
    return withValue(before, [key], isEmptied ? undefined : after);
  }
  if (value !== undefined) return { ...before, [key]: value };
  return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key));
}
