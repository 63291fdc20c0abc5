import { deflateSync, gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import type { NotCheckedReason } from '../../../src/domain/inspection/evidence.ts';
import { chunk, exif, exifSegment, jpeg, png, segment, tag } from './make/image.ts';
import { openDocument } from './make/open-document.ts';
import { parquet } from './make/parquet.ts';
import { attached, locked, pdf, stream } from './make/pdf.ts';
import { tar } from './make/tar.ts';
import { sheetData, workbook, workbookParts } from './make/workbook.ts';
import { zip } from './make/zip.ts';
import type { readers } from './readers.ts';

/** A file made to do harm, and what must come of it. */
export interface HostileFile {
  readonly name: string;
  readonly reader: keyof typeof readers;
  readonly make: () => Uint8Array;
  /** Rules that must be found; others may be. */
  readonly rules?: readonly string[];
  readonly notChecked?: readonly NotCheckedReason[];
  readonly ends?: 'damaged' | 'tooLarge';
}

const million = 1024 ** 2;
const zeros = (megabytes: number) => Buffer.alloc(megabytes * million);
const sheets = (xml: string, count = 1, isStored = true) =>
  zip(workbookParts(Array.from({ length: count }, () => ({ xml }))).map((part) => ({ ...part, isStored })));
const rows = (xml: string) => `<sheetData>${xml}</sheetData>`;

/** An Arrow file that says of its rows, wherever it counts them, that they are very many. */
function lyingArrow(): Uint8Array {
  const bytes = Buffer.from(
    tableToIPC(tableFromArrays({ x: Int32Array.from({ length: 777 }, (_, at) => at) }), 'file'),
  );
  const length = Buffer.alloc(8);
  length.writeBigInt64LE(777n);
  for (let at = bytes.indexOf(length); at !== -1; at = bytes.indexOf(length, at + 8))
    bytes.writeBigInt64LE(2n ** 40n, at);
  return bytes;
}

const archives: readonly HostileFile[] = [
  {
    name: 'zip bomb',
    reader: 'archive',
    make: () => zip([{ name: 'x', content: zeros(128) }]),
    rules: ['archive-ratio'],
  },
  {
    name: 'zip bomb whose files are one',
    reader: 'archive',
    make: () =>
      zip(
        Array.from({ length: 1000 }, (_, at) => ({ name: `${at}`, content: zeros(8) })),
        { overlap: true },
      ),
    rules: ['archive-lies', 'archive-ratio', 'archive-size'],
  },
  {
    name: 'zip bomb with a lying header',
    reader: 'archive',
    make: () => zip([{ name: 'x', content: zeros(128), saysBytes: 100 }]),
    rules: ['archive-lies'],
  },
  {
    name: 'zip that leaves its folder',
    reader: 'archive',
    make: () => zip([{ name: '../../x', content: '' }]),
    rules: ['archive-names'],
  },
  {
    name: 'zip that says it has 65,535 files',
    reader: 'archive',
    make: () => {
      const bytes = zip([{ name: 'x', content: '' }]);
      bytes.writeUInt16LE(65_535, bytes.length - 12);
      return bytes;
    },
    ends: 'damaged',
  },
  {
    name: 'zip in a zip',
    reader: 'archive',
    make: () => zip([{ name: 'x', content: zip([{ name: 'y', content: zeros(8) }]) }]),
    rules: ['archive-nested'],
  },
  {
    name: 'zip with a page in front of its list',
    reader: 'archive',
    make: () => zip([{ name: 'x', content: '' }], { between: '<html>'.repeat(20) }),
    rules: ['hidden-bytes'],
  },
  { name: 'gzip bomb', reader: 'archive', make: () => gzipSync(zeros(256)), rules: ['archive-ratio'] },
  { name: 'gzip in a gzip', reader: 'archive', make: () => gzipSync(gzipSync(zeros(64))), rules: ['archive-nested'] },
  {
    name: 'tar with a lying size',
    reader: 'archive',
    make: () => tar([{ name: 'x', saysBytes: 8 ** 11 - 1 }]),
    ends: 'damaged',
  },
  {
    name: 'tar with an endless name',
    reader: 'archive',
    make: () => tar([{ name: 'x', kind: 'L', content: zeros(1) }]),
    ends: 'damaged',
  },
  {
    name: 'tar of a packed tar',
    reader: 'archive',
    make: () => gzipSync(tar([{ name: '/x', kind: '2' }])),
    rules: ['archive-names'],
  },
];

const workbooks: readonly HostileFile[] = [
  {
    name: 'workbook with a cell of 100 MB',
    reader: 'office',
    make: () => sheets(sheetData([['x'.repeat(100 * million)]]), 1, false),
    rules: ['archive-ratio'],
    notChecked: ['partly'],
  },
  {
    name: 'workbook with an unpacked cell of 20 MB',
    reader: 'office',
    make: () => sheets(sheetData([['x'.repeat(20 * million)]])),
    ends: 'damaged',
  },
  {
    name: 'billion laughs in a sheet',
    reader: 'office',
    make: () =>
      zip(
        workbookParts([]).concat({
          name: 'xl/worksheets/a.xml',
          content: '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        }),
      ),
    ends: 'damaged',
  },
  {
    name: 'one text that half a million cells name',
    reader: 'office',
    make: () => {
      const parts = workbookParts([{ xml: rows(`<row>${'<c t="s"><v>0</v></c>'.repeat(10_000)}</row>`.repeat(50)) }]);
      const strings = { name: 'xl/sharedStrings.xml', content: `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>` };
      return zip([...parts, strings].map((part) => ({ ...part, isStored: true })));
    },
    notChecked: ['partly'],
  },
  {
    name: 'workbook whose sheets have only a last row',
    reader: 'office',
    make: () => sheets(rows('<row r="1048576"/>'), 300),
    notChecked: ['partly'],
  },
  {
    name: 'workbook whose rows have only a last cell',
    reader: 'office',
    make: () => sheets(rows('<row><c r="XFD1"><v>1</v></c></row>'.repeat(20_000))),
    notChecked: ['partly'],
  },
  {
    name: 'workbook with too many sheets',
    reader: 'office',
    make: () =>
      zip([{ name: 'xl/workbook.xml', content: `<w>${'<sheet name="a"/>'.repeat(20_000)}</w>`, isStored: true }]),
    ends: 'damaged',
  },
  { name: 'sheet in a million layers', reader: 'office', make: () => sheets('<a>'.repeat(million)), ends: 'damaged' },
  {
    name: 'tag with a million attributes',
    reader: 'office',
    make: () => sheets(`<a ${Array.from({ length: million }, (_, at) => `a${at}=""`).join(' ')}/>`),
    ends: 'damaged',
  },
  {
    name: 'workbook with a macro',
    reader: 'office',
    make: () => workbook([{ name: 'xl/vbaProject.bin', content: 'x' }]),
    rules: ['workbook-macro'],
  },
  {
    name: 'workbook with the rows behind a pivot table',
    reader: 'office',
    make: () => workbook([{ name: 'xl/pivotCache/pivotCacheRecords1.xml', content: 'x' }]),
    rules: ['workbook-cache'],
  },
];

const paragraph = '<w:p><w:r><w:t>words</w:t></w:r></w:p>';
const letter = (xml: string, ...more: { name: string; content: string }[]) =>
  zip(
    [{ name: 'word/document.xml', content: `<w:document>${xml}</w:document>` }, ...more].map((part) => ({
      ...part,
      isStored: true,
    })),
  );

const letters: readonly HostileFile[] = [
  {
    name: 'document whose parts name each other in a circle',
    reader: 'office',
    make: () =>
      letter(
        paragraph,
        { name: '_rels/.rels', content: '<R><Relationship Id="a" Target="word/document.xml"/></R>' },
        { name: 'word/_rels/document.xml.rels', content: '<R><Relationship Id="a" Target="/_rels/.rels"/></R>' },
      ),
  },
  { name: 'document of a million paragraphs', reader: 'office', make: () => letter(paragraph.repeat(million)) },
  {
    name: 'document of tables in each other',
    reader: 'office',
    make: () => letter('<w:tbl><w:tr><w:tc>'.repeat(100_000)),
  },
  {
    name: 'document whose cells span a thousand columns',
    reader: 'office',
    make: () => {
      const cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr></w:tc>';
      return letter(`<w:tbl>${`<w:tr>${cell.repeat(16)}</w:tr>`.repeat(20_000)}</w:tbl>`);
    },
    notChecked: ['partly'],
  },
  {
    name: 'document with one part twice',
    reader: 'office',
    make: () => letter(paragraph, { name: 'word/document.xml', content: '<w:document/>' }),
  },
  {
    name: 'pivot cache that names one text a million times',
    reader: 'office',
    make: () =>
      workbook(
        [
          {
            name: 'xl/pivotCache/pivotCacheDefinition1.xml',
            content: `<p><cacheField name="a"><sharedItems><s v="${'x'.repeat(30_000)}"/></sharedItems></cacheField></p>`,
          },
          {
            name: 'xl/pivotCache/pivotCacheRecords1.xml',
            content: `<p>${'<r><x v="0"/></r>'.repeat(million)}</p>`,
          },
        ].map((part) => ({ ...part, isStored: true })),
      ),
    rules: ['workbook-cache'],
    notChecked: ['partly'],
  },
];

const million9 = 999_999_999;
const openDocuments: readonly HostileFile[] = [
  {
    name: 'OpenDocument that says one cell stands there without end',
    reader: 'openDocument',
    make: () => {
      const cell = `<t:table-cell t:number-columns-repeated="16000"><t:p>1</t:p></t:table-cell>`;
      return openDocument(
        'spreadsheet',
        `<t:table><t:table-row t:number-rows-repeated="${million9}">${cell}</t:table-row></t:table>`,
      );
    },
    notChecked: ['partly'],
  },
  {
    name: 'OpenDocument with empty rows without end',
    reader: 'openDocument',
    make: () => {
      const row = (cell: string, times: number) =>
        `<t:table-row t:number-rows-repeated="${times}"><t:table-cell>${cell}</t:table-cell></t:table-row>`;
      return openDocument('spreadsheet', `<t:table>${row('', million9)}${row('<t:p>1</t:p>', 1)}</t:table>`);
    },
    notChecked: ['partly'],
  },
  {
    name: 'OpenDocument of spaces without end',
    reader: 'openDocument',
    make: () => openDocument('text', `<t:p>${`<t:s t:c="${million9}"/>`.repeat(million)}</t:p>`, { isStored: true }),
    notChecked: ['partly'],
  },
  {
    name: 'OpenDocument of tables in each other',
    reader: 'openDocument',
    make: () => openDocument('text', '<t:table><t:table-row><t:table-cell>'.repeat(100_000), { isStored: true }),
    ends: 'damaged',
  },
  {
    name: 'OpenDocument with entities of its own',
    reader: 'openDocument',
    make: () => zip([{ name: 'content.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
    ends: 'damaged',
  },
  {
    name: 'OpenDocument whose styles go in a circle',
    reader: 'openDocument',
    make: () => {
      const style = (name: string, parent: string) =>
        `<s:style s:family="text" s:name="${name}" s:parent-style-name="${parent}"><s:text-properties t:display="${name === 'c' ? 'none' : ''}"/></s:style>`;
      const styles = style('a', 'b') + style('b', 'a') + style('c', 'a');
      return openDocument('text', `<t:p>${'<t:span t:style-name="a"/>'.repeat(500_000)}</t:p>`, {
        styles,
        isStored: true,
      });
    },
  },
];

const images: readonly HostileFile[] = [
  {
    name: 'JPEG with two blocks of EXIF',
    reader: 'jpeg',
    make: () => jpeg([exifSegment(exif([])), exifSegment(exif([tag.gps]))]),
    rules: ['image-exif-twice', 'image-gps'],
  },
  {
    name: 'JPEG with EXIF in a circle',
    reader: 'jpeg',
    make: () => jpeg([exifSegment(exif([], { next: 8 }))]),
    rules: ['hidden-bytes'],
  },
  {
    name: 'JPEG that is a zip too',
    reader: 'jpeg',
    make: () => Buffer.concat([jpeg(), zip([{ name: 'x', content: 'x' }])]),
    rules: ['hidden-bytes'],
  },
  {
    name: 'JPEG of a million parts',
    reader: 'jpeg',
    make: () => jpeg([Buffer.concat(Array.from({ length: million }, () => segment(0xe5, '')))]),
    ends: 'damaged',
  },
  {
    name: 'PNG with a lying length',
    reader: 'png',
    make: () => png([chunk('tEXt', 'a\0b', 2 ** 32 - 1)]),
    ends: 'damaged',
  },
  {
    name: 'PNG of a million parts',
    reader: 'png',
    make: () => png([Buffer.concat(Array.from({ length: million }, () => chunk('tIME')))]),
    ends: 'damaged',
  },
  {
    name: 'PNG with text that unpacks without end',
    reader: 'png',
    make: () => png([chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(zeros(128))]))]),
    rules: ['hidden-bytes'],
  },
  {
    name: 'PNG with four thousand million pixels',
    reader: 'png',
    make: () => png([], { width: 65_535, height: 65_535 }),
    rules: ['image-size'],
  },
];

const pdfs: readonly HostileFile[] = [
  {
    name: 'PDF with a script',
    reader: 'pdf',
    make: () => pdf({ catalog: '/OpenAction<</S/JavaScript/JS(x)>>' }),
    rules: ['pdf-script'],
  },
  { name: 'PDF with a file', reader: 'pdf', make: () => pdf(attached), rules: ['pdf-attachment'] },
  {
    name: 'PDF with a password',
    reader: 'pdf',
    make: () => pdf({ trailer: locked }),
    rules: ['encrypted'],
    notChecked: ['encrypted'],
  },
  {
    name: 'PDF that is a zip too',
    reader: 'pdf',
    make: () => Buffer.concat([pdf(), zip([{ name: 'x', content: 'x' }])]),
    rules: ['hidden-bytes'],
  },
  { name: 'PDF that breaks off', reader: 'pdf', make: () => pdf().subarray(0, 60), ends: 'damaged' },
  {
    name: 'PDF whose pages hold themselves',
    reader: 'pdf',
    make: () => Buffer.from(pdf().toString('latin1').replace('/Kids[3 0 R]/Count 1', '/Kids[2 0 R]/Count 9'), 'latin1'),
    ends: 'damaged',
  },
  {
    name: 'PDF whose page unpacks without end',
    reader: 'pdf',
    make: () =>
      pdf({
        page: '/Contents 6 0 R',
        objects: [stream(deflateSync(Buffer.alloc(64 * million, ' ')).toString('latin1'), '/Filter/FlateDecode')],
      }),
  },
];

const pages: readonly HostileFile[] = [
  {
    name: 'page of 1.6 million tags',
    reader: 'markup',
    make: () => Buffer.from('<b>'.repeat(1_600_000)),
    rules: ['deep-page'],
  },
  {
    name: 'page of 500,000 elements in each other',
    reader: 'markup',
    make: () => Buffer.from(`${'<div>'.repeat(500_000)}x${'</div>'.repeat(500_000)}`),
    rules: ['deep-page'],
  },
  {
    name: 'page of 100,000 tables in each other',
    reader: 'markup',
    make: () => Buffer.from('<table><tr><td>'.repeat(100_000)),
    rules: ['deep-page'],
  },
  {
    name: 'page whose cells span all rows and columns',
    reader: 'markup',
    make: () =>
      Buffer.from(`<table>${`<tr>${'<td rowspan=65534 colspan=1000>words'.repeat(16)}`.repeat(20_000)}</table>`),
    notChecked: ['partly'],
  },
  {
    name: 'page of a million brackets in a script',
    reader: 'markup',
    make: () => Buffer.from(`<script>${'=["'.repeat(million)}</script>`),
  },
  {
    name: 'page with an attribute of 30 MB',
    reader: 'markup',
    make: () => Buffer.from(`<p title="${'x'.repeat(30 * million)}">`),
  },
  {
    name: 'drawing of a million texts',
    reader: 'markup',
    make: () => Buffer.from(`<svg>${'<text x="1" y="2">a</text>'.repeat(million)}</svg>`),
  },
];

const others: readonly HostileFile[] = [
  {
    name: 'Parquet that breaks off',
    reader: 'parquet',
    make: () => parquet([{ name: 'x', values: [1, 2] }]).subarray(0, -20),
    ends: 'damaged',
  },
  {
    name: 'Parquet with more rows than it has',
    reader: 'parquet',
    make: () => parquet([{ name: 'x', values: [1] }], { saysRows: 2 ** 31 - 1 }),
    ends: 'damaged',
  },
  {
    name: 'Parquet with a lying page',
    reader: 'parquet',
    make: () => parquet([{ name: 'x', values: [1] }], { codec: 1, saysPage: 2 ** 30 }),
    ends: 'damaged',
  },
  {
    name: 'Arrow with lying lengths',
    reader: 'arrow',
    make: lyingArrow,
    rules: ['columnar-rows'],
    notChecked: ['partly'],
  },
  {
    name: 'notebook in a million layers',
    reader: 'notebook',
    make: () => Buffer.from(`{"nbformat":4,"cells":${'['.repeat(million)}`),
    ends: 'damaged',
  },
  {
    name: 'notebook with ten million values',
    reader: 'notebook',
    make: () => Buffer.from(`{"nbformat":4,"cells":[${'[],'.repeat(10 * million)}[]]}`),
    ends: 'tooLarge',
  },
];

/** Every hostile file. */
export const hostileFiles: readonly HostileFile[] = [
  ...[...archives, ...workbooks, ...letters, ...openDocuments, ...images],
  ...[...pdfs, ...pages, ...others],
];
