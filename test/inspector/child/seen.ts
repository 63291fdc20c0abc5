import type { PassedKind } from '../../../src/domain/inspection/coverage.ts';
import type { Place } from '../../../src/domain/inspection/evidence.ts';
import { Incoming } from '../../../src/inspector/child/incoming.ts';
import type { Reader, Seen } from '../../../src/inspector/child/reader.ts';

/** What a reader told, in the order in which it told it. */
export interface Told {
  readonly tables: string[][][];
  readonly texts: string[][];
  readonly found: (readonly [rule: string, place?: Place])[];
  readonly notChecked: string[];
  /** Bytes of the file. */
  looked: number;
  readonly passed: (readonly [kind: PassedKind, bytes: number])[];
}

/** Lets a reader read some bytes in pieces of a size, and gives what it told. */
export async function read(reader: Reader, content: string | Uint8Array, pieceBytes = 65_536): Promise<Told> {
  const bytes = Buffer.from(content);
  const told: Told = { tables: [], texts: [], found: [], notChecked: [], looked: 0, passed: [] };
  const seen: Seen = {
    found: (rule, place) => told.found.push(place === undefined ? [rule] : [rule, place]),
    notChecked: (reason) => told.notChecked.push(reason),
    looked: (bytes) => {
      told.looked += bytes;
    },
    passed: (kind, bytes) => told.passed.push([kind, bytes]),
    part: () => {},
    table: () => {
      const rows: string[][] = [];
      return { row: (cells) => rows.push([...cells]), end: () => told.tables.push(rows) };
    },
    text: () => {
      const lines: string[] = [];
      return { line: (text) => lines.push(text), end: () => told.texts.push(lines) };
    },
  };
  await reader(incoming(bytes, pieceBytes), seen);
  return told;
}

/** Bytes as they come through a pipe. */
export function incoming(bytes: Uint8Array, pieceBytes = 65_536, limit = 1024 * 1024 * 64): Incoming {
  return new Incoming(bytes.length, pieces(bytes, pieceBytes), { update: () => {} }, limit);
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
