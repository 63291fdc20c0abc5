import type { FileType } from '../../domain/inspection/evidence.ts';
import { delimiterOf } from './texts/delimiter.ts';
import { decoded, isTextByte, utf16Of } from './texts/text-encoding.ts';

/** So many of the first bytes say what a file is: enough for two rows of a table with a column for each gene. */
export const headBytes = 1024 * 1024;

/** What a file is that begins with these bytes: `headBytes` of them, or all that it has. Its name is not asked. */
export function detect(head: Uint8Array): Exclude<FileType, 'unknown'> {
  if (head.length === 0) return 'empty';
  const known = signatures.find(([, bytes, at = 0]) => startsWith(head, bytes, at));
  if (known?.[0] === 'zip') return zipType(head);
  if (known !== undefined) return known[0];
  return isText(head) ? textType(decoded(head, head.length === headBytes)) : 'other';
}

/** Whether JSON that was read whole is a notebook: what makes it one may stand at its end. */
export function isNotebook(whole: Uint8Array): boolean {
  const bytes = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength);
  return bytes.includes('"nbformat"') && bytes.includes('"cells"');
}

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

type Signature = readonly [
  type: Exclude<FileType, 'unknown'> | 'zip',
  bytes: readonly number[],
  /** Where they stand. */ at?: number,
];

const signatures: readonly Signature[] = [
  ['png', ascii('\x89PNG\r\n\x1a\n')],
  ['jpeg', ascii('\xff\xd8\xff')],
  ['pdf', ascii('%PDF-')],
  ['parquet', ascii('PAR1')],
  ['arrow', ascii('ARROW1\0\0')],
  ['zip', ascii('PK\x03\x04')],
  ['archive', ascii('PK\x05\x06')],
  ['archive', ascii('PK\x07\x08')],
  ['archive', ascii('\x1f\x8b')],
  ['archive', ascii('ustar'), 257],
  // These are text, or begin as text, and still hold more than anybody reads in them.
  ...[
    '%!PS',
    '{\\rtf',
    '<stata_dta>',
    'HEADER RECORD*',
    'ASCII SPSS PORT FILE',
    'FEA1',
    'RDX2',
    'RDX3',
    'RDA2',
    'RDA3',
  ].map((text): Signature => ['other', ascii(text)]),
];

function startsWith(head: Uint8Array, bytes: readonly number[], at: number): boolean {
  return head.length >= at + bytes.length && bytes.every((byte, index) => head[at + index] === byte);
}

/** A zip is what its first entries are named: programs read a workbook, and other zips of their own, as one thing. */
function zipType(head: Uint8Array): 'xlsx' | 'docx' | 'pptx' | 'archive' | 'other' {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const local = Buffer.from('PK\x03\x04', 'latin1');
  for (let at = 0; at !== -1; at = bytes.indexOf(local, at + local.length)) {
    if (at + 30 > bytes.length) break;
    const name = bytes.toString('latin1', at + 30, at + 30 + bytes.readUInt16LE(at + 26));
    if (name.startsWith('xl/')) return 'xlsx';
    if (name.startsWith('word/')) return 'docx';
    if (name.startsWith('ppt/')) return 'pptx';
    if (name.startsWith('visio/') || /(^|\/)data\.pkl$/.test(name)) return 'other';
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

/** Text in tags by its first element, behind what may stand in front of one; a comment alone may begin any text. */
function taggedType(begin: string): 'html' | 'svg' | undefined {
  const isXml = /^<\?xml/i.test(begin);
  const first = begin.replace(/^(\s*(<\?[^>]*>|<!--[\s\S]*?-->|<!doctype[^>[]*(\[[^\]]*\]\s*)?>))*\s*/i, '');
  if (/^<(svg|[a-z]+:svg)(\s|>)/i.test(first)) return 'svg';
  const isPage = isXml || /^<!doctype/i.test(begin) || /^<!doctype/i.test(first) || firstElements.test(first);
  return isPage || (begin.startsWith('<!--') && !begin.includes('-->')) ? 'html' : undefined;
}

/** An object, or an array whose first value is one that JSON knows; a log line such as `[INFO] …` and a bin such as `[0,18)` are neither. */
function beginsAsJson(text: string): boolean {
  return (
    /^(\{\s*("|\}\s*$)|\[\s*([[{"\d-]|\]\s*$|true\b|false\b|null\b))/.test(text) &&
    !/^\[[\d: .,TZ+-]+[\])]\s*[^\s,\]]/.test(text)
  );
}
