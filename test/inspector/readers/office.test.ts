import { describe, expect, test } from 'vitest';
import { readOffice } from '../../../src/inspector/child/readers/office.ts';
import { sheetData, workbook, workbookParts } from '../hostile/make/workbook.ts';
import { type ZipPart, zip } from '../hostile/make/zip.ts';
import { tell } from './recording.ts';

const cell = (text: string, inside = '') => `<w:tc>${inside}<w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
const row = (...texts: string[]) => `<w:tr>${texts.map((text) => cell(text)).join('')}</w:tr>`;
const part = (name: string, content: string): ZipPart => ({ name, content });
const letter = (xml: string, ...more: ZipPart[]) =>
  zip([part('word/document.xml', `<w:document xmlns:w="w"><w:body>${xml}</w:body></w:document>`), ...more]);
const lines = async (bytes: Uint8Array) => (await tell(readOffice, bytes)).texts.flatMap((text) => text.lines);
const tables = async (bytes: Uint8Array) => (await tell(readOffice, bytes)).tables.map(({ rows }) => rows);

describe('a document', () => {
  test('has its paragraphs told as lines and its tables as tables', async () => {
    const span = `<w:tr>${cell('Male', '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')}${cell('n')}</w:tr>`;
    const xml = `<w:p><w:r><w:t>One </w:t></w:r><w:r><w:t>line</w:t></w:r></w:p><w:tbl>${span}${row('a', '7', '3')}</w:tbl>`;
    const told = await tell(readOffice, letter(xml));
    expect(told.texts[0]?.lines).toEqual(['One line']);
    expect(told.tables.map(({ rows }) => rows)).toEqual([
      [
        ['Male', '', 'n'],
        ['a', '7', '3'],
      ],
    ]);
    expect([told.rules, told.notChecked]).toEqual([[], []]);
  });

  test.each([
    ['a header', 'word/header1.xml', '<w:hdr><w:p><w:r><w:t>patient 12</w:t></w:r></w:p></w:hdr>'],
    ['a footnote', 'word/footnotes.xml', '<w:f><w:p><w:r><w:t>patient 12</w:t></w:r></w:p></w:f>'],
    ['a comment', 'word/comments.xml', '<w:c><w:p><w:r><w:t>patient 12</w:t></w:r></w:p></w:c>'],
    ['what it says of itself', 'docProps/core.xml', '<c><title>patient 12</title></c>'],
    ['a diagram', 'word/diagrams/data1.xml', '<d><a:p><a:t>patient 12</a:t></a:p></d>'],
    ['data of another program', 'customXml/item1.xml', '<d a="patient 12"/>'],
    ['a part of no known name', 'word/else.xml', '<d>patient 12</d>'],
    ['the theme', 'word/theme/theme1.xml', '<a:theme><x>patient 12</x></a:theme>'],
    ['a comment that programs leave aside', 'word/settings.xml', '<w:s><!--patient 12--></w:s>'],
    [
      'a link that leads out',
      'word/_rels/document.xml.rels',
      '<R><Relationship Id="a" TargetMode="External" Target="https://patient 12"/></R>',
    ],
  ])('has %s told', async (_, name, content) => {
    expect((await lines(letter('', part(name, content)))).join('\n')).toContain('patient 12');
  });

  test.each([
    ['deleted text', '<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>', 'document-tracked'],
    ['hidden text', '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r></w:p>', 'document-hidden-text'],
  ])('with %s is told to have it, and the text too', async (_, xml, rule) => {
    const told = await tell(readOffice, letter(xml));
    expect([told.rules, told.texts[0]?.lines]).toEqual([[rule], ['gone']]);
  });

  test('has the text in a box and what is read out of a picture told', async () => {
    const box =
      '<w:p><w:r><w:drawing><wp:docPr descr="seen"/><w:txbxContent><w:p><w:r><w:t>inside</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p>';
    expect(await lines(letter(box))).toEqual(['seen', 'inside']);
  });

  test('has pictures, fonts, files and settings of printers named', async () => {
    const more = [
      'word/media/image1.png',
      'word/embeddings/a.xlsx',
      'word/fonts/font1.odttf',
      'word/printerSettings/a.bin',
    ];
    const bytes = letter('<w:p/>', ...more.map((name) => part(name, 'x')), part('[trash]/0000.dat', 'x'));
    const { passed, looked, rules } = await tell(readOffice, bytes);
    expect(passed.map(([kind]) => kind)).toEqual(['picture', 'embeddedFile', 'font', 'printerSettings', 'otherData']);
    expect(looked + passed.reduce((sum, [, size]) => sum + size, 0)).toBe(bytes.length);
    expect(rules).toEqual(['workbook-picture', 'workbook-embedded']);
  });

  test('has the numbers that a chart keeps told as a table', async () => {
    const points = (...values: string[]) => values.map((v, at) => `<c:pt idx="${at}"><c:v>${v}</c:v></c:pt>`).join('');
    const chart = (name: string, ...values: string[]) =>
      `<c:ser><c:tx><c:strRef><c:f>S!A1</c:f><c:strCache>${points(name)}</c:strCache></c:strRef></c:tx>` +
      `<c:cat><c:strRef>${points('F', 'M')}</c:strRef></c:cat><c:val><c:numRef>${points(...values)}</c:numRef></c:val></c:ser>`;
    const xml = `<c:chart>${chart('n', '3', '40')}${chart('all', '5', '60')}</c:chart>`;
    expect(await tables(letter('', part('word/charts/chart1.xml', xml)))).toEqual([
      [
        ['', 'n', 'all'],
        ['F', '3', '5'],
        ['M', '40', '60'],
      ],
    ]);
  });
});

describe('slides', () => {
  const slide = (inside: string, show = '') =>
    `<p:sld ${show}><p:txBody><a:p><a:r><a:t>${inside}</a:t></a:r></a:p></p:txBody></p:sld>`;
  test('have their texts and tables told by slide, and the notes of the speaker', async () => {
    const bytes = zip([
      part('ppt/presentation.xml', '<p:presentation/>'),
      part('ppt/slides/slide2.xml', slide('second', 'show="0"')),
      part(
        'ppt/slides/slide1.xml',
        slide('first</a:t></a:r></a:p><a:tbl><a:tr><a:tc><a:p><a:t>7</a:t></a:p></a:tc></a:tr></a:tbl><a:p><a:r><a:t>'),
      ),
      part('ppt/notesSlides/notesSlide1.xml', '<p:notes><a:p><a:t>spoken</a:t></a:p></p:notes>'),
    ]);
    const told = await tell(readOffice, bytes);
    expect(told.texts.filter(({ lines: all }) => all.length > 0).map(({ page, lines: all }) => [page, all])).toEqual([
      [1, ['first']],
      [2, ['second']],
      [undefined, ['spoken']],
    ]);
    expect(told.tables.map(({ rows }) => rows)).toEqual([[['7']]]);
    expect(told.places).toEqual([{ rule: 'hidden-slide', page: 2 }]);
  });
});

describe('a workbook', () => {
  test('has the rows behind a pivot table told as a table', async () => {
    const definition =
      '<p><cacheFields><cacheField name="sex"><sharedItems><s v="F"/><s v="M"/></sharedItems></cacheField><cacheField name="age"><sharedItems/></cacheField></cacheFields></p>';
    const records = '<p><r><x v="0"/><n v="34"/></r><r><x v="1"/><n v="56"/></r></p>';
    const bytes = workbook([
      part('xl/pivotCache/pivotCacheDefinition1.xml', definition),
      part('xl/pivotCache/pivotCacheRecords1.xml', records),
    ]);
    expect(await tables(bytes)).toContainEqual([
      ['sex', 'age'],
      ['F', '34'],
      ['M', '56'],
    ]);
  });

  test('has shared texts that stand in no cell told as a table', async () => {
    const strings = '<sst><si><t>shown</t></si><si><t>deleted</t></si></sst>';
    const sheet = '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>';
    expect(await tables(zip([...workbookParts([{ xml: sheet }]), part('xl/sharedStrings.xml', strings)]))).toEqual([
      [['shown']],
      [['deleted']],
    ]);
  });

  test('has what stands around its cells told', async () => {
    const xml = `${sheetData([['a']])}<dataValidations><dataValidation prompt="one"><formula1>"two,three"</formula1></dataValidation></dataValidations><headerFooter><oddHeader>four</oddHeader></headerFooter>`;
    const names = '<definedNames><definedName name="x" comment="five">"six"</definedName></definedNames>';
    expect(await lines(zip(workbookParts([{ xml }], names)))).toEqual([
      ...['Sheet1', 'x five: "six"', 'one', '"two,three"', 'four'],
    ]);
  });

  test('accounts for every byte of it', async () => {
    const bytes = workbook([part('xl/theme/theme1.xml', '<a/>'), part('xl/calcChain.xml', '<c/>')]);
    const { looked, passed } = await tell(readOffice, bytes);
    expect(looked + passed.reduce((sum, [, size]) => sum + size, 0)).toBe(bytes.length);
  });
});
