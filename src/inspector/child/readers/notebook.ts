import { z } from 'zod';
import { whole } from '../archives/whole.ts';
import { EnoughError } from '../budget.ts';
import { Outputs } from '../json/outputs.ts';
import { isHolder, tellValue } from '../json/tell-value.ts';
import { DamagedError, type Reader, type Seen } from '../reader.ts';
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
const usual = new Set('kernelspec language_info kernel_info name collapsed scrolled tags trusted'.split(' '));

/** Reads the sources in a notebook and what its cells put out: texts, pages, drawings and values. Pictures are named. */
export const readNotebook: Reader = async (file, seen) => {
  const bytes = await whole(file);
  refuseLargeJson(bytes, most);
  const json = bytes.toString('utf8').replace(/^\ufeff/, '');
  const { cells = [], worksheets = [], metadata } = parsed(json);
  tellRepeatedNames(json, seen);
  const all = [...cells, ...worksheets.flatMap((sheet) => sheet.cells)];
  const source = seen.text();
  for (const one of all) for (const line of (one.source ?? one.input ?? '').split('\n')) source.line(line);
  source.end();
  const outputs = new Outputs(seen);
  try {
    for (const one of all) readCell(one, outputs, seen);
    tellMetadata(metadata, seen);
  } catch (error) {
    if (!(error instanceof EnoughError)) throw error;
    seen.notChecked('partly');
    return;
  } finally {
    outputs.end();
  }
  const { account } = outputs;
  account.add(undefined, Math.max(0, bytes.length - account.bytes));
  account.tell(seen);
};

function parsed(json: string): z.infer<typeof notebook> {
  try {
    return notebook.parse(JSON.parse(json));
  } catch (cause) {
    throw new DamagedError('The notebook is not in the form of one', { cause });
  }
}

function readCell({ outputs = [], attachments, metadata }: Cell, told: Outputs, seen: Seen): void {
  if (outputs.length > 0) seen.found('notebook-output');
  for (const one of outputs) told.take(one);
  if (isHolder(attachments) && Object.keys(attachments).length > 0) {
    seen.found('notebook-attachment');
    told.account.add('picture', JSON.stringify(attachments).length);
  }
  tellMetadata(metadata, seen);
}

/** What programs note of their own; names that each of them writes say nothing. */
function tellMetadata(metadata: object | undefined, seen: Seen): void {
  const more = Object.entries(metadata ?? {}).filter(([key]) => !usual.has(key));
  if (more.length === 0) return;
  seen.found('notebook-metadata');
  tellValue(Object.fromEntries(more), seen, 'What programs noted');
}
