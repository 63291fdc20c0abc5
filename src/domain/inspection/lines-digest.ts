import { createHash } from 'node:crypto';

/** By so many of its first bytes the encoding of a text is told. */
const headBytes = 1024 * 1024;

/** So much text is told at a time: less than the blanks that are kept in mind. */
const pieceLength = 65_536;

/** So many blank lines, or blanks at the end of one, are kept in mind until it is known what follows them. */
const mostBlanks = 1024 * 1024;

/**
 * The SHA-256 of the lines of a text: of the same whatever its encoding (UTF-8, UTF-16 with its mark, or else Windows-1252), its mark of
 * the byte order, how its lines end, and what blanks stand at their ends or empty lines at its own. One text that differs in any other sign
 * has another. It takes the bytes as they come, and keeps little of them.
 */
export class LinesDigest {
  readonly #hash = createHash('sha256');
  #head: Uint8Array[] = [];
  #held = 0;
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  /** It is no text, or not one that can be told in little memory. */
  #isNone = false;
  /** Whether the last sign was a carriage return, whose line feed may follow. */
  #isAfterReturn = false;
  #hasText = false;
  #told = '';
  #breaks = 0;
  #blanks = '';

  take(bytes: Uint8Array): void {
    if (this.#isNone) return;
    if (this.#decoder !== undefined) this.#decode(bytes);
    else {
      this.#head.push(bytes.slice());
      this.#held += bytes.length;
      if (this.#held >= headBytes) this.#begin();
    }
  }

  /** Undefined for what is no text, and for one without any sign. */
  digest(): string | undefined {
    if (this.#decoder === undefined) this.#begin();
    this.#decode(undefined);
    return this.#isNone || !this.#hasText ? undefined : this.#hash.copy().digest('hex');
  }

  #begin(): void {
    const head = Buffer.concat(this.#head);
    this.#head = [];
    this.#decoder = new TextDecoder(encodingOf(head.subarray(0, headBytes)), { fatal: true });
    this.#decode(head);
  }

  #decode(bytes: Uint8Array | undefined): void {
    if (this.#isNone || this.#decoder === undefined) return;
    try {
      const text = this.#decoder.decode(bytes, { stream: bytes !== undefined });
      for (let at = 0; at < text.length; at += pieceLength) this.#tell(text.slice(at, at + pieceLength));
    } catch {
      this.#isNone = true;
    }
  }

  #tell(text: string): void {
    if (text.includes('\0')) this.#isNone = true;
    const [first = '', ...others] = (this.#isAfterReturn ? text.replace(/^\n/, '') : text).split(/\r\n|\r|\n/);
    this.#isAfterReturn = text.endsWith('\r');
    this.#part(first);
    for (const other of others) {
      this.#breaks += 1;
      if (this.#breaks > mostBlanks) this.#isNone = true;
      this.#blanks = '';
      this.#part(other);
    }
    this.#hash.update(this.#told);
    this.#told = '';
  }

  /** A line, or a piece of one. */
  #part(piece: string): void {
    const end = endOf(piece);
    const leading = end === 0 ? piece.length : piece.search(/[^ \t]/);
    // Whatever the length of the pieces in which it comes, the same text has the same digest or none.
    if (this.#blanks.length + leading > mostBlanks) this.#isNone = true;
    if (this.#isNone) return;
    if (end > 0) {
      this.#told += '\n'.repeat(this.#breaks) + this.#blanks + piece.slice(0, end);
      [this.#hasText, this.#breaks, this.#blanks] = [true, 0, ''];
    }
    this.#blanks += piece.slice(end);
  }
}

/** Where the blanks at the end of it begin. */
function endOf(piece: string): number {
  let end = piece.length;
  while (end > 0 && (piece[end - 1] === ' ' || piece[end - 1] === '\t')) end -= 1;
  return end;
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    // While more may follow, half a sign at the end is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
