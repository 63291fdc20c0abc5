// The worker puts itself where the library finds it, so that it works in this thread and starts none: a reader may not.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { whole } from '../archives/whole.ts';
import { Budget, EnoughError } from '../budget.ts';
import { DamagedError, ownTexts, type Reader, type Seen } from '../reader.ts';
import type { Piece } from '../texts/as-seen.ts';
import { linesOf } from '../texts/page-lines.ts';
import { streamsIn } from '../texts/pdf-streams.ts';
import { isEmptyPage } from './pdf-empty-page.ts';

const mostPages = 500;
const end = '%%EOF';

/** Reads the text of a PDF page by page, and finds what a PDF can do or hold beside its pages. */
export const readPdf: Reader = async (file, seen) => {
  const bytes = await whole(file);
  const task = getDocument({
    // The library takes what it is given for its own.
    data: new Uint8Array(bytes),
    verbosity: 0,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isImageDecoderSupported: false,
    isOffscreenCanvasSupported: false,
  });
  try {
    const document = await task.promise;
    await readDocument(document, bytes, seen);
  } catch (error) {
    if (isAboutPassword(error)) {
      seen.found('encrypted');
      seen.notChecked('encrypted');
    } else if (error instanceof EnoughError) seen.notChecked('partly');
    else throw new DamagedError('The PDF cannot be read', { cause: error });
  } finally {
    await task.destroy();
  }
};

const isAboutPassword = (error: unknown): boolean => error instanceof Error && error.name === 'PasswordException';

async function readDocument(document: PDFDocumentProxy, bytes: Buffer, seen: Seen): Promise<void> {
  const budget = new Budget();
  const { info } = await document.getMetadata();
  tellInfo(new Map(Object.entries(info)), bytes, budget, seen);
  if ((await document.getJSActions()) !== null) seen.found('pdf-script');
  if ((await document.getAttachments()) !== null) seen.found('pdf-attachment');
  for (const [, layer] of await document.getOptionalContentConfig()) if (!layer.visible) seen.found('pdf-hidden-layer');
  const pages = Math.min(document.numPages, mostPages);
  let read = 0;
  try {
    for (let number = 1; number <= pages; number += 1) {
      const page = await document.getPage(number);
      await readText(page, bytes, budget, seen);
      await readNotes(page, budget, seen);
      page.cleanup();
      read = number;
    }
  } finally {
    tellBytes(bytes, read / Math.max(1, document.numPages), seen);
  }
  if (document.numPages > mostPages) seen.notChecked('partly');
}

/** Where not all pages were read, so large a share of what holds them was looked at. */
function tellBytes(bytes: Buffer, share: number, seen: Seen): void {
  const { looked, passed } = streamsIn(bytes);
  seen.looked(Math.floor(looked * share));
  passed.tell(seen);
}

/** What a PDF says of itself goes to the checks as text. */
function tellInfo(info: ReadonlyMap<string, unknown>, bytes: Buffer, budget: Budget, seen: Seen): void {
  if (info.get('IsAcroFormPresent') === true || info.get('IsXFAPresent') === true) seen.found('pdf-form');
  if (info.get('IsCollectionPresent') === true) seen.found('pdf-attachment');
  if (info.has('Author')) seen.found('document-author');
  const lines = seen.text({}, ownTexts.self);
  for (const name of ['Title', 'Author', 'Subject', 'Keywords']) {
    const value = info.get(name);
    if (typeof value === 'string') lines.line(budget.cell(value));
  }
  lines.end();
  tellEnds(bytes, info.get('IsLinearized') === true ? 2 : 1, seen);
}

/** A PDF that was changed keeps its earlier states, each with an end of its own. */
function tellEnds(bytes: Buffer, expected: number, seen: Seen): void {
  let ends = 0;
  let last = -1;
  for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, at + end.length)) {
    ends += 1;
    last = at + end.length;
  }
  if (ends > expected) seen.found('pdf-revision');
  if (last !== -1 && bytes.toString('latin1', last).trim() !== '') seen.found('hidden-bytes');
}

interface Item {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
}

function pieceOf({ str, transform, width, height }: Item): Piece {
  const [a = 0, b = 0, , , x = 0, y = 0] = transform.map(Number);
  const angle = (Math.atan2(b, a) * 180) / Math.PI;
  return { text: str, x, y, width, size: height || Math.hypot(a, b) || 1, angle };
}

async function readText(page: PDFPageProxy, bytes: Buffer, budget: Budget, seen: Seen): Promise<void> {
  const { items } = await page.getTextContent();
  const isEmpty = items.length === 0 && (await isEmptyPage(page, bytes));
  const text = seen.text({ page: page.pageNumber });
  try {
    for (const line of linesOf(items.flatMap((item) => ('str' in item ? [pieceOf(item)] : [])))) {
      budget.spend(line.length);
      text.line(line);
    }
    if (items.length === 0 && !isEmpty) seen.found('pdf-no-text', { page: page.pageNumber });
  } finally {
    text.end();
  }
  seen.part(isEmpty || items.length > 0);
}

/** Notes, files and fields that lie on a page. */
async function readNotes(page: PDFPageProxy, budget: Budget, seen: Seen): Promise<void> {
  const place = { page: page.pageNumber };
  if ((await page.getJSActions()) !== null) seen.found('pdf-script', place);
  const lines = seen.text(place, 'Notes');
  for (const note of await page.getAnnotations()) {
    const { subtype, contents, actions } = noteOf(note);
    if (actions) seen.found('pdf-script', place);
    if (subtype === 'FileAttachment') seen.found('pdf-attachment', place);
    if (subtype === 'Widget') seen.found('pdf-form', place);
    if (contents === '') continue;
    // What a link is read out as, programs write of their own.
    if (subtype !== 'Link') seen.found('pdf-note', place);
    lines.line(budget.cell(contents));
  }
  lines.end();
}

/** The library types notes as anything. */
function noteOf(note: unknown): { subtype: string; contents: string; actions: boolean } {
  const fields = new Map<string, unknown>(Object.entries(note ?? {}));
  const contents = new Map<string, unknown>(Object.entries(fields.get('contentsObj') ?? {})).get('str');
  return {
    subtype: String(fields.get('subtype')),
    contents: typeof contents === 'string' ? contents : '',
    actions: typeof fields.get('actions') === 'object' && fields.get('actions') !== null,
  };
}
