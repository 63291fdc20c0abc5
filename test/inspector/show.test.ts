import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createShow } from '../../src/inspector/child/show.ts';
import { mostShown, type Showing, type Shown, shown } from '../../src/inspector/child/shown.ts';
import { showFile } from '../../src/inspector/show-file.ts';
import { fileOf, termsOf } from './children.ts';
import { chunk, exif, exifSegment, jpeg, png, segment, tag } from './hostile/make/image.ts';
import { pdf } from './hostile/make/pdf.ts';
import { sheetData, workbookParts } from './hostile/make/workbook.ts';
import { zip } from './hostile/make/zip.ts';

const folder = resolve(import.meta.dirname, '../../dist/inspector');

describe('what is shown of a file', () => {
  test('is a window of rows, numbered as they stand, that passes the schema whatever the table is', () => {
    const rows = fc.array(fc.array(fc.string({ maxLength: 300 }), { maxLength: 60 }), { maxLength: 130 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 140 }), (table, from) => {
        const show = createShow({ part: 1, from });
        const taken = show.table();
        for (const row of table) taken.row(row);
        taken.end();
        const result = show.result();
        expect(shown.safeParse({ type: 'table', ...result }).success).toBe(true);
        const { content } = result;
        if (content?.kind !== 'table') throw new Error('a table was read');
        const first = Math.max(2, from);
        expect(content.total).toBe(table.length);
        const cut = (row: readonly string[]) =>
          row.slice(0, mostShown.columns).map((cell) => (cell.length > 200 ? `${cell.slice(0, 200)}…` : cell));
        const end = first - 1 + mostShown.rows;
        expect(content.rows).toEqual(table.slice(first - 1, end).map(cut));
        expect(content.last).toEqual(table.slice(Math.max(end, table.length - mostShown.lastRows)).map(cut));
      }),
    );
  });

  test('is the part that was asked for', () => {
    const show = createShow({ part: 2, from: 1 });
    for (const [sheet, text] of [
      [1, 'one'],
      [2, 'two'],
    ] as const) {
      const table = show.table({ sheet });
      table.row([text]);
      table.end();
    }
    expect(show.result()).toMatchObject({ partCount: 2, content: { kind: 'table', header: ['two'] } });
  });

  test('is nothing where the file has fewer parts, and every part is listed', () => {
    const show = createShow({ part: 3, from: 1 });
    show.found('workbook-hidden-sheet', { sheet: 2 });
    show.table({ sheet: 1 }, 'Counts').end();
    show.table({ sheet: 2 }, 'Raw').end();
    expect(show.result()).toEqual({
      parts: [
        { kind: 'table', sheet: 1, title: 'Counts', isHidden: false },
        { kind: 'table', sheet: 2, title: 'Raw', isHidden: true },
      ],
      partCount: 2,
    });
  });

  test('has texts that stand around it behind it, also those that nobody ended', () => {
    const show = createShow({ part: 2, from: 1 });
    const names = show.text({}, 'Names');
    names.line('secret');
    show.text({}, 'Its source').line('<svg>');
    show.table({ sheet: 1 }, 'Counts').end();
    names.end();
    const { parts, content } = show.result();
    expect(parts.map(({ title }) => title)).toEqual(['Counts', 'Names', 'Its source']);
    expect(content).toEqual({ kind: 'text', lines: ['secret'], total: 1 });
  });

  test('leaves out texts without a line, and tells of no more parts than a page lists', () => {
    const show = createShow({ part: 700, from: 1 });
    for (let page = 1; page <= 700; page += 1) {
      show.text({ page }, 'Notes').end();
      show.text({ page }).line(`page ${page}`);
    }
    const { parts, partCount, content } = show.result();
    expect([parts.length, partCount, content]).toEqual([
      mostShown.parts,
      700,
      { kind: 'text', lines: ['page 700'], total: 1 },
    ]);
    expect(parts.at(-1)).toEqual({ kind: 'text', page: mostShown.parts, isHidden: false });
  });
});

/** What the built child shows of a file. */
async function shownOf(content: string | Uint8Array, showing: Partial<Showing> = {}): Promise<Shown | undefined> {
  return await showFile(fileOf(content), termsOf(folder), { part: 1, from: 1, ...showing });
}

describe('in its locked process a child shows', () => {
  test('the sheets of a workbook, with the hidden one marked', async () => {
    const raw = { xml: sheetData([['age'], ['43']]), state: 'veryHidden', name: 'raw &lt;b>' };
    const book = zip(workbookParts([{ xml: sheetData([['n'], ['12']]), name: 'Table 1' }, raw]));
    const { parts, content } = (await shownOf(book, { part: 2 })) ?? {};
    expect(parts?.map(({ title, isHidden }) => [title, isHidden])).toEqual([
      ['Table 1', false],
      ['raw <b>', true],
      ['Names of sheets, and texts around their cells', false],
    ]);
    expect(content).toMatchObject({ kind: 'table', header: ['age'], rows: [['43']] });
  });

  test('the text of a PDF by its pages', async () => {
    const { parts, content } = (await shownOf(pdf())) ?? {};
    expect(parts).toEqual([{ kind: 'text', page: 1, isHidden: false }]);
    expect(content).toMatchObject({ lines: ['One line', 'Another line'] });
  });

  test('the names in an archive', async () => {
    const shown = await shownOf(zip([{ name: 'tables/a.csv', content: 'n\n4\n' }]));
    expect(shown).toMatchObject({ type: 'archive', content: { kind: 'text', lines: ['tables/a.csv'] } });
  });

  test('the cells of a notebook, with what they put out as another part', async () => {
    const cell = { cell_type: 'code', source: ['x = 1\n', 'x'], outputs: [{ text: ['secret'] }], metadata: {} };
    const shown = await shownOf(JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    expect(shown?.content).toEqual({ kind: 'text', lines: ['x = 1', 'x'], total: 2 });
    expect(shown?.partCount).toBe(2);
  });

  test('a drawing as its text', async () => {
    const shown = await shownOf(
      '<svg xmlns="http://www.w3.org/2000/svg"><text>7</text><script>alert(1)</script></svg>\n',
    );
    expect(shown).toMatchObject({ type: 'svg', content: { kind: 'text', lines: ['7'] } });
  });

  test('a page as its tables and its text', async () => {
    const shown = await shownOf('<h1>Title</h1><table><tr><td>a</td></tr></table>');
    expect(shown?.parts).toMatchObject([{ kind: 'text' }, { kind: 'table', table: 1 }, { title: 'Its source' }]);
  });

  test.each([
    ['png', png([chunk('tEXt', 'Comment\0patient 12'), chunk('eXIf', exif([tag.gps]))], { after: 'more' }), png()],
    ['jpeg', jpeg([segment(0xfe, 'patient 12'), exifSegment(exif([tag.gps]))], { after: 'more' }), jpeg()],
  ] as const)(
    'of a picture (%s) its pixels and nothing else of the file, and the text of its metadata',
    async (form, whole, bare) => {
      const { picture, content } = (await shownOf(whole)) ?? {};
      expect(picture).toEqual({ form, width: 1, height: 1, pixels: bare.toString('base64') });
      expect(content).toEqual({ kind: 'text', lines: ['patient 12'], total: 1 });
    },
  );

  test('pictures of some megabytes', async () => {
    const noise = chunk('IDAT', Buffer.alloc(5_000_000, 'noise'));
    const picture = png([noise]);
    const pixels = (await shownOf(picture))?.picture?.pixels ?? '';
    expect(Buffer.from(pixels, 'base64').equals(picture)).toBe(true);
  });

  test.each([
    ['more bytes than a page takes', png([chunk('IDAT', Buffer.alloc(mostShown.pictureBytes))])],
    ['too many pixels', png([], { width: 100_000, height: 100_000 })],
    ['too many pixels, said a second time', png([chunk('IHDR', Buffer.from('000186a0000186a00800000000', 'hex'))])],
    ['too many pixels, in a JPEG', jpeg([], { width: 60_000, height: 60_000 })],
  ])('of a picture with %s its size alone', async (_what, picture) => {
    const shown = await shownOf(picture);
    expect(shown?.picture?.width).toBeGreaterThan(0);
    expect(shown?.picture).not.toHaveProperty('pixels');
  });

  test('of a picture that breaks off its first bytes', async () => {
    const shown = await shownOf(png().subarray(0, 40));
    expect(shown?.content?.kind).toBe('bytes');
    expect(shown).not.toHaveProperty('picture');
  });

  test('as many wide cells as a page takes, in any script', async () => {
    const row = Array.from({ length: mostShown.columns }, () => '漢'.repeat(300)).join(',');
    const shown = await shownOf(Array.from({ length: 60 }, () => row).join('\n'));
    expect(shown?.content).toMatchObject({ kind: 'table', total: 60 });
  });

  test('of anything else its first bytes, with what it can hold', async () => {
    const shown = await shownOf(Buffer.from('80049500000000', 'hex'));
    expect(shown).toEqual({
      ...{ type: 'other', parts: [], partCount: 0, holds: 'pickle' },
      content: { kind: 'bytes', hex: '80049500000000' },
    });
  });
});
