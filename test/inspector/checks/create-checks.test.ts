import { describe, expect, it } from 'vitest';
import { fileFindings, filePlaces, mostCounted, mostPlaces } from '../../../src/domain/inspection/evidence.ts';
import { createChecks } from '../../../src/inspector/child/checks/index.ts';
import { aCoverage } from '../a-coverage.ts';
import { placesOf } from '../corpus/judge.ts';
import { foundInRows, usualRules } from './feed.ts';

describe('createChecks', () => {
  it('finds nothing in a file of which it is told nothing', () => {
    expect(createChecks(usualRules).result()).toEqual({
      findings: [],
      places: [],
      notChecked: [],
      coverage: aCoverage(),
      isRoundedByFew: false,
      tables: [],
    });
  });

  it.each([
    [11, true],
    [12, false],
  ])('tells of %i different counts that look rounded whether so few do by chance: %s', (different, isByFew) => {
    const checks = createChecks(usualRules);
    const table = checks.table();
    table.row(['ward', 'patients']);
    for (let at = 0; at <= different; at += 1) table.row([`ward ${at}`, String(7 * at)]);
    table.end();
    const { coverage, findings, isRoundedByFew } = checks.result();
    expect(coverage.rounding).toEqual([7]);
    expect(findings.map(({ rule }) => rule)).toContain('rounded-count');
    expect(isRoundedByFew).toBe(isByFew);
  });

  it('tells the sheet or page with each place, and each reason once', () => {
    const checks = createChecks(usualRules);
    const table = checks.table({ sheet: 2 });
    table.row(['ward', 'patients']);
    table.row(['A', '7']);
    table.end();
    const text = checks.text({ page: 3 });
    text.line('There were 7 deaths.');
    text.end();
    checks.notChecked('partly');
    checks.notChecked('partly');
    expect(checks.result()).toMatchObject({
      findings: [{ rule: 'small-count', severity: 'review', count: 2 }],
      places: [
        {
          rule: 'small-count',
          places: [
            { sheet: 2, row: 2, column: 2 },
            { page: 3, row: 1 },
          ],
        },
      ],
      notChecked: ['partly'],
      coverage: aCoverage({
        ...{ tables: 1, rows: 2, cells: 4, columns: { text: 1, count: 1 }, lines: 1, looseLines: 1 },
        firstTables: [{ sheet: 2, kinds: ['text', 'count'] }],
      }),
    });
  });

  it('counts no further than evidence may hold, and keeps so many places', () => {
    const { findings, places } = foundInRows([['ward', 'patients'], ...Array.from({ length: 500 }, () => ['A', '7'])]);
    expect(findings).toEqual([{ rule: 'small-count', severity: 'review', count: mostCounted }]);
    expect(places.map((one) => one.places.length)).toEqual([mostPlaces]);
    expect(fileFindings.safeParse({ type: 'table', findings, notChecked: [] }).success).toBe(true);
    expect(filePlaces.safeParse(places).success).toBe(true);
  });

  it('says which rule is missing when a reader names one that there is not', () => {
    const checks = createChecks(usualRules);
    checks.found('no-such-rule');
    expect(() => checks.result()).toThrow("No rule of src/inspector/rules is named 'no-such-rule'");
  });

  it('holds a table to the thresholds that it is given', () => {
    const rows = [
      ['ward', 'patients'],
      ['A', '7'],
    ];
    expect(foundInRows(rows, { ...usualRules, minCount: 7 }).findings).toEqual([]);
    expect(foundInRows(rows, { ...usualRules, minCount: 8 }).findings).toHaveLength(1);
  });
});

describe('a table', () => {
  it('may have titles above its header', () => {
    const found = foundInRows([
      ['Table 1', ''],
      ['', ''],
      ['ward', 'patients'],
      ['A', '7'],
    ]);
    expect(placesOf(found, 'small-count')).toEqual(['4:2']);
  });

  it('may have one column only', () => {
    const found = foundInRows([['patients'], ...Array.from({ length: 12 }, (_, at) => [at === 8 ? '7' : '30'])]);
    expect(placesOf(found, 'small-count')).toEqual(['10:1']);
  });

  it('may be as wide as it likes', () => {
    const width = 1200;
    const found = foundInRows([
      Array.from({ length: width }, () => 'patients'),
      Array.from({ length: width }, (_, at) => (at === width - 1 ? '7' : '30')),
    ]);
    expect(placesOf(found, 'small-count')).toEqual([`2:${width}`]);
  });

  it('gives back a masked cell that another masked cell gives back first', () => {
    const found = foundInRows([
      ['region', 'never', 'current', 'total'],
      ['North', '*', '20', '32'],
      ['South', '*', '*', '50'],
      ['Total', '30', '52', '82'],
    ]);
    expect(placesOf(found, 'suppressed-cell').toSorted()).toEqual(['2:2', '3:2', '3:3']);
  });
});

describe('rounding', () => {
  const found = (counts: readonly number[]) =>
    foundInRows([['ward', 'patients'], ...counts.map((count, at) => [`W${at}`, `${count}`])]).findings.map(
      ({ rule }) => rule,
    );
  const rounded = Array.from({ length: 3000 }, (_, at) => 7 * (at + 1));

  it('lowers a small count of a table whose counts are all multiples of an accepted base', () => {
    expect(found(rounded.slice(0, 50))).toEqual(['rounded-count']);
  });

  it('lowers none where one count is no multiple, however late it comes', () => {
    expect(found([...rounded.slice(0, 50), 8])).toEqual(['small-count']);
    expect(found([...rounded, 8])).toEqual(['small-count']);
  });

  const table = (counts: readonly number[]) => [
    ['ward', 'patients'],
    ...counts.map((count, at) => [`W${at}`, `${count}`]),
  ];
  /** The rules found in a file of these tables, with a note in a text before them. */
  const foundIn = (note: string, ...tables: readonly (readonly number[])[]) => {
    const checks = createChecks(usualRules);
    const text = checks.text();
    text.line(note);
    text.end();
    for (const counts of tables) {
      const told = checks.table();
      for (const row of table(counts)) told.row(row);
      told.end();
    }
    // Whoever asks twice is told the same.
    expect(checks.result()).toEqual(checks.result());
    const { findings, coverage } = checks.result();
    return { rules: findings.map(({ rule }) => rule).toSorted(), bases: coverage.rounding };
  };
  const few = [5, 20, 35, 80];
  const sure = [10, 25, 40, 55, 70, 85, 100, 115];

  it.each([
    ['beside a table that shows the base', '', [few, sure], ['rounded-count'], [5]],
    ['where all tables show it together', '', [few, [45, 95, 110, 135]], ['rounded-count'], [5]],
    ['below a note that says it', 'All counts were rounded to the nearest 5.', [few], ['rounded-count'], [5]],
    ['below a note in German', 'Alle Anzahlen auf 5 gerundet', [few], ['rounded-count'], [5]],
    ['not where one count is no multiple', 'Counts rounded to base 5.', [[...few, 8]], ['small-count'], []],
    ['not with too few counts', 'Counts rounded to base 5.', [[5, 20, 35]], ['small-count'], []],
    ['not by a note about another base', 'Counts rounded to base 7.', [few], ['small-count'], []],
    ['not without a note or another table', '', [few], ['small-count'], []],
    ['not beside a table that is not rounded', '', [few, [11, 24, 38]], ['small-count'], []],
  ])('of a small table is told %s', (_, note, tables, rules, bases) => {
    expect(foundIn(note, ...tables)).toEqual({ rules, bases });
  });

  it('is told of few that are missing too, and not of a line that names them', () => {
    const rows = [['variable', 'n', 'missing'], ...few.map((count, at) => [`V${at}`, `${2000 + 5 * at}`, `${count}`])];
    expect(foundInRows(rows).findings.map(({ rule }) => rule)).toEqual(['rounded-count']);
    const { rules } = foundIn('5 observations deleted due to missingness', sure);
    expect(rules).toEqual(['small-missing']);
  });

  it('lowers no table that does not fit, no row of people, and no identifier', () => {
    const people = Array.from({ length: 30 }, (_, at) => [
      `${7 * at}`,
      at % 3 ? 'F' : 'M',
      `${30 + ((at * at * 7) % 61)}`,
    ]);
    const checks = createChecks(usualRules);
    for (const rows of [table(rounded.slice(0, 50)), table([120, 4, 93]), [['patient id', 'sex', 'age'], ...people]]) {
      const told = checks.table();
      for (const row of rows) told.row(row);
      told.end();
    }
    const { findings, coverage } = checks.result();
    expect(coverage.rounding).toEqual([7]);
    expect(new Map(findings.map(({ rule, count }) => [rule, count]))).toEqual(
      new Map([
        ['rounded-count', 1],
        ['small-count', 1],
        ['identifier-header', 1],
        ['individual-rows', 1],
      ]),
    );
  });
});
