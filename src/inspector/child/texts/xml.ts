import { SaxesParser } from 'saxes';
import { DamagedError } from '../reader.ts';

/** Attributes by their name without a prefix. */
export type Attributes = Readonly<Record<string, string>>;

/** Takes the elements of an XML document, each by its name without a prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  /** A text may come in several pieces; comments are text too. */
  text?(text: string): void;
  close?(name: string): void;
}

/** Longer pieces, such as a text or a tag, are written by no program; they would have to be held in memory. */
const longestPiece = 1024 * 1024;
const deepest = 256;

/** Reads XML as it comes, holding no more of it than one piece. Entities of its own are refused: they can grow without end. */
export async function readXml(source: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ position: false, xmlns: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let depth = 0;
  let lastPiece = 0;
  const passed = () => {
    lastPiece = parser.position;
  };
  parser.on('error', (cause) => {
    throw new DamagedError('A part is no XML', { cause });
  });
  parser.on('doctype', () => {
    throw new DamagedError('A part defines entities of its own, which no program writes');
  });
  const text = (piece: string) => {
    passed();
    handler.text?.(piece);
  };
  parser.on('comment', text);
  parser.on('processinginstruction', ({ target, body }) => (target === 'xml' ? passed() : text(body)));
  parser.on('cdata', text);
  parser.on('text', text);
  parser.on('opentag', ({ name, attributes }) => {
    passed();
    depth += 1;
    if (depth > deepest) throw new DamagedError('A part has too many layers');
    handler.open?.(withoutPrefix(name), plainAttributes(attributes));
  });
  parser.on('closetag', ({ name }) => {
    passed();
    depth -= 1;
    handler.close?.(withoutPrefix(name));
  });
  for await (const chunk of source) {
    parser.write(decoded(decoder, chunk));
    if (parser.position - lastPiece > longestPiece) throw new DamagedError('A piece of XML is longer than 1 MB');
  }
  parser.close();
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new DamagedError('A part is not in UTF-8', { cause });
  }
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

function plainAttributes(attributes: Attributes): Attributes {
  const plain: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) {
    // Of `id` and `r:id`, the one with a prefix points to another part.
    plain[withoutPrefix(name)] = value;
  }
  return plain;
}
