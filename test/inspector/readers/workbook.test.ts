import { describe, expect, test } from 'vitest';
import { DamagedError } from '../../../src/inspector/child/reader.ts';
import { readOffice } from '../../../src/inspector/child/readers/office.ts';
import { sheetData, workbook, workbookParts } from '../hostile/make/workbook.ts';
import { zip } from '../hostile/make/zip.ts';
import { tell } from './recording.ts';

const one = (xml: string, more: { name: string; content: string }[] = [], inBook = '') =>
  zip([...workbookParts([{ xml }], inBook), ...more]);
const rowsOf = async (bytes: Uint8Array) => (await tell(readOffice, bytes)).tables[0]?.rows;

describe('readOffice', () => {
  test('tells each sheet as a table, and the names of the sheets as text', async () => {
    const told = await tell(
      readOffice,
      zip(
        workbookParts([
          {
            xml: sheetData([
              ['a', 'b'],
              ['1', '2'],
            ]),
            name: 'First',
          },
          { xml: sheetData([['c']]) },
        ]),
      ),
    );
    expect(told.tables).toEqual([
      {
        sheet: 1,
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
        ended: true,
      },
      { sheet: 2, rows: [['c']], ended: true },
    ]);
    expect(told.texts[0]?.lines).toEqual(['First', 'Sheet2']);
    expect([told.rules, told.notChecked]).toEqual([[], []]);
  });

  test('reads every kind of cell', async () => {
    const strings =
      '<sst><si><t>shared</t></si><si><r><t>in </t></r><r><t>runs</t></r><rPh><t>aloud</t></rPh></si></sst>';
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>';
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>3.5</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c>' +
      '<c r="F1" t="str"><f>A1&amp;"x"</f><v>sharedx</v></c><c r="G1" s="1"><v>36526</v></c><c r="H1" s="2"><v>36526.5</v></c><c r="J1"><v>7</v></c>';
    const parts = [
      { name: 'xl/sharedStrings.xml', content: strings },
      { name: 'xl/styles.xml', content: styles },
    ];
    expect(await rowsOf(one(`<sheetData><row r="1">${cells}</row></sheetData>`, parts))).toEqual([
      ['shared', 'in runs', '3.5', 'TRUE', '#N/A', 'sharedx', '2000-01-01', '2000-01-01T12:00', '', '7'],
    ]);
  });

  test('counts rows that are left out, so that numbers of rows hold', async () => {
    expect(await rowsOf(one('<sheetData><row r="2"><c r="B2"><v>5</v></c></row></sheetData>'))).toEqual([
      [],
      ['', '5'],
    ]);
  });

  test('knows elements by their names without a prefix', async () => {
    expect(await rowsOf(one('<x:sheetData xmlns:x="x"><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData>'))).toEqual([
      ['5'],
    ]);
  });

  test('finds hidden sheets, and sheets that the workbook does not list, and reads them', async () => {
    const xml = sheetData([['x']]);
    const parts = workbookParts([{ xml }, { xml, state: 'hidden' }, { xml, state: 'veryHidden' }]);
    const told = await tell(
      readOffice,
      zip([...parts, { name: 'xl/worksheets/old.xml', content: `<worksheet>${xml}</worksheet>` }]),
    );
    expect(told.places).toEqual([2, 3, 4].map((sheet) => ({ rule: 'workbook-hidden-sheet', sheet })));
    expect(told.tables.length).toBe(4);
  });

  test.each([
    ['nothing in it', '<sheetData><row r="1"><c r="A1" s="1"/></row></sheetData>', []],
    ['something in it', sheetData([['x']]), [2]],
    ['a picture on it', '<sheetData/><drawing r:id="rId1"/>', [2]],
  ])('tells a hidden sheet with %s', async (_, xml, sheets) => {
    const parts = workbookParts([{ xml: sheetData([['x']]) }, { xml, state: 'hidden' }]);
    const { places } = await tell(readOffice, zip(parts));
    expect(places).toEqual(sheets.map((sheet) => ({ rule: 'workbook-hidden-sheet', sheet })));
  });

  test('notes whom a workbook names as its people, and none where it names nobody', async () => {
    const people = (inside: string) =>
      workbook([{ name: 'xl/persons/person.xml', content: `<personList>${inside}</personList>` }]);
    expect((await tell(readOffice, people(''))).rules).toEqual([]);
    const told = await tell(readOffice, people('<person displayName="Ada Alder" id="{1}"/>'));
    expect(told.rules).toEqual(['document-author']);
    expect(told.texts.flatMap(({ lines }) => lines)).toContain('displayName: Ada Alder');
  });

  test('finds rows and columns that are hidden and hold something', async () => {
    const xml =
      '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="16384" hidden="1"/></cols><sheetData>' +
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="E1"><v>3</v></c></row>' +
      '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="true"/><row r="4" ht="0"><c r="B4"><v>1</v></c></row></sheetData>';
    const told = await tell(readOffice, one(xml));
    expect(told.places).toEqual(
      [{ column: 2 }, { column: 5 }, { row: 2 }, { row: 4 }].map((place) => ({
        rule: 'workbook-hidden-cells',
        sheet: 1,
        ...place,
      })),
    );
  });

  test.each([
    ['xl/vbaProject.bin', 'workbook-macro'],
    ['xl/macrosheets/sheet1.xml', 'workbook-macro'],
    ['xl/pivotCache/pivotCacheRecords1.xml', 'workbook-cache'],
    ['xl/model/item.data', 'workbook-cache'],
    ['xl/embeddings/oleObject1.bin', 'workbook-embedded'],
    ['xl/externalLinks/externalLink1.xml', 'workbook-link'],
    ['xl/connections.xml', 'workbook-link'],
    ['xl/revisions/revisionLog1.xml', 'workbook-revision'],
    ['customXml/item1.xml', 'workbook-custom'],
    ['xl/media/image1.png', 'workbook-picture'],
    ['xl/charts/chart1.xml', 'workbook-picture'],
    ['anything/else.bin', 'workbook-unknown'],
  ])('finds %s by its name', async (name, rule) => {
    expect((await tell(readOffice, workbook([{ name, content: 'x' }]))).rules).toEqual([rule]);
  });

  test('gives comments to the checks as text', async () => {
    const comments =
      '<comments><commentList><comment ref="A1"><text><t>see patient 12</t></text></comment></commentList></comments>';
    const told = await tell(readOffice, workbook([{ name: 'xl/comments1.xml', content: comments }]));
    expect(told.rules).toEqual(['workbook-comment']);
    expect(told.texts.flatMap(({ lines }) => lines)).toContain('see patient 12');
  });

  test('notes who wrote it, and names that it defines', async () => {
    const core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Jane</dc:creator></cp:coreProperties>';
    const names =
      '<definedNames><definedName name="_xlnm.Print_Area">A1</definedName><definedName name="x">42</definedName></definedNames>';
    const told = await tell(readOffice, workbook([{ name: 'docProps/core.xml', content: core }], names));
    expect(told.rules).toEqual(['workbook-name', 'document-author']);
  });

  test('another document in a zip is of a type that is not read', async () => {
    const told = await tell(readOffice, zip([{ name: 'visio/document.xml', content: '<w/>' }]));
    expect([told.rules, told.notChecked]).toEqual([[], ['type']]);
  });

  test.each([
    ['entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]>'],
    ['an entity that nothing defines', '<row>&a;</row>'],
    ['too many layers', '<a>'.repeat(300)],
    ['a tag without an end', '<row'],
    ['rows that go back', '<row r="5"/><row r="4"/>'],
    ['a row beyond the last one', '<row r="9999999"/>'],
    ['a column beyond the last one', '<row r="1"><c r="ZZZZ1"/></row>'],
    ['a piece that is longer than 1 MB', `<row><c t="str"><v>${'x'.repeat(2 ** 21)}</v></c></row>`],
    ['a comment that is longer than 1 MB', `<!--${'< '.repeat(2 ** 20)}-->`],
  ])('says that a sheet with %s is damaged, whatever came before', async (_, xml) => {
    await expect(
      tell(readOffice, zip([...workbookParts([{ xml }]), { name: 'xl/theme/theme1.xml', content: noise() }])),
    ).rejects.toThrow(DamagedError);
  });

  test('tells the beginning of a text that is longer than a cell can be, and says so', async () => {
    const told = await tell(readOffice, one(sheetData([['y'.repeat(40_000)]])));
    expect(told.tables[0]?.rows[0]?.[0]?.length).toBe(32_767);
    expect(told.notChecked).toEqual(['partly']);
  });
});

/** Bytes that do not pack well, so that the whole is no bomb. */
function noise(): string {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state.toString(36);
  };
  return Array.from({ length: 10_000 }, next).join('');
}
