import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disclosureRules } from '../../../src/domain/inspection/disclosure.ts';
import {
  type Evidence,
  type FileEvidence,
  fileTypes,
  severities,
  verdictOf,
} from '../../../src/domain/inspection/evidence.ts';
import { filesToOpen, mostCleanTables, nextToOpen } from '../../../src/domain/inspection/to-open.ts';

const ada = '0b8c54c8-5f5e-4b6c-9a3e-3f1d3f6f7a10';
const ben = '7d0f3f5b-50c4-4f83-8f0b-5a7ad0a0c9f2';

const seen = fc.record({
  type: fc.constantFrom(...fileTypes),
  findings: fc.array(
    fc.record({ rule: fc.constant('a-rule'), severity: fc.constantFrom(...severities), count: fc.constant(1) }),
    { maxLength: 2 },
  ),
  notChecked: fc.subarray(['partly', 'budget'] as const, { maxLength: 1 }),
});
const mixed = fc.array(seen, { maxLength: 40 });
const clean = (type: FileEvidence['type']) => ({ type, findings: [], notChecked: [] });
const sha256 = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 })
  .map((signs) => signs.join(''));

function evidenceOf(
  files: readonly Pick<FileEvidence, 'type' | 'findings' | 'notChecked'>[],
  digest = 'a'.repeat(64),
): Evidence {
  const numbered = files.map((file, index) => ({ number: index + 1, bytes: 1, verdict: verdictOf(file), ...file }));
  const definition = 'd'.repeat(64);
  return { digest, definition, thresholds: disclosureRules.parse({}), versions: {}, files: numbered, unread: 0 };
}

describe('the files that somebody is to open', () => {
  test.each([
    ['empty', []],
    ['table', [1]],
    ['text', [1]],
    ['json', [1]],
    ['notebook', [1]],
    ['xlsx', [1]],
    ['pdf', [1]],
    ['png', [1]],
    ['parquet', [1]],
  ] as const)('are, of a clean file that is %s, %j', (type, numbers) =>
    expect(filesToOpen(evidenceOf([clean(type)]), ada)).toEqual(numbers),
  );

  test('hold each with a finding, however light, and each that was not looked at wholly', () =>
    fc.assert(
      fc.property(mixed, sha256, fc.uuid(), (files, digest, oid) => {
        const evidence = evidenceOf(files, digest);
        const wanted = evidence.files.filter(({ findings, notChecked }) => findings.length + notChecked.length > 0);
        expect(filesToOpen(evidence, oid)).toEqual(expect.arrayContaining(wanted.map(({ number }) => number)));
      }),
    ));

  test('are numbers of its files, each once, in their order, and the same each time', () =>
    fc.assert(
      fc.property(mixed, sha256, fc.uuid(), (files, digest, oid) => {
        const numbers = filesToOpen(evidenceOf(files, digest), oid);
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
        expect(numbers.every((number) => number >= 1 && number <= files.length)).toBe(true);
        expect(filesToOpen(evidenceOf(files, digest), oid.toUpperCase())).toEqual(numbers);
      }),
    ));

  test(`hold of clean tables ${mostCleanTables}, or all where there are no more`, () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), mixed, sha256, fc.uuid(), (count, others, digest, oid) => {
        const tables = Array.from({ length: count }, () => clean('table'));
        const rest = others.filter(({ type }) => type !== 'table' && type !== 'parquet' && type !== 'arrow');
        const numbers = filesToOpen(evidenceOf([...tables, ...rest], digest), oid);
        expect(numbers.filter((number) => number <= count)).toHaveLength(Math.min(count, mostCleanTables));
      }),
      { numRuns: 50 },
    ));

  test('are other clean tables for another person and for another package', () => {
    const tables = Array.from({ length: 300 }, () => clean('table'));
    const first = filesToOpen(evidenceOf(tables), ada);
    expect(filesToOpen(evidenceOf(tables), ben)).not.toEqual(first);
    expect(filesToOpen(evidenceOf(tables, 'b'.repeat(64)), ada)).not.toEqual(first);
  });
});

describe('the next file to open', () => {
  test.each([
    ['follows the one that was opened', [2, 5, 9], [], 2, 5],
    ['leaves out what was seen', [2, 5, 9], [5], 2, 9],
    ['is one before it when none is left behind it', [2, 5, 9], [9], 9, 2],
    ['is none when all were seen', [2, 5, 9], [2, 5], 9, undefined],
    ['is none when nothing is to open', [], [], 3, undefined],
  ] as const)('%s', (_what, toOpen, seen, after, next) => expect(nextToOpen(toOpen, new Set(seen), after)).toBe(next));

  test('leads through all of them, wherever somebody begins', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 50 })),
        fc.integer({ min: 1, max: 50 }),
        (numbers, start) => {
          const toOpen = numbers.toSorted((one, other) => one - other);
          const seen = new Set([start]);
          for (let at = nextToOpen(toOpen, seen, start); at !== undefined; at = nextToOpen(toOpen, seen, at))
            seen.add(at);
          expect(toOpen.every((number) => seen.has(number))).toBe(true);
          expect(seen.size).toBe(new Set([start, ...toOpen]).size);
        },
      ),
    ));
});
