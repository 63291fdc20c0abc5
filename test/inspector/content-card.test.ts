import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilePlaces } from '../../src/domain/inspection/evidence.ts';
import type { Part, Shown } from '../../src/inspector/child/shown.ts';
import { contentCard } from '../../src/inspector/pages/content-card.ts';
import { placeText } from '../../src/inspector/pages/finding-words.ts';
import { addressOfPlace } from '../../src/inspector/pages/part-list.ts';

const address = (part: number, from: number) => `?part=${part}&from=${from}`;
const cardOf = async (shown: Shown | undefined, { part = 1, from = 1 } = {}, places: FilePlaces = []) =>
  String(await contentCard({ shown, showing: { part, from }, places, address }));
/** The tags of a card, without what stands between them and what only a tooltip says. */
const tagsOf = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
const pageOf = (page: number): Part => ({ kind: 'text', page, isHidden: false });
const linesOf = (lines: readonly string[], parts: readonly Part[]): Shown => ({
  ...{ type: 'pdf', parts: [...parts], partCount: parts.length },
  content: { kind: 'text', lines: [...lines], total: lines.length },
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x>',
    "' onmouseover='x",
    '</bdi></table>',
    '&lt;',
    '\u202Egnp',
  ),
);

describe('the content of a file on its page', () => {
  test('is text, whatever stands in it: it adds no tag', () =>
    fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const shownAs = (cell: string): Shown[] => [
          {
            ...{ type: 'xlsx', partCount: 1 },
            parts: [{ kind: 'table', sheet: 1, title: cell, isHidden: true }],
            content: { kind: 'table', header: [cell], rows: [[cell]], last: [[cell]], columns: 1, total: 9 },
          },
          linesOf([cell], [{ kind: 'text', title: cell, isHidden: false }, pageOf(1)]),
        ];
        for (const [index, shown] of shownAs(text).entries())
          expect(tagsOf(await cardOf(shown))).toEqual(tagsOf(await cardOf(shownAs('x')[index])));
      }),
    ));

  test('is marked on the page where something was found, and on no other', async () => {
    const places = [{ rule: 'email-in-text', places: [{ page: 2, row: 1 }] }];
    const pages = [pageOf(1), pageOf(2)];
    expect(await cardOf(linesOf(['a'], pages), { part: 1 }, places)).not.toContain('<mark');
    expect(await cardOf(linesOf(['a'], pages), { part: 2 }, places)).toContain('<mark');
  });

  test('is marked in what was checked, and not in its source', async () => {
    const places = [{ rule: 'email-in-text', places: [{ row: 1 }] }];
    const parts: Part[] = [undefined, 'Its source'].map((title) => ({
      kind: 'text',
      isHidden: false,
      ...(title && { title }),
    }));
    expect(await cardOf(linesOf(['a'], parts), { part: 1 }, places)).toContain('<mark');
    expect(await cardOf(linesOf(['a'], parts), { part: 2 }, places)).not.toContain('<mark');
  });

  test('is marked at a cell, at the number of a row, and at the head of a column', async () => {
    const table: Shown = {
      ...{ type: 'table', parts: [{ kind: 'table', isHidden: false }], partCount: 1 },
      content: { kind: 'table', header: ['a', 'b'], rows: [['c', 'd']], last: [['e', 'f']], columns: 2, total: 9 },
    };
    const marksAt = async (place: object) =>
      [
        ...(await cardOf(table, {}, [{ rule: 'small-count', places: [place] }])).matchAll(/<mark[^>]*><bdi>(.*?)</g),
      ].map(([, text]) => text);
    expect(await marksAt({ row: 2, column: 2 })).toEqual(['d']);
    expect(await marksAt({ row: 2 })).toEqual(['2']);
    expect(await marksAt({ row: 9, column: 1 })).toEqual(['e']);
    expect(await marksAt({ column: 1 })).toEqual(['a']);
    expect(await marksAt({})).toEqual([]);
  });

  test('has its columns by letters in a sheet, and by numbers elsewhere, as the places of findings have them', async () => {
    const wide = Array.from({ length: 28 }, () => '1');
    const content = { kind: 'table' as const, header: ['a'], rows: [wide], last: [], columns: 28, total: 2 };
    const namesIn = async (part: Part) => {
      const card = await cardOf({ type: 'xlsx', partCount: 1, parts: [part], content });
      return [...card.matchAll(/<td class="soft">(\w+)<\/td>/g)].map(([, name]) => name);
    };
    const letters = await namesIn({ kind: 'table', sheet: 2, title: 'Raw', isHidden: true });
    expect([letters.slice(0, 3), letters.slice(24)]).toEqual([
      ['A', 'B', 'C'],
      ['Y', 'Z', 'AA', 'AB'],
    ]);
    expect((await namesIn({ kind: 'table', isHidden: false })).slice(24)).toEqual(['25', '26', '27', '28']);
    expect(placeText({ sheet: 2, row: 7, column: 28 })).toBe('sheet 2, row 7, column AB');
    expect(placeText({ table: 2, row: 7, column: 28 })).toBe('table 2, row 7, column 28');
  });

  test('has the name of its sheet above it, and says of a hidden one that it is', async () => {
    const parts: Part[] = [
      { kind: 'table', sheet: 1, title: 'Counts', isHidden: false },
      { kind: 'table', sheet: 2, title: '<b>raw</b>', isHidden: true },
    ];
    const content = { kind: 'table' as const, header: ['a'], rows: [], last: [], columns: 1, total: 1 };
    const card = await cardOf({ type: 'xlsx', partCount: 2, parts, content }, { part: 2 });
    expect(card).toContain('<h3>Sheet 2: <bdi>&lt;b&gt;raw&lt;/b&gt;</bdi> <span class="tag bad">hidden</span></h3>');
  });

  test('is bytes with the letters that they stand for, sixteen in a row, where nothing else can be shown', async () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('hex');
    const card = await cardOf({ type: 'other', partCount: 0, parts: [], content: { kind: 'bytes', hex: every } });
    const rows = [...card.matchAll(/<tr><td[^>]*>(\w+)<\/td><td[^>]*>([\w ]+)<\/td><td[^>]*>(.*?)<\/td><\/tr>/g)];
    expect(rows).toHaveLength(16);
    expect(rows[2]?.slice(1)).toEqual([
      '0020',
      '20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f',
      ' !&quot;#$%&amp;&#39;()*+,-./',
    ]);
    expect(rows[15]?.[3]).toBe('.'.repeat(16));
  });

  test('has a part that is shown, or says that there is none of that number', async () => {
    const { content: _, ...without } = linesOf([], [pageOf(1), pageOf(2)]);
    expect(await cardOf(without, { part: 9 })).toContain('no part 9');
    expect(await cardOf(undefined)).toContain('could not be shown');
  });
});

describe('the address of a place', () => {
  const sheets: Part[] = [1, 2].map((sheet) => ({ kind: 'table', sheet, isHidden: false }));
  const source: Part = { kind: 'text', title: 'Its source', isHidden: false };
  const tables: Part[] = [1, 2].map(() => ({ kind: 'table', isHidden: false }));
  test.each([
    ['is that of its sheet, some rows before it', sheets, { sheet: 2, row: 500 }, '?part=2&from=490'],
    ['is the beginning for one of the first rows', sheets, { sheet: 1, row: 12 }, '?part=1&from=1'],
    ['is that of the only part', tables.slice(1), { row: 3 }, '?part=1&from=1'],
    ['is not known where several parts have no name', tables, { row: 3 }, undefined],
    ['is that of the only part but its source', [...tables.slice(1), source], { row: 3 }, '?part=1&from=1'],
    ['is not known for a part that is not listed', sheets, { sheet: 3, row: 3 }, undefined],
  ] as const)('%s', (_what, parts, place, expected) => expect(addressOfPlace(parts, place, address)).toBe(expected));
});
