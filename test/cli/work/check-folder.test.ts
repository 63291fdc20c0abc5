import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ofProcess } from '../../../src/cli/of-process.ts';
import { run } from '../../../src/cli/run.ts';
import { aReport } from '../../inspector/a-report.ts';
import { quietSurroundings } from '../surroundings.ts';

const program = resolve(import.meta.dirname, '../../../dist/inspector/check.mjs');
const nobody = () => Promise.reject(new Error('Nobody is asked.'));
const { inspect } = ofProcess(
  '/nowhere',
  { url: nobody, tokenOf: nobody, drill: nobody },
  { inspector: async () => program, deployment: nobody },
);

const folder = mkdtempSync(join(tmpdir(), 'sallyport-check-'));
const put = (path: string, content: string | Uint8Array) => writeFileSync(join(folder, path), content);
const acro = JSON.stringify({ version: '1', results: { first: { files: [{ name: 'x', sdc: {} }] } } });

beforeAll(() => {
  for (const name of ['mixed', 'fine', 'empty', 'models']) mkdirSync(join(folder, name));
  put('mixed/model.bin', Buffer.from([1, 0, 2]));
  put('mixed/out\u001b[2J.json', acro);
  put('mixed/table.csv', 'age,mean\n10,3\n20,14\n30,14,5\n40,2\n');
  put('models/model.bin', Buffer.from([1, 0, 2]));
  put('models/words.txt', 'Some words.\n');
  put('fine/words.txt', 'Some words.\n');
  put('fine/words.pdf', 'Some words.\n');
  put(
    'study.json',
    JSON.stringify({ id: 'study', egress: { disclosure: { thresholds: { minCount: 5, maxRows: 7 }, rounding: [7] } } }),
  );
  put('wrong.json', JSON.stringify({ egress: { disclosure: { thresholds: { minCount: 'few' } } } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(...words: string[]) {
  const { surroundings, written } = quietSurroundings({ folder, inspect });
  return { code: await run(['check', ...words], surroundings), ...written() };
}

test('names each file with what was found in it and where, says what the rules mean, and ends with 1', async () => {
  const { code, out } = await check('mixed');
  expect(code).toBe(1);
  expect(out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
    'FILE | TYPE | VERDICT | FOUND',
    'model.bin | other | not looked at | not looked into: the reading room does not read this type',
    'out\\u{1b}[2J.json | json | should not leave | Results file of ACRO',
    " | A checker's report that is not in form",
    'table.csv | table | to look at | Rows of different length, row 4',
    ' | Columns of numbers that nothing explains',
    '',
    expect.stringMatching(/^Results file of ACRO \(acro-results, block\): This is what ACRO writes/),
    expect.stringMatching(/^A checker's report that is not in form \(report-unread, review\): /),
    expect.stringMatching(/^Rows of different length \(ragged-rows, review\): /),
    expect.stringMatching(/^Columns of numbers that nothing explains \(numbers-unknown, note\): /),
    '',
    'model.bin:',
    ' | Nothing of it was read as tables or text.',
    expect.stringMatching(/^ \| Not looked at: .* of 3 bytes\.$/),
    '',
    'out\\u{1b}[2J.json:',
    expect.stringMatching(/^ \| \d+ lines\./),
    expect.stringMatching(/^ \| Not looked at: /),
    '',
    'table.csv:',
    ' | 1 table with 5 rows. 1 column taken for statistics, 1 for keys, 1 for nothing.',
    ' | Taken for nothing: column 3.',
    expect.stringMatching(/^ \| Not looked at: /),
    '',
    '3 of 3 files need your eye.',
    expect.stringMatching(/^No rule sees whether one person makes up most of a number/),
    '',
  ]);
});

test('ends with 0 where nothing or only notes were found', async () => {
  const { code, out } = await check('fine');
  expect(out).toContain('Its name says another type');
  expect(out).toContain('2 files: nothing was found that needs your eye.\n');
  expect(code).toBe(0);
});

test('ends with 7 where nothing was found, but a file was not looked into', async () => {
  const { code, out } = await check('models');
  expect(out).toContain('1 of 2 files not looked into, or not whole; nothing else needs your eye.\n');
  expect(code).toBe(7);
});

test('takes one file, and a folder without any', async () => {
  expect(await check('fine/words.txt')).toMatchObject({ code: 0, out: expect.stringContaining('\nwords.txt') });
  expect(await check('empty')).toEqual({ code: 0, out: 'There is no file in it.\n', err: '' });
});

test('shows what it finds in context, and lets it keep nobody from sending', async () => {
  mkdirSync(join(folder, 'rates/_context'), { recursive: true });
  put('rates/words.txt', 'Some words.\n');
  put('rates/_context/all.json', acro);
  const { code, out } = await check('rates');
  expect(code).toBe(0);
  expect(out).toContain('_context/all.json');
});

test("holds a checker's report in context to the files, and lets it lower nothing", async () => {
  mkdirSync(join(folder, 'claimed/_context/checksums'), { recursive: true });
  const table = 'ward,patients\nA,120\nB,4\nC,130\n';
  put('claimed/table.csv', table);
  put('claimed/_context/results.json', JSON.stringify(aReport()));
  const sum = createHash('sha256').update(table).digest('hex');
  put('claimed/_context/checksums/table.csv.txt', sum);
  const { code, out } = await check('claimed');
  expect(code).toBe(1);
  expect(out).toContain("The researcher's report passes what was found here");
  put('claimed/_context/checksums/table.csv.txt', sum.replaceAll('a', 'b'));
  expect((await check('claimed')).out).toContain("The researcher's report does not hold for this file");
});

test('follows no link, and says so', async () => {
  mkdirSync(join(folder, 'linked'));
  symlinkSync('../fine/words.txt', join(folder, 'linked/words.txt'));
  symlinkSync('..', join(folder, 'linked/up'));
  const { code, out } = await check('linked', '--json');
  const links = ['up', 'words.txt'].map((path) => ({ path, type: 'unknown', verdict: 'notChecked' }));
  expect(code).toBe(7);
  expect(JSON.parse(out)).toMatchObject({ files: links });
});

test('gives all of it as JSON, with the thresholds', async () => {
  const { code, out } = await check('mixed/table.csv', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    rules: { minCount: 10, minResidualDof: 10, maxRows: 5000, maxTextLength: 80 },
    files: [
      {
        ...{ path: 'table.csv', bytes: 33, type: 'table', verdict: 'review', notChecked: [] },
        findings: [
          { rule: 'ragged-rows', severity: 'review', count: 1 },
          { rule: 'numbers-unknown', severity: 'note', count: 1 },
        ],
        places: [{ rule: 'ragged-rows', places: [{ row: 4 }] }],
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ],
  });
});

test('names the columns that it took for counts, in a table of several', async () => {
  mkdirSync(join(folder, 'counted'));
  put('counted/table.csv', 'ward,patients,x,deaths\nA,120,3.5,14\nB,130,2.5,17\n');
  const { out } = await check('counted');
  expect(out).toContain('2 columns taken for counts, 1 for nothing.');
  expect(out).toContain('Taken for counts: patients (column 2), deaths (column 4).');
  expect(out).toContain('Taken for nothing: x (column 3).');
});

test('takes thresholds from a definition, and before it those that are typed', async () => {
  const { out } = await check('fine', '--definition', 'study.json', '--max-rows', '9', '--json');
  const { rules } = z
    .object({ rules: z.record(z.string(), z.union([z.number(), z.array(z.number())])) })
    .parse(JSON.parse(out));
  expect(rules).toEqual({ minCount: 5, minResidualDof: 10, maxRows: 9, maxTextLength: 80, rounding: [7] });
});

test.each([
  ['3,10', [3, 10]],
  ['none', []],
])('takes the bases %s that are typed', async (typed, rounding) => {
  const { out } = await check('fine', '--definition', 'study.json', '--rounding', typed, '--json');
  expect(JSON.parse(out)).toMatchObject({ rules: { minCount: 5, rounding } });
});

test('takes those of the example of a whole definition', async () => {
  const example = join(import.meta.dirname, '../../../docs/examples/hospital-project.json');
  const { out } = await check('fine', '--definition', example, '--json');
  expect(JSON.parse(out)).toMatchObject({ rules: { minCount: 20, maxRows: 2000, rounding: [5, 6, 7] } });
});

test.each([
  [['nowhere'], 'The folder nowhere cannot be read: '],
  [['fine', '--min-count', '1'], 'These thresholds cannot be:\n'],
  [['fine', '--rounding', '5,x'], 'These thresholds cannot be:\n'],
  [['fine', '--min-count', 'x'], 'It is a whole number, such as 5'],
  [['fine', '--definition', 'nowhere.json'], 'The file nowhere.json cannot be read: '],
  [['fine', '--definition', 'wrong.json'], 'The file wrong.json holds no definition with thresholds: '],
  [['fine', '--definition', 'fine/words.txt'], 'The file fine/words.txt holds no definition with thresholds: '],
])('%j is wrong use: it ends with 2 and says what is wrong', async (words, complaint) => {
  const { code, out, err } = await check(...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(complaint);
});

test.each([
  ['throw new Error("It is broken.")', 'It is broken.'],
  ['process.kill(process.pid, "SIGKILL")', 'The program that inspects files was ended.\n'],
  ['console.log(JSON.stringify({ files: 2 }))', 'The inspection broke off after 0 files. Type the same again.\n'],
  ['', 'The inspection broke off after 0 files. Type the same again.\n'],
])('a program that does %j has found nothing fine: it ends with 1 and says so', async (code, complaint) => {
  put('program.mjs', code);
  const broken = ofProcess(
    '/nowhere',
    { url: nobody, tokenOf: nobody, drill: nobody },
    {
      inspector: async () => join(folder, 'program.mjs'),
      deployment: nobody,
    },
  );
  const { surroundings, written } = quietSurroundings({ folder, inspect: broken.inspect });
  expect(await run(['check', 'fine'], surroundings)).toBe(1);
  expect(written()).toEqual({ out: '', err: expect.stringContaining(complaint) });
});
