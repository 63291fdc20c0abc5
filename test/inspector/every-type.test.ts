import { resolve } from 'node:path';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import type { FileType } from '../../src/domain/inspection/evidence.ts';
import { inspect } from './children.ts';
import { jpeg, png } from './hostile/make/image.ts';
import { openDocument } from './hostile/make/open-document.ts';
import { parquet } from './hostile/make/parquet.ts';
import { attached, pdf } from './hostile/make/pdf.ts';
import { sheetData, workbookParts } from './hostile/make/workbook.ts';
import { zip } from './hostile/make/zip.ts';

const folder = resolve(import.meta.dirname, '../../dist/inspector');

const counts = [
  ['group', 'n'],
  ['a', '120'],
  ['b', '4'],
];
const cell = { cell_type: 'code', source: ['1 + 1'], outputs: [{ output_type: 'stream', text: ['2'] }], metadata: {} };

/** A file of each type that a child reads, and a rule that only its own reader can tell of. */
const files: readonly [FileType, string | Uint8Array, string][] = [
  ['table', counts.map((row) => row.join(',')).join('\n'), 'small-count'],
  ['text', 'Asked by jane.doe@example.org about it.\n', 'email-in-text'],
  ['json', JSON.stringify({ version: '1', results: { one: { files: [{ name: 'a.csv', sdc: {} }] } } }), 'acro-results'],
  ['notebook', JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }), 'notebook-output'],
  ['xlsx', zip(workbookParts([{ xml: sheetData(counts) }])), 'small-count'],
  ['odf', openDocument('text', '<t:p>by ada@example.org</t:p>'), 'email-in-text'],
  ['png', png(), 'picture'],
  ['jpeg', jpeg(), 'picture'],
  ['pdf', pdf(attached), 'pdf-attachment'],
  ['arrow', tableToIPC(tableFromArrays({ n: Int32Array.from([120, 4]) }), 'file'), 'small-count'],
  ['parquet', parquet([{ name: 'n', values: [120, 4] }]), 'small-count'],
  ['archive', zip([{ name: 'a.csv', content: Buffer.from('a') }]), 'archive'],
];

test.each(files)('in its locked process a child reads %s', async (type, bytes, rule) => {
  const { findings, ...read } = await inspect(folder, bytes);
  expect({ type: read.type, rules: findings.map((one) => one.rule) }).toEqual({
    type,
    rules: expect.arrayContaining([rule]),
  });
});

test('of anything else it says that it does not read such files', async () => {
  expect(await inspect(folder, Buffer.from('89484446 0d0a1a0a'.replace(' ', ''), 'hex'))).toMatchObject({
    type: 'other',
    findings: [],
    notChecked: ['type'],
  });
});
