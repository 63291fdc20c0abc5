import type { PassedKind } from '../../../src/domain/inspection/coverage.ts';
import type { NotCheckedReason, Place } from '../../../src/domain/inspection/evidence.ts';
import { type FileToRead, type Reader, type Seen, TooLargeError } from '../../../src/inspector/child/reader.ts';
import { ruleById } from '../../../src/inspector/rules/index.ts';

const mostWhole = 64 * 1024 ** 2;
const piece = 64 * 1024;

/** A file that lies in memory. */
export function fileOf(bytes: Uint8Array): FileToRead {
  return {
    bytes: bytes.length,
    head: async (count) => bytes.subarray(0, count),
    async *stream() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
    whole: async () => {
      if (bytes.length > mostWhole) throw new TooLargeError('Larger than files are read whole.');
      return bytes;
    },
  };
}

/** What a reader told of a file. */
export interface Told {
  readonly rules: string[];
  readonly places: (Place & { readonly rule: string })[];
  readonly notChecked: NotCheckedReason[];
  readonly tables: { readonly sheet?: number | undefined; readonly rows: string[][]; ended: boolean }[];
  looked: number;
  readonly passed: (readonly [kind: PassedKind, bytes: number])[];
  readonly texts: { readonly page?: number | undefined; readonly lines: string[]; ended: boolean }[];
}

/** Takes down what a reader tells; refuses rules that the table does not have. `keep` false takes down findings only. */
export function recording(keep = true): { seen: Seen; told: Told } {
  const told: Told = { rules: [], places: [], notChecked: [], tables: [], texts: [], looked: 0, passed: [] };
  const seen: Seen = {
    found: (rule, place) => {
      if (!ruleById.has(rule)) throw new Error(`'${rule}' is no rule`);
      if (!told.rules.includes(rule)) told.rules.push(rule);
      if (place && told.places.length < 1000) told.places.push({ rule, ...place });
    },
    notChecked: (reason) => {
      if (!told.notChecked.includes(reason)) told.notChecked.push(reason);
    },
    looked: (bytes) => {
      told.looked += bytes;
    },
    passed: (kind, bytes) => told.passed.push([kind, bytes]),
    part: () => {},
    table: (place) => {
      const table: Told['tables'][number] = { sheet: place?.sheet, rows: [], ended: false };
      told.tables.push(table);
      return {
        row: (cells) => {
          if (keep) table.rows.push([...cells]);
        },
        end: () => {
          table.ended = true;
        },
      };
    },
    text: (place) => {
      const text: Told['texts'][number] = { page: place?.page, lines: [], ended: false };
      told.texts.push(text);
      return {
        line: (line) => {
          if (keep) text.lines.push(line);
        },
        end: () => {
          text.ended = true;
        },
      };
    },
  };
  return { seen, told };
}

/** What a reader tells of a file that lies in memory. */
export async function tell(reader: Reader, bytes: Uint8Array): Promise<Told> {
  const { seen, told } = recording();
  await reader(fileOf(bytes), seen);
  return told;
}
