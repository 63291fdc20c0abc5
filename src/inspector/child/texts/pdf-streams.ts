import type { PassedKind } from '../../../domain/inspection/coverage.ts';
import { Account } from '../account.ts';

const begin = Buffer.from('stream');
/** In front of a stream stands what it is; more than this is written by no program. */
const longestHead = 4096;

/** The bytes of a PDF, apart from the streams that hold no text of its pages, by what stands in front of each: pictures, fonts, files. */
export function streamsIn(bytes: Buffer): { looked: number; passed: Account } {
  const passed = new Account();
  for (let at = bytes.indexOf(begin); at !== -1; ) {
    const kind = bytes.toString('latin1', at - 3, at) === 'end' ? undefined : kindOf(headBefore(bytes, at));
    const from = at + begin.length;
    const end = kind === undefined ? from : streamEnd(bytes, from);
    if (kind !== undefined) passed.add(kind, end - from);
    at = bytes.indexOf(begin, end);
  }
  return { looked: bytes.length - passed.bytes, passed };
}

function headBefore(bytes: Buffer, at: number): string {
  const text = bytes.toString('latin1', Math.max(0, at - longestHead), at);
  return text.slice(text.lastIndexOf(' obj') + 1);
}

function streamEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('endstream', from, 'latin1');
  return end === -1 ? bytes.length : end;
}

function kindOf(head: string): PassedKind | undefined {
  if (/\/Subtype\s*\/Image\b/.test(head)) return 'picture';
  if (/\/Type\s*\/EmbeddedFile\b/.test(head)) return 'embeddedFile';
  if (/\/Length1\b|\/Subtype\s*\/(Type1C|CIDFontType0C|OpenType)\b/.test(head)) return 'font';
  if (/\/Type\s*\/Metadata\b|\/Subtype\s*\/XML\b/.test(head)) return 'metadata';
  if (/\/(ShadingType|FunctionType|PatternType)\b/.test(head)) return 'drawing';
  return undefined;
}
