import { describe, expect, test } from 'vitest';
import type { ClaimedOutput } from '../../src/domain/inspection/claim.ts';
import { type FileOfPackage, foundAcross } from '../../src/inspector/across.ts';
import { packageRules } from '../../src/inspector/rules/packages.ts';

const sum = 'a'.repeat(64);
const other = 'b'.repeat(64);
const small = { rule: 'small-count', severity: 'review', count: 1 } as const;
const note = { rule: 'zero-count', severity: 'note', count: 1 } as const;
const rounded = { rule: 'rounded-count', severity: 'note', count: 3 } as const;

function file(path: string, change: Partial<FileOfPackage> = {}): FileOfPackage {
  return { path, findings: [], tables: 1, size: { rows: 5, columns: 4 }, sha256: sum, beside: {}, ...change };
}

function output(change: Partial<ClaimedOutput> = {}, size = { rows: 0, columns: 0 }): ClaimedOutput {
  const files = [{ name: 'table.csv', ...size }];
  return { status: 'pass', isSuppressed: false, files, comments: [], exception: '', ...change };
}

const report = (...claim: ClaimedOutput[]) =>
  file('_context/results.json', { beside: { claim }, sha256: other, tables: 0 });
const sumOf = (name: string, said = sum) =>
  file(`_context/checksums/${name}.txt`, { beside: { sum: said }, tables: 0 });

/** The rules that are found in each file, by its path. */
const rulesIn = (files: readonly FileOfPackage[]) =>
  Object.fromEntries(
    foundAcross(files).flatMap((found, at) =>
      found.length === 0 ? [] : [[files[at]?.path, found.map(({ rule }) => rule)]],
    ),
  );

describe('what a researcher claims', () => {
  test.each([
    ['passes where nothing was found', output(), {}, undefined],
    ['passes where only a note was found', output(), { findings: [note] }, undefined],
    ['passes where something was found', output(), { findings: [small] }, 'report-contradicted'],
    [
      'is masked where something was found',
      output({ status: 'review', isSuppressed: true }),
      { findings: [small] },
      'report-contradicted',
    ],
    ['is for review where something was found', output({ status: 'review' }), { findings: [small] }, undefined],
    ['fails', output({ status: 'fail' }), {}, 'report-failed'],
    ['fails, and more was found', output({ status: 'fail' }), { findings: [small] }, 'report-failed'],
    ['is about other bytes', output(), { sha256: other }, 'report-unbound'],
    ['is about a file that nobody could read', output(), { sha256: undefined }, 'report-unbound'],
    ['names the last cell', output({}, { rows: 4, columns: 3 }), {}, undefined],
    ['names a row below the table', output({}, { rows: 5, columns: 1 }), {}, 'report-unbound'],
    ['names a column beside the table', output({}, { rows: 1, columns: 4 }), {}, 'report-unbound'],
    ['names cells of a file without a table', output({}, { rows: 1, columns: 1 }), { tables: 0 }, 'report-unbound'],
  ] as const)('%s', (_, claimed, change, rule) => {
    const files = [report(claimed), sumOf('table.csv'), file('tables/table.csv', change)];
    expect(rulesIn(files)).toEqual(rule === undefined ? {} : { 'tables/table.csv': [rule] });
  });

  test.each([
    ['without a checksum', [report(output())]],
    ['with a checksum of another name', [report(output()), sumOf('other.csv')]],
    ['twice', [report(output(), output()), sumOf('table.csv')]],
    ['in two reports', [report(output()), report(output()), sumOf('table.csv')]],
    ['not at all', [report(output({ files: [{ name: 'other.csv', rows: 0, columns: 0 }] })), sumOf('table.csv')]],
  ])('does not hold for a file of which it tells %s', (_, others) => {
    expect(rulesIn([...others, file('table.csv')])).toEqual({ 'table.csv': ['report-unbound'] });
  });

  test('binds each of two files of one name by its own bytes', () => {
    const files = [report(output()), sumOf('table.csv'), file('a/table.csv'), file('b/table.csv', { sha256: other })];
    expect(rulesIn(files)).toEqual({ 'b/table.csv': ['report-unbound'] });
  });

  test('takes nothing away: all that was found without it is found with it', () => {
    const files = [file('table.csv', { findings: [small] })];
    const own = foundAcross(files).flat();
    for (const status of ['pass', 'review', 'fail'] as const)
      expect(
        foundAcross([report(output({ status })), sumOf('table.csv'), ...files]).flat().length,
      ).toBeGreaterThanOrEqual(own.length);
  });

  test('is nothing for what is never released, and nothing without a report', () => {
    expect(rulesIn([report(output()), file('_context/all.csv', { findings: [small] })])).toEqual({});
    expect(rulesIn([sumOf('table.csv', other), file('table.csv', { findings: [small] })])).toEqual({});
  });

  test('is for review where it is not in form', () => {
    expect(rulesIn([file('results.json', { beside: { claim: 'unread' } }), file('table.csv')])).toEqual({
      'results.json': ['report-unread'],
    });
  });
});

describe('a table that few counts show to be rounded', () => {
  const byFew = { beside: { isRoundedByFew: true as const }, findings: [rounded] };
  const others = (tables: number, path = 'others.csv') => file(path, { tables });

  test.each([
    [20, {}],
    [21, { 'rounded.csv': ['rounding-unsure'] }],
  ])('of %i tables', (tables, found) => {
    expect(rulesIn([others(tables - 1), file('rounded.csv', byFew)])).toEqual(found);
  });

  test.each([
    ['many counts show it', { findings: [rounded] }],
    ['no small number was lowered', { ...byFew, findings: [] }],
  ])('is no matter where %s', (_, change) => {
    expect(rulesIn([others(30), file('rounded.csv', change)])).toEqual({});
  });

  test('is no matter where the other tables are never released', () => {
    expect(rulesIn([others(30, '_context/others.csv'), file('rounded.csv', byFew)])).toEqual({});
  });
});

test('each rule about a whole package is found by some file here', () => {
  const files = [
    ...[report(output({ status: 'fail' })), sumOf('table.csv'), sumOf('passed.csv'), file('table.csv')],
    report(output({ files: [{ name: 'passed.csv', rows: 0, columns: 0 }] })),
    ...[file('passed.csv', { findings: [small] }), file('elsewhere.csv', { tables: 30 })],
    file('results.json', { beside: { claim: 'unread', isRoundedByFew: true }, findings: [rounded] }),
  ];
  const found = new Set(foundAcross(files).flatMap((one) => one.map(({ rule }) => rule)));
  expect(packageRules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});
