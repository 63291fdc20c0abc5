import { expect, test } from 'vitest';
import { detect, headBytes, isNotebook } from '../../../src/inspector/child/detect.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
/** The head of an entry of a zip. */
const entry = (name: string) => {
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name)]);
};
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

test.each([
  ['nothing', '', 'empty'],
  ['a picture', bytes('\x89PNG\r\n\x1a\n…'), 'png'],
  ['a photograph', bytes('\xff\xd8\xff\xe0'), 'jpeg'],
  ['a document', '%PDF-1.7\n', 'pdf'],
  ['columns of Parquet', bytes('PAR1\x15\x04'), 'parquet'],
  ['columns of Arrow', bytes('ARROW1\0\0'), 'arrow'],
  ['a zip', entry('a/b.csv'), 'archive'],
  ['an empty zip', bytes(`PK\x05\x06${'\0'.repeat(18)}`), 'archive'],
  ['a gzip', bytes('\x1f\x8b\x08'), 'archive'],
  ['a tar', bytes(`a.csv${'\0'.repeat(252)}ustar\x0000`), 'archive'],
  ['a workbook', Buffer.concat([entry('[Content_Types].xml'), entry('xl/workbook.xml')]), 'xlsx'],
  [
    'a workbook as openpyxl writes it',
    Buffer.concat([entry('docProps/app.xml'), entry('xl/theme/theme1.xml')]),
    'xlsx',
  ],
  ['a letter', Buffer.concat([entry('[Content_Types].xml'), entry('word/document.xml')]), 'docx'],
  ['slides', Buffer.concat([entry('[Content_Types].xml'), entry('ppt/presentation.xml')]), 'pptx'],
  ['an OpenDocument', Buffer.concat([entry('mimetype'), bytes('application/vnd.oasis.opendocument.text')]), 'odf'],
  ['an OpenDocument that was packed anew', Buffer.concat([entry('meta.xml'), entry('content.xml')]), 'odf'],
  ['a book', Buffer.concat([entry('mimetype'), bytes('application/epub+zip')]), 'archive'],
  ['weights of a model', entry('model/data.pkl'), 'other'],
  ['a pickle', bytes('\x80\x04\x95\x10\0\0\0\0'), 'other'],
  ['NUL in a text', 'a,b\n1,2\0\n', 'other'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg'],
  [
    'a drawing behind a head',
    '<?xml version="1.0"?>\n<!-- made -->\n<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY c "d">]><svg />',
    'svg',
  ],
  ['a page', '\n<!DOCTYPE html>\n<p>', 'html'],
  ['a piece of a page', '<div class="a"><table>', 'html'],
  ['a table of a page behind a comment', '<!-- html table\n generated in R -->\n<table border=1>', 'html'],
  ['a text behind a comment', '<!-- made -->\n\n# Title\n\n| a | b |\n', 'text'],
  ['a text with brackets', '<unnamed> is what it is.\nAnother line.\n', 'text'],
  ['XML that says nothing of itself', '<rows><row age="44" sex="F"/><row age="51" sex="M"/></rows>', 'html'],
  ['types that R prints', '<chr> <int>\nNorth 12\n', 'text'],
  ['XML', '<?xml version="1.0"?>\n<results/>', 'html'],
  ['a document that is text', '{\\rtf1 text}', 'other'],
  ['a page for printers', '%!PS-Adobe-3.0 EPSF-3.0\n', 'other'],
  ['records of Stata', '<stata_dta><header>', 'other'],
  ['words', 'Some words, and more of them.\nAnother line.\n', 'text'],
  ['one line', 'age,n', 'text'],
  ['a log with commas in its times', lines(9, (at) => `2030-01-01 12:00:0${at},123 INFO epoch ${at}`), 'text'],
  ['a log with brackets', lines(9, (at) => `[2030-01-01 12:00:0${at}] epoch ${at}`), 'text'],
  ['a log with levels', '[INFO] begun\n[INFO] done\n', 'text'],
  ['a program', lines(9, (at) => `call(${at});`), 'text'],
  ['a list', '- one, two\n- three\n\nAnd a sentence, with a comma, here.\nNone here.\n', 'text'],
  ['a text with letters of old', bytes('Gr\xf6\xdfe und Gewicht\n'), 'text'],
  ['a table', 'age,n\n10,20\n', 'table'],
  ['a table with tabs', 'age\tn\n10\t20\n', 'table'],
  ['a table with decimal commas', 'age;mean\n10;2,5\n20;3,5\n', 'table'],
  ['a table with a title', 'Table 1\nage,n\n10,20\n20,30\n30,40\n', 'table'],
  ['a table with line breaks in cells', 'age,note\n10,"a\nb\nc\nd"\n20,"e\nf\ng\nh"\n', 'table'],
  ['a table in which some rows are broken', 'age,n\n10,20\n20,30\n30,40,50\n', 'table'],
  ['a table in UTF-16', utf16('age,n\n10,20\n'), 'table'],
  ['a table behind a mark of its order', '\ufeffage,n\n10,20\n', 'table'],
  ['one column of codes', `id\n${lines(12, (at) => `9434765${at}`)}\n`, 'table'],
  ['one column of numbers', 'patients\n12\n3\n45\n6\n', 'table'],
  ['a table that text prints', '| ward | n |\n|------+----|\n| a    | 12 |\n| b    | 40 |\n', 'text'],
  ['stems of R', `> stem(x)\n\n  The decimal point is at the |\n\n${'  1 | 89\n'.repeat(12)}`, 'text'],
  ['a list of bins', '[0,18)    12\n[18,35)    3\n[35,Inf]   4\n', 'text'],
  ['an object', '{"a": 1}', 'json'],
  ['an object over lines', '\n{\n  "a": 1\n}\n', 'json'],
  ['an array', '[1, 2]', 'json'],
  ['an array of objects', '[{"a": 1}]', 'json'],
  ['objects in lines', '{"a": 1}\n{"a": 2}\n', 'json'],
])('%s: %s', (_, content, type) => {
  expect(detect(Buffer.from(content))).toBe(type);
});

test('a table may have a column for each gene', () => {
  const row = (cell: (at: number) => string) => Array.from({ length: 40_000 }, (_, at) => cell(at)).join(',');
  const table = `${row((at) => `GENE${at}`)}\n${row((at) => `${at % 7}.25`)}\n${row(() => '0')}\n`;
  expect(detect(Buffer.from(table).subarray(0, headBytes))).toBe('table');
});

test('a text may be cut in the middle of a letter', () => {
  const head = Buffer.from(`${'x'.repeat(headBytes - 1)}é`).subarray(0, headBytes);
  expect(detect(head)).toBe('text');
});

test.each([
  ['{"cells": [], "nbformat": 4}', true],
  ['{"nbformat": 4, "metadata": {}, "cells": []}', true],
  ['{"cells": []}', false],
])('%s is a notebook: %s', (json, is) => {
  expect(isNotebook(Buffer.from(json))).toBe(is);
});
