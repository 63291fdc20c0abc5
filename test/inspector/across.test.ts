import { describe, expect, test } from 'vitest';
import type { ClaimedOutput } from '../../src/domain/inspection/claim.ts';
import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import { type FileOfPackage, foundAcross } from '../../src/inspector/across.ts';
import { packageRules } from '../../src/inspector/rules/packages.ts';

const project = disclosureRules.parse({});
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
    foundAcross(files, project).flatMap((found, at) =>
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
    ['is for review where something was found', output({ status: 'review' }), { findings: [small] }, 'report-review'],
    ['is for review where nothing was found', output({ status: 'review' }), {}, 'report-review'],
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
    const own = foundAcross(files, project).flat();
    for (const status of ['pass', 'review', 'fail'] as const)
      expect(
        foundAcross([report(output({ status })), sumOf('table.csv'), ...files], project).flat().length,
      ).toBeGreaterThanOrEqual(own.length);
  });

  const config = (minCount: number, minResidualDof: number) =>
    file('_context/config.json', { beside: { thresholds: { minCount, minResidualDof } } });
  test.each([
    ['passes by a lower count', output(), config(5, 10), 'report-weaker'],
    ['passes by fewer degrees of freedom', output(), config(10, 5), 'report-weaker'],
    ['passes by thresholds of the project', output(), config(10, 10), undefined],
    ['passes by higher ones', output(), config(20, 20), undefined],
    ['fails by a lower count', output({ status: 'fail' }), config(5, 10), 'report-failed'],
  ])('%s', (_, claimed, thresholds, rule) => {
    const files = [report(claimed), sumOf('table.csv'), thresholds, file('table.csv')];
    expect(rulesIn(files)).toEqual(rule === undefined ? {} : { 'table.csv': [rule] });
    expect(rulesIn([thresholds, file('table.csv')])).toEqual({});
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

const columnsOf = (counts: readonly number[]) => [{ name: 'n', counts: [...counts] }];
const pair = { tables: [40, 37].map((last) => ({ rows: ['a', 'b', 'c'], columns: columnsOf([20, 30, last]) })) };

describe('two tables of a package', () => {
  const rows = ['18-34', '35-49', '50-64', '65+'];
  const table = (counts: readonly (number | null)[], change: { rows?: string[]; name?: string } = {}) => ({
    tables: [{ rows: change.rows ?? rows, columns: [{ name: change.name ?? 'women', counts: [...counts] }] }],
  });
  const all = table([120, 240, 310, 95]);
  test.each([
    ['a few less', table([117, 240, 305, 95]), true],
    ['as many', table([120, 240, 310, 95]), false],
    ['ten less', table([110, 230, 300, 85]), false],
    ['less here and more there', table([117, 243, 310, 95]), false],
    ['a few less in one of four, and many in the others', table([117, 140, 210, 40]), false],
    ['other names of the column', table([117, 240, 305, 95], { name: 'men' }), false],
    ['other names of the rows', table([117, 240, 305, 95], { rows: ['a', 'b', 'c', 'd'] }), false],
    ['two rows of one name', table([117, 240, 305, 95], { rows: ['a', 'a', 'b', 'b'] }), false],
    ['two counts that are shown', table([117, 240, null, null]), false],
  ])('of which one has %s', (_, other, isFound) => {
    const files = [file('a.csv', { beside: all }), file('b.csv', { beside: other })];
    const found = ['table-difference'];
    expect(rulesIn(files)).toEqual(isFound ? { 'a.csv': found, 'b.csv': found } : {});
  });

  test('may stand in one file, and context is none of them', () => {
    const other = table([117, 240, 305, 95]);
    const both = file('a.csv', { beside: { tables: [...all.tables, ...other.tables] } });
    expect(rulesIn([both])).toEqual({ 'a.csv': ['table-difference'] });
    expect(rulesIn([file('a.csv', { beside: all }), file('_context/b.csv', { beside: other })])).toEqual({});
  });

  test('are held against each other in good time, however many there are, and it is said which were not', () => {
    const many = Array.from({ length: 2000 }, (_, at) => file(`${at}.csv`, { beside: all }));
    const before = process.cpuUsage().user;
    const found = foundAcross([...many, file('two.csv', { beside: pair })], project);
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(2000);
    const rules = found.map((one) => one.map(({ rule }) => rule).join());
    // 1,999 + 1,998 + … + 1,950 are fewer than 100,000 with the one pair of another name, and the next 1,949 more.
    expect(rules.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => ''));
    expect(rules.slice(50, -1)).toEqual(Array.from({ length: 1950 }, () => 'tables-uncompared'));
    expect(rules.at(-1)).toBe('table-difference');
  });

  test.each([447, 448])('are said to be compared or not at the limit itself, as %i columns of one name', (count) => {
    const found = foundAcross(
      Array.from({ length: count }, (_, at) => file(`${at}.csv`, { beside: all })),
      project,
    );
    // 447 have 99,681 pairs, 448 have 100,128.
    expect(found.filter((one) => one.length > 0)).toHaveLength(count === 447 ? 0 : 17);
  });
});

test('each rule about a whole package is found by some file here', () => {
  const files = [
    ...[report(output({ status: 'fail' })), sumOf('table.csv'), sumOf('passed.csv'), file('table.csv')],
    report(output({ files: [{ name: 'passed.csv', rows: 0, columns: 0 }] })),
    ...[file('passed.csv', { findings: [small] }), file('elsewhere.csv', { tables: 30 })],
    report(output({ status: 'review', files: [{ name: 'open.csv', rows: 0, columns: 0 }] })),
    ...[sumOf('open.csv'), file('open.csv'), sumOf('weak.csv'), file('weak.csv')],
    report(output({ files: [{ name: 'weak.csv', rows: 0, columns: 0 }] })),
    file('config.json', { beside: { thresholds: { minCount: 5, minResidualDof: 10 } } }),
    file('results.json', { beside: { claim: 'unread', isRoundedByFew: true }, findings: [rounded] }),
    file('pair.csv', { beside: pair }),
    ...Array.from({ length: 448 }, (_, at) => file(`${at}.csv`, { beside: pair })),
  ];
  const found = new Set(foundAcross(files, project).flatMap((one) => one.map(({ rule }) => rule)));
  expect(packageRules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});
