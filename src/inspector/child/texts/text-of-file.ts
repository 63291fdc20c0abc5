import { headBytes } from '../detect.ts';
import type { FileToRead, Seen } from '../reader.ts';
import { encodingOf } from './text-encoding.ts';

/** A piece of a text. `isOdd` says that it holds signs that should not be there, so that whoever reads it looks for them. */
export interface TextPiece {
  readonly text: string;
  /** So many bytes of the file it takes. */
  readonly bytes: number;
  readonly isOdd: boolean;
}

/** What stands for bytes that are no text, and for those that stand for nothing. */
const unreadable = '\ufffd';
const nul = '\0';

/** The text of a file, piece by piece, whatever its encoding. Tells when that is none of Unicode. */
export async function* textOf(file: FileToRead, seen: Seen): AsyncGenerator<TextPiece> {
  const encoding = encodingOf(await file.head(headBytes), file.bytes > headBytes);
  if (encoding === 'windows-1252') seen.found('old-encoding');
  const decoder = new TextDecoder(encoding);
  for await (const bytes of file.stream()) yield piece(decoder.decode(bytes, { stream: true }), bytes.length);
  const rest = piece(decoder.decode(), 0);
  if (rest.text !== '') yield rest;
}

export function oddRuleOf(text: string): 'nul-bytes' | 'mixed-encoding' | undefined {
  if (text.includes(nul)) return 'nul-bytes';
  return text.includes(unreadable) ? 'mixed-encoding' : undefined;
}

function piece(text: string, bytes: number): TextPiece {
  return { text, bytes, isOdd: oddRuleOf(text) !== undefined };
}
