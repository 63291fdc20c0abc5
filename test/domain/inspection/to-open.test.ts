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
import { filesToOpen, nextToOpen } from '../../../src/domain/inspection/to-open.ts';
import { lookedAtAll } from '../../inspector/a-coverage.ts';

const ada = '0b8c54c8-5f5e-4b6c-9a3e-3f1d3f6f7a10';
const ben = '7d0f3f5b-50c4-4f83-8f0b-5a7ad0a0c9f2';

const cem = '5b1f0f5b-50c4-4f83-8f0b-5a7ad0a0c9f2';

const findings = fc.array(
  fc.record({ rule: fc.constant('a-rule'), severity: fc.constantFrom(...severities), count: fc.constant(1) }),
  { maxLength: 2 },
);
const seen = fc.record({
  type: fc.constantFrom(...fileTypes),
  findings,
  notChecked: fc.subarray(['partly', 'budget'] as const, { maxLength: 1 }),
  coverage: fc.constantFrom(lookedAtAll, { ...lookedAtAll, passed: ['picture' as const] }),
});
const mixed = fc.array(seen, { maxLength: 40 });
const quiet = (type: FileEvidence['type']) => ({ type, findings: [], notChecked: [], coverage: lookedAtAll });
const tables = (count: number) => Array.from({ length: count }, () => quiet('table'));
const key = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 })
  .map((signs) => signs.join(''));

function evidenceOf(
  files: readonly Pick<FileEvidence, 'type' | 'findings' | 'notChecked' | 'coverage'>[],
  draw: Evidence['draw'] = { key: 'a'.repeat(64), among: [ada, ben] },
): Evidence {
  const numbered = files.map((file, index) => ({ number: index + 1, bytes: 1, verdict: verdictOf(file), ...file }));
  const [digest, definition] = ['a'.repeat(64), 'd'.repeat(64)];
  return { digest, definition, thresholds: disclosureRules.parse({}), versions: {}, files: numbered, unread: 0, draw };
}

describe('the files that somebody is to open', () => {
  test.each(fileTypes.filter((type) => !['empty', 'table', 'parquet', 'arrow'].includes(type)))(
    'are always those that are %s, though nothing was found',
    (type) => expect(filesToOpen(evidenceOf(Array.from({ length: 30 }, () => quiet(type))), ada)).toHaveLength(30),
  );

  test('are none that is empty', () => expect(filesToOpen(evidenceOf([quiet('empty')]), ada)).toEqual([]));

  test('are none of context', () => {
    const evidence = evidenceOf([quiet('png'), quiet('png')]);
    const files = evidence.files.map((file) => (file.number === 1 ? { ...file, role: 'context' as const } : file));
    expect(filesToOpen({ ...evidence, files }, ada)).toEqual([2]);
  });

  test('hold each with a finding, however light, and each of which a byte was not looked at', () =>
    fc.assert(
      fc.property(mixed, key, (files, drawn) => {
        const evidence = evidenceOf(files, { key: drawn, among: [ada, ben] });
        const wanted = evidence.files.filter(
          ({ findings: found, notChecked, coverage, type }) =>
            type !== 'empty' && found.length + notChecked.length + (coverage?.passed.length ?? 0) > 0,
        );
        expect(filesToOpen(evidence, ada)).toEqual(expect.arrayContaining(wanted.map(({ number }) => number)));
      }),
    ));

  test('are numbers of its files, each once, in their order, and the same each time', () =>
    fc.assert(
      fc.property(mixed, key, (files, drawn) => {
        const evidence = evidenceOf(files, { key: drawn, among: [ada, ben] });
        const numbers = filesToOpen(evidence, ada);
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
        expect(filesToOpen(evidence, ada.toUpperCase())).toEqual(numbers);
      }),
    ));

  test('hold of tables that were counted whole a third and five, and leave none out for all who were asked', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        key,
        fc.subarray([ada, ben, cem], { minLength: 1 }),
        (count, drawn, among) => {
          const evidence = evidenceOf(tables(count), { key: drawn, among });
          const each = among.map((oid) => filesToOpen(evidence, oid));
          for (const numbers of each)
            expect(numbers.length).toBeGreaterThanOrEqual(Math.min(count, Math.max(5, count / 3)));
          expect(new Set(each.flat()).size).toBe(count);
        },
      ),
    ));

  test('are fewer than all where several were asked, others for another person, and others by another key', () => {
    const among = [ada, ben, cem];
    const of = (oid: string, sign: string) =>
      filesToOpen(evidenceOf(tables(300), { key: sign.repeat(64), among }), oid);
    expect(of(ada, 'a').length).toBeLessThan(250);
    expect(of(ben, 'a')).not.toEqual(of(ada, 'a'));
    expect(of(ada, 'b')).not.toEqual(of(ada, 'a'));
  });

  test('are all for who was not asked from the beginning, and for everybody by evidence without a draw', () => {
    const evidence = evidenceOf(tables(30));
    expect(filesToOpen(evidence, cem)).toHaveLength(30);
    const { draw: _, ...older } = evidence;
    expect(filesToOpen(older, ada)).toHaveLength(30);
  });

  test('hold what older rules called clean', () => {
    const older = tables(30).map(({ coverage: _, ...file }) => file);
    expect(filesToOpen(evidenceOf(older), ada)).toHaveLength(30);
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
