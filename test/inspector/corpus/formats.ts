import { tableFromArrays, tableToIPC } from 'apache-arrow';
import type { FileType } from '../../../src/domain/inspection/evidence.ts';
import { chunk, exif, exifSegment, jpeg, png, segment, tag } from '../hostile/make/image.ts';
import { openDocument } from '../hostile/make/open-document.ts';
import { parquet } from '../hostile/make/parquet.ts';
import { attached, locked, pdf } from '../hostile/make/pdf.ts';
import { sheetData, workbook, workbookParts } from '../hostile/make/workbook.ts';
import { type ZipPart, zip } from '../hostile/make/zip.ts';

/** A small file of some format, and every rule that it breaks. */
export interface FormatFile {
  readonly name: string;
  readonly type: FileType;
  readonly bytes: Uint8Array;
  readonly rules: readonly string[];
}

const file = (name: string, type: FileType, content: Uint8Array | string, ...rules: string[]): FormatFile => ({
  ...{ name, type, rules },
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
});

const counts = [
  ['group', 'n'],
  ['a', '120'],
  ['b', '4'],
];
const table = counts.map((row) => `${row.join(',')}\n`).join('');

/** A table of counts that are rounded. */
const rounded = (counts: readonly number[]) =>
  `ward,patients\n${counts.map((count, at) => `W${at},${count}\n`).join('')}`;

const plain: readonly FormatFile[] = [
  file('nothing.csv', 'empty', ''),
  file('table.csv', 'table', table, 'small-count'),
  file('picture.png', 'table', table, 'hidden-type', 'small-count'),
  file('page.pdf', 'text', 'Some words.\n', 'wrong-extension'),
  file('ragged.csv', 'table', 'age,mean\n10,3\n20,14\n30,14,5\n40,2\n', 'ragged-rows', 'numbers-unknown'),
  file('rounded.csv', 'table', rounded([7, 14, 21, 35, 70, 140, 210]), 'rounded-count'),
  file('rounded-to-3.csv', 'table', rounded([3, 6, 12, 15, 24, 33, 48, 51, 63, 120]), 'small-rounding'),
  file('broken.csv', 'table', `age,mean\n10,3\n20,14\n30,"${'x'.repeat(1_100_000)}`, 'broken-record', 'long-text'),
  file('line.txt', 'text', `Words\n${'words '.repeat(20_000)}\n`, 'long-line'),
  file('nul.txt', 'text', Buffer.from('\ufeffSome words, a\0b\n', 'utf16le'), 'nul-bytes'),
  file(
    'two.txt',
    'text',
    Buffer.concat([Buffer.from('Some words.\n'.repeat(100_000)), Buffer.from('caf\xe9\n', 'latin1')]),
    'mixed-encoding',
  ),
  file('old.txt', 'text', Buffer.from('Some caf\xe9 words.\n', 'latin1'), 'old-encoding'),
  file('twice.json', 'json', '{"note": "to ada@example.org", "note": "none"}', 'repeated-name', 'email-in-text'),
  file('deep.json', 'json', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`, 'deep-json'),
  file(
    'results.json',
    'json',
    JSON.stringify({ version: '1', results: { one: { files: [{ name: 'a', sdc: {} }] } } }),
    'acro-results',
  ),
];

const notebookCell = {
  ...{ cell_type: 'code', source: ['1 + 1'], metadata: { papermill: {} }, attachments: { 'a.png': {} } },
  outputs: [{ output_type: 'stream', text: ['2'] }],
};
const tables: readonly FormatFile[] = [
  file(
    'notebook.ipynb',
    'notebook',
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [notebookCell] }),
    'notebook-output',
    'notebook-attachment',
    'notebook-metadata',
  ),
  file('table.arrow', 'arrow', tableToIPC(tableFromArrays({ n: Int32Array.from([120, 4]) }), 'file'), 'small-count'),
  file('table.parquet', 'parquet', parquet([{ name: 'n', values: [120, 4] }]), 'small-count'),
  file('more.parquet', 'parquet', parquet([{ name: 'x', values: [1] }], { saysRows: 2 ** 31 - 1 }), 'columnar-rows'),
  file('model.bin', 'other', Buffer.from([1, 0, 2])),
];

const pages: readonly FormatFile[] = [
  file(
    'page.html',
    'html',
    `<table>${counts.map((row) => `<tr><td>${row.join('<td>')}`).join('')}</table>`,
    'small-count',
  ),
  file('files.html', 'html', '<p><a href="data:text/csv;base64,YSxi">x</a>', 'page-file'),
  file('deep.html', 'html', `<p>${'<b>'.repeat(2000)}`, 'deep-page'),
  file('chart.svg', 'svg', '<svg><text x="1" y="2">by ada@example.org</text></svg>', 'email-in-text'),
];

const archives: readonly FormatFile[] = [
  file('one.zip', 'archive', zip([{ name: 'a.csv', content: 'a' }]), 'archive'),
  file(
    'many.zip',
    'archive',
    zip(Array.from({ length: 1001 }, (_, at) => ({ name: `${at}`, content: '' }))),
    'archive',
    'archive-entries',
  ),
  file('bomb.zip', 'archive', zip([{ name: 'x', content: Buffer.alloc(2 ** 21) }]), 'archive', 'archive-ratio'),
  file(
    'lies.zip',
    'archive',
    zip([{ name: 'x', content: Buffer.from('some words'), saysBytes: 3 }]),
    'archive',
    'archive-lies',
  ),
  file(
    'size.zip',
    'archive',
    zip([{ name: 'x', content: 'x', saysBytes: 2 ** 31 }]),
    'archive',
    'archive-ratio',
    'archive-size',
  ),
  file('names.zip', 'archive', zip([{ name: '../x', content: '' }]), 'archive', 'archive-names'),
  file(
    'nested.zip',
    'archive',
    zip([{ name: 'x', content: zip([{ name: 'y', content: '' }]) }]),
    'archive',
    'archive-nested',
  ),
  file(
    'hidden.zip',
    'archive',
    zip([{ name: 'x', content: '' }], { between: '<html>'.repeat(20) }),
    'archive',
    'hidden-bytes',
  ),
];

const thumbnail = segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc');
const pictures: readonly FormatFile[] = [
  file(
    'large.png',
    'png',
    png([chunk('acTL', Buffer.alloc(8)), chunk('tEXt', 'Comment\0x')], { width: 65_535, height: 65_535 }),
    'picture',
    'image-frames',
    'image-text',
    'image-size',
  ),
  file(
    'place.jpg',
    'jpeg',
    jpeg([exifSegment(exif([tag.gps])), exifSegment(exif([tag.artist])), thumbnail]),
    'picture',
    'image-metadata',
    'image-gps',
    'image-exif-twice',
    'image-author',
    'image-thumbnail',
  ),
];

const workbookPart = (name: string, content = 'x'): ZipPart => ({ name, content });
const comments =
  '<comments><commentList><comment ref="A1"><text><t>words</t></text></comment></commentList></comments>';
const core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>J</dc:creator></cp:coreProperties>';
const hiddenRow = '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row></sheetData>';
const workbooks: readonly FormatFile[] = [
  file('table.xlsx', 'xlsx', zip(workbookParts([{ xml: sheetData(counts) }])), 'small-count'),
  file(
    'hidden.xlsx',
    'xlsx',
    zip(workbookParts([{ xml: hiddenRow, state: 'hidden' }])),
    'workbook-hidden-sheet',
    'workbook-hidden-cells',
  ),
  file(
    'parts.xlsx',
    'xlsx',
    workbook(
      [
        ...['xl/vbaProject.bin', 'xl/pivotCache/a.xml', 'xl/embeddings/a.bin', 'xl/connections.xml'].map((name) =>
          workbookPart(name),
        ),
        ...['xl/revisions/a.xml', 'customXml/a.xml', 'xl/media/a.png', 'else/a.bin'].map((name) => workbookPart(name)),
        ...[workbookPart('xl/comments1.xml', comments), workbookPart('docProps/core.xml', core)],
      ],
      '<definedNames><definedName name="x">42</definedName></definedNames>',
    ),
    ...[
      'workbook-macro',
      'workbook-cache',
      'workbook-embedded',
      'workbook-link',
      'workbook-revision',
      'workbook-custom',
    ],
    ...['workbook-picture', 'workbook-unknown', 'workbook-comment', 'document-author', 'workbook-name'],
  ),
];

const office = (root: string, xml: string): Buffer => zip([{ name: root, content: xml }]);
const documentXml =
  '<w:document><w:p><w:del><w:r><w:rPr><w:vanish/></w:rPr><w:delText>by ada@example.org</w:delText></w:r></w:del></w:p></w:document>';
const offices: readonly FormatFile[] = [
  file(
    'letter.docx',
    'docx',
    office('word/document.xml', documentXml),
    ...['document-tracked', 'document-hidden-text', 'email-in-text'],
  ),
  file(
    'slides.pptx',
    'pptx',
    zip([
      { name: 'ppt/presentation.xml', content: '<p/>' },
      { name: 'ppt/slides/slide1.xml', content: '<p:sld show="0"/>' },
    ]),
    'hidden-slide',
  ),
  file(
    'counts.ods',
    'odf',
    openDocument(
      'spreadsheet',
      `<t:table>${counts.map((row) => `<t:table-row>${row.map((cell) => `<t:table-cell><t:p>${cell}</t:p></t:table-cell>`).join('')}</t:table-row>`).join('')}</t:table>`,
    ),
    'small-count',
  ),
  file(
    'counts.odt',
    'odf',
    openDocument('text', '<t:p><t:hidden-text>words</t:hidden-text></t:p>'),
    'document-hidden-text',
  ),
];

const layer = '/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>';
const note = '<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(words)>>';
const documents: readonly FormatFile[] = [
  file(
    'report.pdf',
    'pdf',
    pdf({
      catalog: `${layer}/AcroForm<</Fields[8 0 R]>>/OpenAction<</S/JavaScript/JS(x)>>`,
      page: '/Annots[7 0 R]',
      objects: ['<</Type/OCG/Name(Hidden)>>', note, '<</FT/Tx/T(name)/V(J)>>'],
      trailer: '/Info<</Author(J)>>',
      after: 'startxref\n0\n%%EOF\n',
    }),
    ...['pdf-hidden-layer', 'pdf-form', 'pdf-script', 'pdf-note', 'document-author', 'pdf-revision'],
  ),
  file('files.pdf', 'pdf', pdf({ ...attached, content: '0 0 9 9 re f' }), 'pdf-attachment', 'pdf-no-text'),
  file('locked.pdf', 'pdf', pdf({ trailer: locked }), 'encrypted'),
];

/** At least one file of each type, and of each rule about names, encodings and formats. */
export const formatFiles: readonly FormatFile[] = [
  ...[...plain, ...tables, ...pages, ...archives],
  ...[...pictures, ...workbooks, ...offices, ...documents],
];
