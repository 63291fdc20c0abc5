import { Chance } from '../../memory/chance.ts';

/** The cells of a table, the header first. */
export type Grid = readonly (readonly string[])[];

/** One file of the corpus, and what the checks have to make of it. */
export interface CorpusFile {
  readonly name: string;
  /** What its bytes are, whatever its name says. */
  readonly type: 'table' | 'text' | 'json';
  /** What stands between the cells, where it is a table. */
  readonly delimiter: string;
  readonly bytes: Uint8Array;
  /** Rules above a note that must find something in it; with places as `row:column`, where these are known, no others. */
  readonly must: Readonly<Record<string, readonly string[]>>;
  /** Rules above a note that may find something in it. */
  readonly may: readonly string[];
}

/** What a file holds, before it has bytes. */
type Expected = Partial<Pick<CorpusFile, 'must' | 'may'>>;

/** A table as a file; its name says what stands between the cells, if nothing else does. */
export function tableFile(name: string, grid: Grid, { must = {}, may = [] }: Expected = {}, delimiter?: string) {
  const between = delimiter ?? (name.endsWith('.tsv') ? '\t' : ',');
  const line = (cells: readonly string[]) => cells.map((cell) => quoted(cell, between)).join(between);
  const bytes = new TextEncoder().encode(grid.map((cells) => `${line(cells)}\n`).join(''));
  return { name, type: 'table', delimiter: between, bytes, must, may } satisfies CorpusFile;
}

/** Running text as a file. */
export function textFile(name: string, text: string, { must = {}, may = [] }: Expected = {}): CorpusFile {
  return { name, type: 'text', delimiter: '', bytes: new TextEncoder().encode(text), must, may };
}

/** A value as a file of JSON. */
export function jsonFile(name: string, value: unknown, { must = {}, may = [] }: Expected = {}): CorpusFile {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  return { name, type: 'json', delimiter: '', bytes, must, may };
}

function quoted(cell: string, delimiter: string): string {
  return /["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Numbers as research outputs have them, drawn from one seed. */
export class Draw {
  readonly #chance: Chance;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#chance.next() * (most - least + 1));
  }

  /** A number from `least` to `most` as text, with so many decimals. */
  decimal(least: number, most: number, decimals: number): string {
    return (least + this.#chance.next() * (most - least)).toFixed(decimals);
  }

  /** One of these. */
  of<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.whole(0, others.length)] ?? first;
  }
}

/** The whole numbers from 0 to below a count, each made into something. */
export function times<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
