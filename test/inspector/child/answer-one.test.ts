import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBalanced } from '../../../src/inspector/balance.ts';
import type { Answer } from '../../../src/inspector/child/exchange.ts';
import { answered } from '../answered.ts';
import { formatFiles } from '../corpus/formats.ts';
import { ordinary } from '../corpus/ordinary/index.ts';
import { variants } from '../corpus/variants.ts';

const isTrue = ({ coverage, found }: Answer, { length }: Uint8Array) =>
  isBalanced(coverage, { bytes: length, found: found.findings.length });

const hits = variants.filter(({ what }) => what.endsWith(', hit')).map(({ file }) => file);
const files = [...formatFiles, ...hits, ...ordinary].map(({ name, bytes }) => [name, bytes] as const);

describe('what a child says to have looked at adds up to the file', () => {
  test.each(files)('%s', async (_, bytes) => expect(isTrue(await answered(bytes), bytes)).toBe(true));

  test('also where the file is changed or cut anywhere', async () => {
    const small = files.map(([, bytes]) => bytes).filter(({ length }) => length < 20_000);
    const place = fc.double({ min: 0, max: 0.999, noNaN: true });
    const changes = fc.array(fc.record({ at: place, to: fc.integer({ min: 0, max: 255 }) }), { maxLength: 6 });
    const kept = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, place);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...small), changes, kept, async (bytes, changed, share) => {
        const copy = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * share)));
        for (const { at, to } of changed) copy[Math.floor(at * copy.length)] = to;
        const said = await answered(copy);
        expect(isTrue(said, copy), JSON.stringify(said)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('in a form that the parent takes, whatever numbers stand in a table', async () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 25 }).map((all) => all.join(''));
    const count = fc.integer({ min: 0, max: 9999 }).map(String);
    const share = count.map((one) => `${one} (30%)`);
    const cell = fc.oneof(
      { weight: 6, arbitrary: count },
      digits,
      digits.map((one) => `-${one}`),
      share,
      fc.double().map(String),
    );
    const row = fc.record({ name: fc.string({ maxLength: 80 }), cells: fc.tuple(cell, cell) });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 30 }), async (rows) => {
        const lines = rows.map(({ name, cells }) => `"${name.replaceAll('"', '')}",${cells.join(',')}`);
        const table = Buffer.from(`region,patients,visits\n${lines.join('\n')}\n`);
        expect(isTrue(await answered(table, 'csv'), table)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('and what nobody claims of it is named as not looked at', async () => {
    const { coverage } = await answered(Buffer.from([1, 0, 2]));
    expect([coverage.looked, coverage.passed.map(({ bytes }) => bytes)]).toEqual([0, [3]]);
  });
});
