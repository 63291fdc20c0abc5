import type { z } from 'zod';
import { requireSeal } from './seals/unsealed.ts';

/** Azure Tables hold at most 64 KiB of UTF-16 in one column and 1 MiB in one row. */
const charactersPerColumn = 30_000;
const columnsAtMost = 14;

/** Columns `data`, `data1`, … that hold a value as JSON. Throws when it is larger than one row may be. */
export function toColumns(row: string, value: unknown): Record<string, string> {
  const text = JSON.stringify(value);
  const columns: Record<string, string> = {};
  let number = 0;
  for (let at = 0; at < text.length; number += 1) {
    if (number === columnsAtMost) {
      const largest = charactersPerColumn * columnsAtMost;
      throw new Error(`The row ${row} would hold ${text.length} characters of JSON; a table row takes ${largest}`);
    }
    const part = cut(text, at);
    columns[columnName(number)] = part;
    at += part.length;
  }
  return columns;
}

/** The next column's text. A surrogate pair is never torn, because half of one does not survive UTF-8. */
function cut(text: string, at: number): string {
  const part = text.slice(at, at + charactersPerColumn);
  return /[\uD800-\uDBFF]$/.test(part) ? part.slice(0, -1) : part;
}

/** The value behind `toColumns`, still to be parsed by a schema. Throws when the row holds no JSON, or has no good seal. */
export function fromColumns(entity: Readonly<Record<string, unknown>>): unknown {
  requireSeal(entity);
  let text = '';
  for (let number = 0; ; number += 1) {
    const part = entity[columnName(number)];
    if (typeof part !== 'string') break;
    text += part;
  }
  return JSON.parse(text);
}

/** The value as the schema reads it; undefined for a row that cannot be read. */
export function readColumns<T>(schema: z.ZodType<T>, entity: Readonly<Record<string, unknown>>): T | undefined {
  try {
    return schema.parse(fromColumns(entity));
  } catch {
    return undefined;
  }
}

function columnName(number: number): string {
  return number === 0 ? 'data' : `data${number}`;
}
