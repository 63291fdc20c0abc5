import type { FileType } from '../../domain/inspection/evidence.ts';
import { hasMark, type Mark, namesInZip, wordMark } from './readers/magic.ts';
import { delimiterOf } from './texts/delimiter.ts';
import { decoded, isTextByte, utf16Of } from './texts/text-encoding.ts';

/** So many of the first bytes say what a file is: enough for two rows of a table with a column for each gene. */
export const headBytes = 1024 * 1024;

/** What a file is that begins with these bytes: `headBytes` of them, or all that it has. Its name is not asked. */
export function detect(head: Uint8Array): Exclude<FileType, 'unknown'> {
  if (head.length === 0) return 'empty';
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const known = signatures.find(([, ...marks]) => marks.some((mark) => hasMark(bytes, mark)));
  if (known?.[0] === 'zip') return zipType(bytes);
  if (known !== undefined) return known[0];
  return isText(head) ? textType(decoded(head, head.length === headBytes)) : 'other';
}

/** Whether JSON that was read whole is a notebook: what makes it one may stand at its end. */
export function isNotebook(whole: Uint8Array): boolean {
  const bytes = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength);
  return bytes.includes('"nbformat"') && bytes.includes('"cells"');
}

const signatures: readonly (readonly [type: Exclude<FileType, 'unknown'> | 'zip', ...marks: Mark[]])[] = [
  ['png', wordMark('\x89PNG\r\n\x1a\n')],
  ['jpeg', wordMark('\xff\xd8\xff')],
  ['pdf', wordMark('%PDF-')],
  ['parquet', wordMark('PAR1')],
  ['arrow', wordMark('ARROW1\0\0')],
  ['zip', wordMark('PK\x03\x04')],
  ['archive', wordMark('PK\x05\x06'), wordMark('PK\x07\x08'), wordMark('\x1f\x8b'), wordMark('ustar', 257)],
  // These are text, or begin as text, and still hold more than anybody reads in them.
  ['other', wordMark('%!PS'), wordMark('{\\rtf'), wordMark('<stata_dta>'), wordMark('HEADER RECORD*')],
  ['other', wordMark('ASCII SPSS PORT FILE'), wordMark('FEA1')],
  ['other', wordMark('RDX2'), wordMark('RDX3'), wordMark('RDA2'), wordMark('RDA3')],
];

const kindsOfZip = [
  ['xlsx', /^xl\//],
  ['docx', /^word\//],
  ['pptx', /^ppt\//],
  ['odf', /^content\.xml$/],
  ['other', /^visio\/|(^|\/)data\.pkl$/],
] as const;

/** Its first part says what an OpenDocument is, and is not packed. */
const openDocument = [wordMark('mimetype', 30), wordMark('application/vnd.oasis.opendocument.', 38)];

/** A zip is what its first entries are named: programs read a workbook, and other zips of their own, as one thing. */
function zipType(bytes: Buffer): 'xlsx' | 'docx' | 'pptx' | 'odf' | 'archive' | 'other' {
  if (openDocument.every((mark) => hasMark(bytes, mark))) return 'odf';
  for (const name of namesInZip(bytes)) {
    const kind = kindsOfZip.find(([, form]) => form.test(name));
    if (kind !== undefined) return kind[0];
  }
  return 'archive';
}

/** Text holds no NUL and none of the signs that steer devices; in UTF-16 it says so in its first two bytes. */
export function isText(head: Uint8Array): boolean {
  return utf16Of(head) !== undefined || head.every(isTextByte);
}

function textType(text: string): 'table' | 'text' | 'json' | 'html' | 'svg' {
  const begin = text.trimStart();
  const tagged = begin.startsWith('<') ? taggedType(begin) : undefined;
  if (tagged !== undefined) return tagged;
  if (beginsAsJson(begin)) return 'json';
  return delimiterOf(text) === undefined ? 'text' : 'table';
}

/** Elements with which a page, or a piece of one, begins. */
const firstElements =
  /^<(html|head|body|meta|link|title|style|script|div|span|p|h[1-6]|ul|ol|dl|table|caption|thead|tbody|tr|td|pre|figure|section|article|main|nav|header|footer|details|center|font|form|iframe|img|br|hr|template|blockquote|a|b|i|em|strong)(\s|\/|>|$)/i;

const drawing = /^<(svg|[a-z]+:svg)(\s|>)/i;

/** Text in tags by its first element, behind what may stand in front of one; a comment alone may begin any text. */
function taggedType(begin: string): 'html' | 'svg' | undefined {
  const isXml = /^<\?xml/i.test(begin);
  const first = firstOf(begin);
  if (drawing.test(first)) return 'svg';
  const isPage =
    isXml || /^<!doctype/i.test(begin) || /^<!doctype/i.test(first) || firstElements.test(first) || beginsAsData(begin);
  return isPage || (begin.startsWith('<!--') && !begin.includes('-->')) ? 'html' : undefined;
}

/** Text from its first element on. */
const firstOf = (begin: string): string =>
  begin.replace(/^(\s*(<\?[^>]*>|<!--[\s\S]*?-->|<!doctype[^>[]*(\[[^\]]*\]\s*)?>))*\s*/i, '');

/** Whether text begins with an element of no page that others are in, as data in XML does that says nothing of itself. */
export function beginsAsData(begin: string): boolean {
  const first = firstOf(begin);
  return (
    !firstElements.test(first) &&
    !drawing.test(first) &&
    /^<[a-z_][\w.:-]{0,60}(?:\s[^<>]{0,2000})?>\s*(?:[^<>]{0,200}<\/|<[a-z_][\w.:-]{0,60}[\s/>])/i.test(first) &&
    /<\/[\w.:-]{1,60}>|\/>/.test(first)
  );
}

/** An object, or an array whose first value is one that JSON knows; a log line such as `[INFO] …` and a bin such as `[0,18)` are neither, nor is a part of TOML, `[[people]]`. */
function beginsAsJson(text: string): boolean {
  return (
    /^(\{\s*("|\}\s*$)|\[\s*([[{"\d-]|\]\s*$|true\b|false\b|null\b))/.test(text) &&
    !/^\[\[[A-Za-z][\w.]*\]\]/.test(text) &&
    !/^\[[\d: .,TZ+-]+[\])]\s*[^\s,\]]/.test(text)
  );
}
