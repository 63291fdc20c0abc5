import { ownTexts, type Seen } from '../reader.ts';
import { withNamedLimits } from './descriptions.ts';
import { besideRows, nestedRows, tableIn } from './json-tables.ts';
import { placeRows } from './places.ts';

/** Deeper layers are not read. */
export const mostLayers = 100;

/** So many lines are one text: all of a large file at once would need more memory than the file itself. */
const mostLines = 100_000;
const mostNames = 10_000;

/** Tells a value of JSON: what is shaped like a table as a table, everything else as text. */
export function tellValue(value: unknown, seen: Seen, title?: string): void {
  const walk = new Walk(seen, title);
  walk.value('', value, 0);
  walk.end();
}

export function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What charts call their axes. */
const ofAxes = /^(?:[xyz]?-?ax[ie]s\d*|scales?|domain)$/i;

/** What their ends, or five numbers of each, are called. */
const ofEnds = /range|extent|min_?max|five_?num|whisk|interval|limits/i;

/** Two to five numbers, as the ends of a range or of a box. */
function isShortList(value: object): value is number[] {
  return Array.isArray(value) && value.length > 1 && value.length <= 5 && value.every((one) => typeof one === 'number');
}

/** Goes through a value and tells its tables, and its other texts and numbers in lines with their names. */
class Walk {
  readonly #seen: Seen;
  readonly #title: string | undefined;
  /** It says how something is drawn: its numbers are none of a table. */
  readonly #isDrawing: boolean;
  /** Those of objects and arrays that were told: most come again and again. */
  readonly #names = new Set<string>();
  #lines: string[] = [];

  constructor(seen: Seen, title: string | undefined, isDrawing = false) {
    this.#isDrawing = isDrawing;
    this.#seen = seen;
    this.#title = title;
  }

  value(name: string, given: unknown, layer: number): void {
    if (!isHolder(given)) {
      this.#line(name === '' ? String(given) : `${name}: ${String(given)}`);
      return;
    }
    const value = withNamedLimits(given);
    if (!this.#isDrawing && ofEnds.test(name) && isShortList(value)) {
      this.#line(`${name}: ${value.join(', ')}`);
      return;
    }
    if (layer === mostLayers) {
      this.#seen.found('deep-json');
      this.#seen.notChecked('partly');
      return;
    }
    const left: (readonly [name: string, value: unknown])[] = [];
    const rows = this.#isDrawing
      ? undefined
      : (placeRows(value, (key, one) => left.push([key, one])) ??
        tableIn(value) ??
        besideRows(value, (key, one) => left.push([key, one])) ??
        nestedRows(value, (key, one) => left.push([key, one])));
    if (rows === undefined) {
      // One by one: a list of all would need more memory than the values.
      if (Array.isArray(value)) for (const one of value) this.value(name, one, layer + 1);
      else for (const key of Object.keys(value)) this.#named(key, Reflect.get(value, key), layer + 1);
      return;
    }
    const table = this.#seen.table({}, this.#title);
    for (const row of rows) table.row(row);
    table.end();
    for (const [key, one] of left) this.#named(key, one, layer + 1);
  }

  /** A name is told with its value, and by itself where the value has many. */
  #named(name: string, value: unknown, layer: number): void {
    if (isHolder(value) && !this.#names.has(name)) {
      if (this.#names.size < mostNames) this.#names.add(name);
      this.#line(name);
    }
    if (this.#isDrawing || !isHolder(value) || !ofAxes.test(name)) this.value(name, value, layer);
    else {
      const drawing = new Walk(this.#seen, ownTexts.others, true);
      drawing.value(name, value, layer);
      drawing.end();
    }
  }

  #line(text: string): void {
    this.#lines.push(text);
    if (this.#lines.length === mostLines) this.end();
  }

  end(): void {
    if (this.#lines.length === 0) return;
    const text = this.#seen.text({}, this.#title);
    for (const line of this.#lines) for (const part of line.split('\n')) text.line(part);
    text.end();
    this.#lines = [];
  }
}
