import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TableCounter } from '../../../../src/inspector/child/readers/table-counter.ts';

function counted(text: string, pieceBytes = 7): TableCounter {
  const counter = new TableCounter(',', 10);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) counter.take(bytes.subarray(at, at + pieceBytes));
  counter.end();
  return counter;
}

const cell = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map(String),
  fc.constantFrom('', 'north', '3.5', '-4', '1e5', 'a "b", c', 'two\nlines', '7%', '4.0'),
);

test('counts of any table what a reader of rows and columns finds', () =>
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      fc.integer({ min: 40, max: 99 }),
      (rows, size) => {
        const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
        const read: string[][] = parse(text, { relax_column_count: true });
        const { rows: found, cells, small, ragged } = counted(text, size);
        expect([found, cells]).toEqual([read.length, read.flat().length]);
        expect(ragged).toBe(read.filter(({ length }) => length !== read[0]?.length).length);
        for (const at of [0, 1, 2, 3])
          expect(small[at]).toBe(read.filter((row) => /^[1-9]$/.test(row[at] ?? '')).length);
      },
    ),
  ));

test('a quote that nobody closes hides no more than a piece', () => {
  const rows = `"north,4\n${'south,4\n'.repeat(100)}`;
  expect(counted(rows, 80).small[1]).toBeGreaterThan(70);
});

test('counts many megabytes in a second or two', () => {
  const piece = Buffer.from('ward A,12345,7,3.25,north,2021-01-02,88\n'.repeat(6000));
  const counter = new TableCounter(',', 10);
  const begun = process.cpuUsage();
  for (let bytes = 0; bytes < 100_000_000; bytes += piece.length) counter.take(piece);
  const { user, system } = process.cpuUsage(begun);
  // A fifth of 500 MB, which may take ten seconds.
  expect((user + system) / 1e6).toBeLessThan(2);
  expect(counter.small[2]).toBe(counter.rows);
});
