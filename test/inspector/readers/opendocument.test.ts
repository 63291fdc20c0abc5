import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOdf } from '../../../src/inspector/child/readers/office.ts';
import { openDocument } from '../hostile/make/open-document.ts';
import { type Told, tell } from './recording.ts';

/** Files that LibreOffice wrote. */
const sample = (name: string) => readFileSync(join(import.meta.dirname, 'opendocument', name));
const rowsOf = ({ tables }: Told) => tables.map(({ rows }) => rows);
const linesOf = ({ texts }: Told) => texts.flatMap(({ lines }) => lines);
const sheet = (xml: string, styles = '') =>
  openDocument('spreadsheet', `<table:table table:name="S">${xml}</table:table>`, { styles });
const row = (cells: string, more = '') => `<table:table-row ${more}>${cells}</table:table-row>`;
const cell = (text: string, more = '') =>
  `<table:table-cell ${more}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`;
const number = (value: number, text = `${value}`) => cell(text, `office:value-type="float" office:value="${value}"`);

test('a text of LibreOffice has its lines and tables told, and what it does not show', async () => {
  const told = await tell(readOdf, sample('letter.odt'));
  expect(linesOf(told)).toEqual(
    expect.arrayContaining([
      ...['Title', 'One   line   more and end1.', 'at the foot', 'a remark', 'gone words', 'Head of it'],
      ...['Shown hidden words link', 'https://example.org/x', 'Jane Doe', 'alpha'],
    ]),
  );
  expect(rowsOf(told)).toEqual([
    [
      ['Male', '', 'n'],
      ['a', 'x', '7'],
      ['a', 'y', '41'],
    ],
  ]);
  expect(told.rules.toSorted()).toEqual([
    ...['document-author', 'document-hidden-text', 'document-tracked', 'workbook-comment'],
    ...['workbook-custom', 'workbook-picture'],
  ]);
});

test('a spreadsheet of LibreOffice has its sheets told, what they hide, and the table of its chart', async () => {
  const told = await tell(readOdf, sample('wards.ods'));
  const wards = [
    ['North', '120'],
    ['South', '4'],
    ['East', '77'],
  ];
  expect(told.tables.map(({ sheet: at, rows }) => [at, rows])).toEqual([
    [1, [['ward', 'patients'], ['North', '120', 'aside'], ...wards.slice(1)]],
    [2, [['secret'], ...Array.from({ length: 3 }, () => ['5', '5'])]],
    [undefined, [['', 'patients'], ...wards]],
  ]);
  expect(told.places).toEqual([
    { rule: 'workbook-hidden-cells', sheet: 1, column: 3 },
    { rule: 'workbook-hidden-cells', sheet: 1, row: 4 },
    { rule: 'workbook-hidden-sheet', sheet: 2 },
  ]);
  expect(linesOf(told)).toEqual(expect.arrayContaining(['Wards', 'Kept', 'asked her', 'By ward']));
});

test('slides of LibreOffice are told by page, with the notes of the speaker', async () => {
  const told = await tell(readOdf, sample('slides.odp'));
  const pages = told.texts.filter(({ page }) => page !== undefined).map(({ page, lines }) => [page, lines]);
  expect(pages).toEqual([
    [1, ['Patients by ward', 'say it slowly']],
    [2, ['not shown']],
  ]);
  expect(rowsOf(told)).toEqual([
    [
      ['ward', 'patients'],
      ['North', '120'],
      ['South', '4'],
    ],
  ]);
  expect(told.places).toContainEqual({ rule: 'hidden-slide', page: 2 });
});

test.each(['letter.odt', 'wards.ods', 'slides.odp'])('every byte of %s is accounted for', async (name) => {
  const { looked, passed, notChecked } = await tell(readOdf, sample(name));
  expect(looked + passed.reduce((sum, [, size]) => sum + size, 0)).toBe(sample(name).length);
  expect(notChecked).toEqual([]);
});

describe('a cell', () => {
  test.each([
    ['that masks its number', number(4, '&lt;10'), '4'],
    ['that rounds its number', number(0.28571, '0.3'), '0.28571'],
    ['of a share', cell('28 %', 'office:value-type="percentage" office:value="0.275"'), '27.5%'],
    ['of a day', cell('1998', 'office:value-type="date" office:date-value="1998-05-06"'), '1998-05-06'],
    ['without a text', cell('', 'office:value-type="string" office:string-value="seen"'), 'seen'],
    ['of two lines', '<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>', 'a b'],
  ])('%s has what the file keeps told', async (_, xml, text) => {
    expect(rowsOf(await tell(readOdf, sheet(row(xml))))).toEqual([[[text]]]);
  });

  test('that shows words in place of its number has both told', async () => {
    const told = await tell(readOdf, sheet(row(number(4, 'Jane Doe'))));
    expect([rowsOf(told), linesOf(told)]).toEqual([[[['4']]], expect.arrayContaining(['Jane Doe'])]);
  });

  test('below another one that spans it is hidden', async () => {
    const covered = '<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>';
    const told = await tell(readOdf, sheet(row(cell('over', 'table:number-columns-spanned="2"') + covered)));
    expect(rowsOf(told)).toEqual([[['over', 'under']]]);
    expect(told.places).toEqual([{ rule: 'workbook-hidden-cells', sheet: 1, row: 1, column: 2 }]);
  });

  test('that stands there often is told as often, and empty ones only before others', async () => {
    const often = (times: number) => `table:number-columns-repeated="${times}"`;
    const xml =
      row(cell('', often(2)) + cell('x', often(3)) + cell('', often(16_000))) +
      row(cell('', often(16_384)), 'table:number-rows-repeated="2"') +
      row(cell('y')) +
      row(cell(''), 'table:number-rows-repeated="1048572"');
    expect(rowsOf(await tell(readOdf, sheet(xml)))).toEqual([[['', '', 'x', 'x', 'x'], [], [], ['y']]]);
  });
});

test.each([
  [
    'by a parent of its style',
    'c',
    '<s:style s:name="p" s:family="text"><s:text-properties text:display="none"/></s:style><s:style s:name="c" s:family="text" s:parent-style-name="p"/>',
    ['document-hidden-text'],
  ],
  [
    'by no parent in a circle',
    'c',
    '<s:style s:name="c" s:family="text" s:parent-style-name="c"/><s:style s:name="o" s:family="text"><s:text-properties text:display="none"/></s:style>',
    [],
  ],
])('a text is hidden %s', async (_, name, styles, rules) => {
  const bytes = openDocument('text', `<text:p><text:span text:style-name="${name}">x</text:span></text:p>`, { styles });
  expect((await tell(readOdf, bytes)).rules).toEqual(rules);
});

test.each([
  ['a hidden paragraph', 'text', '<text:p><text:hidden-paragraph/>kept</text:p>', 'document-hidden-text'],
  [
    'a hidden section',
    'text',
    '<text:section text:display="none"><text:p>kept</text:p></text:section>',
    'document-hidden-text',
  ],
  [
    'a text by condition',
    'text',
    '<text:p><text:hidden-text text:string-value="kept"/></text:p>',
    'document-hidden-text',
  ],
  [
    'tracked changes',
    'spreadsheet',
    '<table:tracked-changes><table:cell-content-change><text:p>kept</text:p></table:cell-content-change></table:tracked-changes>',
    'workbook-revision',
  ],
  [
    'a link to a table',
    'spreadsheet',
    '<table:table><table:table-source xlink:href="file:///kept"/></table:table>',
    'workbook-link',
  ],
  [
    'a name',
    'spreadsheet',
    '<table:named-expressions><table:named-expression table:name="kept" table:expression="4"/></table:named-expressions>',
    'workbook-name',
  ],
  ['a call of a program', 'text', '<text:p>kept<script:event-listener/></text:p>', 'workbook-macro'],
])('%s is told, and its words', async (_, body, xml, rule) => {
  const told = await tell(readOdf, openDocument(body, xml));
  expect(told.rules).toEqual([rule]);
  expect(linesOf(told).join('\n')).toContain('kept');
});

test.each([
  ['Pictures/a.png', 'workbook-picture', 'picture'],
  ['Thumbnails/thumbnail.png', 'workbook-picture', 'picture'],
  ['Basic/Standard/Module1.xml', 'workbook-macro', 'program'],
  ['Scripts/python/a.py', 'workbook-macro', 'program'],
  ['Object 1', 'workbook-embedded', 'embeddedFile'],
  ['Versions/Version1', 'workbook-revision', 'embeddedFile'],
  ['database/data', 'workbook-cache', 'sourceData'],
  ['else/a.bin', 'workbook-unknown', 'otherData'],
])('the part %s breaks %s and is named %s', async (name, rule, kind) => {
  const bytes = openDocument('text', '<text:p>x</text:p>', { more: [{ name, content: 'x' }] });
  const told = await tell(readOdf, bytes);
  expect([told.rules, told.passed.map(([one]) => one).filter((one) => one !== 'metadata')]).toEqual([[rule], [kind]]);
});

test.each([
  ['chart', 'workbook-picture'],
  ['spreadsheet', 'workbook-embedded'],
])('a %s in a text has its table told', async (body, rule) => {
  const content = `<o:document-content><o:body><o:${body}><table:table>${row(number(4))}</table:table></o:${body}></o:body></o:document-content>`;
  const told = await tell(readOdf, openDocument('text', '', { more: [{ name: 'Object 1/content.xml', content }] }));
  expect([told.rules, rowsOf(told)]).toEqual([[rule], [[['4']]]]);
});

test('one that needs a password says so, and all of it is named', async () => {
  const manifest =
    '<m:manifest><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>';
  const more = [{ name: 'META-INF/manifest.xml', content: manifest }];
  const bytes = openDocument('text', '<text:p>x</text:p>', { more });
  const { rules, notChecked, looked, passed, tables } = await tell(readOdf, bytes);
  expect([rules, notChecked, tables]).toEqual([['encrypted'], ['encrypted'], []]);
  expect(looked + passed.reduce((sum, [, size]) => sum + size, 0)).toBe(bytes.length);
});
