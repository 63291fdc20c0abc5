import { z } from 'zod';
import { whole } from '../archives/whole.ts';
import { DamagedError, type Reader, type Seen, type SeenText } from '../reader.ts';
import { tellRepeatedNames } from '../repeated-name.ts';
import { refuseLargeJson } from '../texts/json-size.ts';

const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]);

const cell = z.looseObject({
  source: text.optional(),
  /** Where the third version of the format keeps the source. */
  input: text.optional(),
  outputs: z.array(z.unknown()).optional(),
  attachments: z.unknown().optional(),
  metadata: z.looseObject({}).optional(),
});
type Cell = z.infer<typeof cell>;

const notebook = z.looseObject({
  nbformat: z.number(),
  metadata: z.looseObject({}).optional(),
  cells: z.array(cell).optional(),
  worksheets: z.array(z.looseObject({ cells: z.array(cell) })).optional(),
});

/** So many values fit into memory as what a notebook consists of, however small each of them is. */
const most = { values: 2_000_000, layers: 100 };

/** What every program writes about a notebook, and about how a cell is shown. */
const usual = new Set([
  'kernelspec',
  'language_info',
  'kernel_info',
  'name',
  'collapsed',
  'scrolled',
  'tags',
  'trusted',
]);

/** Reads the sources in a notebook as text. What its cells put out was computed from data and cannot be judged here. */
export const readNotebook: Reader = async (file, seen) => {
  const bytes = await whole(file);
  refuseLargeJson(bytes, most);
  const json = bytes.toString('utf8').replace(/^\ufeff/, '');
  const { cells = [], worksheets = [], metadata } = parsed(json);
  tellRepeatedNames(json, seen);
  if (hasMore(metadata)) seen.found('notebook-metadata');
  const source = seen.text();
  const all = [...cells, ...worksheets.flatMap((sheet) => sheet.cells)];
  for (const one of all) readCell(one, source, seen);
  source.end();
  const unread = sizeOf(metadata) + all.reduce((sum, one) => sum + unreadIn(one), 0);
  if (unread > 0) seen.passed('otherData', Math.min(unread, bytes.length));
  seen.looked(Math.max(0, bytes.length - unread));
};

function parsed(json: string): z.infer<typeof notebook> {
  try {
    return notebook.parse(JSON.parse(json));
  } catch (cause) {
    throw new DamagedError('The notebook is not in the form of one', { cause });
  }
}

function readCell({ source, input, outputs = [], attachments, metadata }: Cell, lines: SeenText, seen: Seen): void {
  if (outputs.length > 0) seen.found('notebook-output');
  if (isFilled(attachments)) seen.found('notebook-attachment');
  if (hasMore(metadata)) seen.found('notebook-metadata');
  for (const line of (source ?? input ?? '').split('\n')) lines.line(line);
}

const unreadIn = ({ outputs = [], attachments, metadata }: Cell): number =>
  [...outputs, attachments, metadata].reduce((sum: number, one) => sum + sizeOf(one), 0);
const sizeOf = (value: unknown): number => (isFilled(value) ? Buffer.byteLength(JSON.stringify(value)) : 0);
const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;
const hasMore = (metadata: object | undefined): boolean => Object.keys(metadata ?? {}).some((key) => !usual.has(key));
