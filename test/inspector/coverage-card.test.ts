import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../local/people/approver.ts';
import { byWeight } from '../../src/inspector/by-weight.ts';
import { coverageCard } from '../../src/inspector/pages/coverage-card.ts';
import { columnNames } from '../../src/inspector/pages/finding-words.ts';
import { aCoverage } from './a-coverage.ts';

const nameless = () => undefined;
const cardOf = async (...parts: Parameters<typeof coverageCard>) => textOf(String(await coverageCard(...parts)));

describe('what the page of a file says of what was looked at', () => {
  test('is what each number was taken for, what stands in no table, and what was not looked at', async () => {
    const coverage = aCoverage({
      ...{ tables: 2, rows: 40, cells: 1600, columns: { count: 7, percent: 31, unknown: 2, text: 3 } },
      ...{ lines: 60, looseLines: 41, parts: { all: 5, read: 3 }, looked: 9000, rounding: [5, 10] },
      passed: [
        { kind: 'picture', bytes: 1500 },
        { kind: 'printerSettings', bytes: 8000 },
        { kind: 'picture', bytes: 500 },
      ],
    });
    const card = await cardOf(coverage, nameless);
    for (const words of [
      '2 tables with 40 rows, 60 lines and 3 of 5 parts.',
      '7 columns taken for counts, 31 for rates, 2 for nothing',
      '41 lines with numbers in no table.',
      'Rounded to 5 and 10, as it seems.',
      'Not looked at: 2 times a picture of 2.0 kB and printer settings of 8.0 kB.',
      'Never looked at: dominance.',
    ])
      expect(card).toContain(words);
    expect(String(await coverageCard(coverage, nameless))).toContain('<strong>nothing</strong>');
  });

  test('names the columns of the table that is shown, as text', async () => {
    const shown = {
      parts: [{ kind: 'table' as const, isHidden: false }],
      content: {
        ...{ kind: 'table' as const, rows: [], last: [], columns: 3, total: 2 },
        header: ['<b>n</b>', 'x', ''],
      },
    };
    const nameOf = columnNames(shown, 1);
    expect([1, 2, 3, 4].map((column) => nameOf({ row: 2, column }))).toEqual(['<b>n</b>', 'x', undefined, undefined]);
    expect(nameOf({ sheet: 2, column: 1 })).toBeUndefined();
    const coverage = aCoverage({ firstTables: [{ kinds: ['count', 'unknown'] }, { sheet: 2, kinds: ['count'] }] });
    const html = String(await coverageCard(coverage, nameOf));
    expect(html).toContain('Taken for counts: <bdi>&lt;b&gt;n&lt;/b&gt;</bdi></li>');
    expect(html).toContain('Taken for nothing: <bdi>x</bdi></li>');
  });

  test('of a file of which nothing was read says so', async () =>
    expect(await cardOf(aCoverage({ passed: [{ kind: 'whole', bytes: 3 }] }), nameless)).toContain(
      'Nothing of it was read as tables or text. Not looked at: the whole file of 3 bytes.',
    ));
});

test('findings stand by their weight, then by their number', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          rule: fc.constant('a-rule'),
          severity: fc.constantFrom('note', 'review', 'block'),
          count: fc.integer({ min: 1, max: 99 }),
        }),
      ),
      (findings) => {
        const rank = { block: 200, review: 100, note: 0 };
        const ranks = byWeight(findings).map(({ severity, count }) => rank[severity] + count);
        expect(ranks).toEqual(ranks.toSorted((one, other) => other - one));
      },
    ),
  ));
