import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LinesDigest } from '../../src/domain/inspection/lines-digest.ts';
import { type FileToInspect, type Inspected, unreadableFile } from '../../src/inspector/inspect-file.ts';
import {
  childrenAtOnce,
  inspectPackage,
  type PackageTerms,
  packageLimits,
} from '../../src/inspector/inspect-package.ts';
import { fileOf, termsOf } from './children.ts';

const folder = resolve(import.meta.dirname, '../../dist/inspector');

async function inspected(files: readonly FileToInspect[], change: Partial<PackageTerms> = {}): Promise<Inspected[]> {
  const terms = { ...termsOf(folder), ...packageLimits, atOnce: 2, ...change };
  const results: Inspected[] = [];
  for await (const result of inspectPackage(files, terms)) results.push(result);
  return results;
}

test('each file has its result, in the order of the files', async () => {
  const files = [fileOf('a,b\n1,2\n3,4\n'), fileOf(''), fileOf('Some words.\n'), fileOf('{"a": 1}'), fileOf('\0\x01')];
  const results = await inspected(files);
  expect(results.map(({ type }) => type)).toEqual(['table', 'empty', 'text', 'json', 'other']);
  const digest = new LinesDigest();
  digest.take(Buffer.from('a,b\r\n1,2\r\n3,4'));
  expect(results[0]?.lines).toBe(digest.digest());
  expect(results.map(({ lines }) => lines !== undefined)).toEqual([true, false, true, true, false]);
});

test('so many are under way at once and no more', async () => {
  let open = 0;
  const most: number[] = [];
  const counted: FileToInspect = {
    ...fileOf('words'),
    async *open() {
      open += 1;
      most.push(open);
      yield* fileOf('words').open();
      open -= 1;
    },
  };
  await inspected(Array.from({ length: 5 }, () => counted));
  expect(Math.max(...most)).toBe(2);
});

test('it ends before the files beyond the number that is read, and before those whose turn comes too late', async () => {
  const files = [fileOf('one'), fileOf('two'), fileOf('three')];
  expect((await inspected(files, { mostFiles: 2 })).map(({ type }) => type)).toEqual(['text', 'text']);

  let minutes = 0;
  const clock = { now: () => new Date(Date.UTC(2030, 0, 1, 12, minutes)) };
  const slow: FileToInspect = {
    ...fileOf('one'),
    async *open() {
      yield* fileOf('one').open();
      minutes += 20;
    },
  };
  const late = await inspected([slow, fileOf('two')], { clock, atOnce: 1, milliseconds: 60 * 60_000 });
  expect(late.map(({ notChecked }) => notChecked)).toEqual([[]]);
});

test('a file that cannot be opened is told as it is, and what is under way ends', async () => {
  const broken: FileToInspect = {
    ...fileOf('words'),
    open: () => {
      throw new Error('It is gone.');
    },
  };
  await expect(inspected([fileOf('one'), broken, fileOf('three')])).rejects.toThrow('It is gone.');
});

test('a file that has fewer bytes than was said is not checked', async () => {
  expect(await inspected([{ ...fileOf('words'), bytes: 6 }])).toEqual([unreadableFile('crashed')]);
});

test('a machine with little memory runs two children at once, others four', () => {
  expect([2, 4, 16].map((gigabytes) => childrenAtOnce(gigabytes * 1024 ** 3))).toEqual([2, 4, 4]);
});

describe('a file of more than 64 MB', () => {
  const megabyte = 1024 * 1024;
  const large = (piece: string): FileToInspect => ({
    ...{ bytes: 65 * megabyte, ending: '' },
    async *open() {
      for (let at = 0; at < 65; at += 1) yield Buffer.from(piece.repeat(megabyte / piece.length));
    },
  });

  test('is counted whole where it is a table, with what the first part does not hold', async () => {
    const row = 'ward A of the north,12000,3.50,14\n'.padStart(64, 'x');
    const rows = (64 * megabyte) / row.length;
    const file: FileToInspect = {
      ...{ bytes: 65 * megabyte, ending: 'csv' },
      async *open() {
        const head = 'ward,patients,mean,deaths'.padStart(63, 'x');
        yield Buffer.from(`${head}\n`);
        for (let at = 1; at < rows; at += 1024) yield Buffer.from(row.repeat(Math.min(1024, rows - at)));
        yield Buffer.from(row.replace(',14\n', ', 4\n').repeat(megabyte / row.length));
      },
    };
    const [table] = await inspected([file]);
    expect(table).toMatchObject({ type: 'table', notChecked: [] });
    expect(table?.coverage).toMatchObject({ rows: (65 * megabyte) / row.length, columns: { count: 2 } });
    expect(table?.findings).toContainEqual({ rule: 'small-count', severity: 'review', count: 99 });
    expect(table?.places.find(({ rule }) => rule === 'small-count')?.places[0]).toEqual({ column: 4 });
  });

  test('is read in part where it is text, and its digest is that of this part', async () => {
    // Long lines: a check looks at each line, and what is read in part does not depend on how many there are.
    const line = 'A line of words. '.padEnd(1023, '.').concat('\n');
    const [text] = await inspected([large(line)]);
    const read = Buffer.from(line.repeat((64 * megabyte) / line.length));
    expect(text).toMatchObject({ type: 'text', notChecked: ['partly'] });
    expect(text?.sha256).toBe(createHash('sha256').update(read).digest('hex'));
  });

  test('is not read where it must be read whole', async () => {
    const [json] = await inspected([large('["some words", ]')]);
    expect(json).toMatchObject({ type: 'json', notChecked: ['tooLarge'] });
  });

  test('is no matter where nothing reads it', async () => {
    const [other] = await inspected([large('\0'.repeat(16))]);
    expect(other).toMatchObject({ type: 'other', notChecked: ['type'] });
  });
});
