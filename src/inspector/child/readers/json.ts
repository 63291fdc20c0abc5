import { z } from 'zod';
import { DamagedError, type Reader, type Seen } from '../reader.ts';
import { tellRepeatedNames } from '../repeated-name.ts';
import { bytesBelow, refuseLargeJson } from '../texts/json-size.ts';
import { encodingOf } from '../texts/text-encoding.ts';
import { tableIn } from './json-tables.ts';

/** Deeper layers are not read. */
const mostLayers = 100;

/** So many values fit into memory and time, however small each of them is. Layers are counted later, since what lies above is read. */
const most = { values: 5_000_000, layers: Number.POSITIVE_INFINITY };

/** So many lines are one text: all of a large file at once would need more memory than the file itself. */
const mostLines = 100_000;
const mostNames = 10_000;

/** Reads JSON, or one value of it in each line: what is shaped like a table as a table, everything else as text. */
export const readJson: Reader = async (file, seen) => {
  const bytes = await file.whole();
  refuseLargeJson(bytes, most);
  const encoding = encodingOf(bytes, false);
  if (encoding === 'windows-1252') seen.found('old-encoding');
  const text = new TextDecoder(encoding).decode(bytes);
  const value = parsed(text);
  tellRepeatedNames(text, seen);
  if (acroResults.safeParse(value).success) seen.found('acro-results');
  const walk = new Walk(seen);
  walk.value('', value, 0);
  walk.end();
  const deep = bytesBelow(bytes, mostLayers);
  if (deep > 0) seen.passed('otherData', deep);
  seen.looked(bytes.length - deep);
};

/** The form of what ACRO writes, whatever its name: some result with a file that was held to rules of disclosure. */
const checked = z.looseObject({ files: z.array(z.unknown()).refine((files) => files.some(hasChecks)) });
const hasChecks = (file: unknown): boolean =>
  z.looseObject({ sdc: z.unknown() }).safeParse(file).success && isHolder(file) && 'sdc' in file;
const acroResults = z.looseObject({
  version: z.unknown(),
  results: z
    .unknown()
    .refine((results) => isHolder(results) && Object.values(results).some((one) => checked.safeParse(one).success)),
});

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return valueIn(text);
  } catch {
    return linesOf(text);
  }
}

/** One value in each line; a single one would have been JSON. */
function linesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) throw new DamagedError('It begins as JSON and is none');
  try {
    return lines.map(valueIn);
  } catch {
    throw new DamagedError('It begins as JSON and is none');
  }
}

/** Texts, which stay as they are, and numbers that Python writes though JSON has none such. */
const textOrNoNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/gs;

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(text.replace(textOrNoNumber, (found) => (found.startsWith('"') ? found : `"${found}"`)));
  }
}

/** Goes through a value and tells its tables, and its other texts and numbers in lines with their names. */
class Walk {
  readonly #seen: Seen;
  /** Those of objects and arrays that were told: most come again and again. */
  readonly #names = new Set<string>();
  #lines: string[] = [];

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  value(name: string, value: unknown, layer: number): void {
    if (!isHolder(value)) {
      this.#line(name === '' ? String(value) : `${name}: ${String(value)}`);
      return;
    }
    if (layer === mostLayers) {
      this.#seen.found('deep-json');
      this.#seen.notChecked('partly');
      return;
    }
    const rows = tableIn(value);
    if (rows === undefined) {
      // One by one: a list of all would need more memory than the values.
      if (Array.isArray(value)) for (const one of value) this.value(name, one, layer + 1);
      else for (const key of Object.keys(value)) this.#named(key, Reflect.get(value, key), layer + 1);
      return;
    }
    const table = this.#seen.table();
    for (const row of rows) table.row(row);
    table.end();
  }

  /** A name is told with its value, and by itself where the value has many. */
  #named(name: string, value: unknown, layer: number): void {
    if (isHolder(value) && !this.#names.has(name)) {
      if (this.#names.size < mostNames) this.#names.add(name);
      this.#line(name);
    }
    this.value(name, value, layer);
  }

  #line(text: string): void {
    this.#lines.push(text);
    if (this.#lines.length === mostLines) this.end();
  }

  end(): void {
    if (this.#lines.length === 0) return;
    const text = this.#seen.text();
    for (const line of this.#lines) for (const part of line.split('\n')) text.line(part);
    text.end();
    this.#lines = [];
  }
}
