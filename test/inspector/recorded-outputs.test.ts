import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listZip } from '../../src/inspector/child/archives/zip-list.ts';

const root = join(import.meta.dirname, 'outputs');
const largest = 60_000;
const kinds = [
  'small-count',
  'rows-of-people',
  'identifier',
  'extreme',
  'arithmetic',
  'missing-rows',
  'rounded',
  'hidden',
  'harmless',
] as const;
/** Forms that have at least eight files with a small count in each half, and those that may have fewer. */
const often = [
  'r-print',
  'r-csv',
  'pandas-print',
  'pandas-csv',
  'html',
  'notebook',
  'stata-log',
  'sas-list',
  'xlsx',
  'docx',
  'pptx',
  'pdf',
] as const;
const labels = z.array(
  z.strictObject({
    name: z.string(),
    form: z.enum([...often, 'svg', 'json', 'latex-markdown']),
    program: z.string(),
    kind: z.enum(kinds),
    what: z.string(),
    base: z.number().optional(),
  }),
);

const hiding = /state="(?:veryH|h)idden"|hidden="(?:1|true)"|<w:del |<w:vanish\b|<comments/;

/** Whether a file holds something that whoever opens it does not see, by its bytes alone. */
function hides(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (!text.startsWith('PK')) return text.split('"').length % 2 === 0 && /(?:^|[\n,;|\t])"/.test(text);
  return listZip(bytes).entries.some(({ dataAt, packedBytes, method }) => {
    const packed = bytes.subarray(dataAt, dataAt + packedBytes);
    return hiding.test((method === 0 ? packed : inflateRawSync(packed)).toString('latin1'));
  });
}

/** What stands beside the recordings of a half. */
const beside = ['labels.json', 'identifier-sentences.json'];

describe.each(['first', 'second'])('the %s half of the recorded outputs', (half) => {
  const folder = join(root, half);
  const told = labels.parse(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')));

  test('has a label for each file, and a base where counts are rounded', () => {
    const files = readdirSync(folder).filter((name) => !beside.includes(name));
    expect(told.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
    expect(told.filter(({ kind, base }) => (kind === 'rounded') !== (base !== undefined))).toEqual([]);
  });

  test('has every kind, and enough small counts of each form', () => {
    expect(kinds.filter((kind) => !told.some((label) => label.kind === kind))).toEqual([]);
    const small = Map.groupBy(
      told.filter(({ kind }) => kind === 'small-count'),
      ({ form }) => form,
    );
    expect(often.filter((form) => (small.get(form)?.length ?? 0) < 8)).toEqual([]);
  });

  test('calls harmless what hides nothing, and hidden what does', () => {
    const large = told.filter(
      ({ kind, form }) => (kind === 'harmless' || kind === 'hidden') && /csv|xlsx|docx/.test(form),
    );
    const wrong = large.filter(({ name, kind }) => hides(readFileSync(join(folder, name))) !== (kind === 'hidden'));
    expect(wrong.map(({ form }) => form)).toEqual([]);
    expect(large.filter(({ kind }) => kind === 'hidden').length).toBeGreaterThan(1);
  });

  test('stays small, and tells nothing about the machine that made it', () => {
    const wrong = told.filter(({ name }) => {
      const bytes = readFileSync(join(folder, name));
      return bytes.length > largest || /\/(work|tmp|root|home)\//.test(bytes.toString('latin1'));
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
