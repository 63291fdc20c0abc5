import { describe, expect, test } from 'vitest';
import { answer, mostAnswered } from '../../../src/inspector/child/exchange.ts';
import { aReport } from '../a-report.ts';
import { answerTo } from '../answered.ts';

/** What a child says of a file that counts only beside others. */
async function besideOf(text: string) {
  const said = await answerTo(Buffer.from(text), 'json');
  expect(said.length).toBeLessThan(mostAnswered.found);
  return answer.parse(JSON.parse(said)).beside;
}

const claimOf = async (report: object) => (await besideOf(JSON.stringify(report))).claim;
const files = (name: string) => aReport({}, { name });

describe('what ACRO notes of its thresholds', () => {
  const config = { safe_threshold: 10, safe_dof_threshold: 8, safe_nk_n: 2, zeros_are_disclosive: true };
  test.each([
    ['thresholds', config, { minCount: 10, minResidualDof: 8 }],
    ['a lower one of survival', { ...config, survival_safe_threshold: 6 }, { minCount: 6, minResidualDof: 8 }],
    ['no number', { ...config, safe_threshold: 'ten' }, undefined],
    ['something else', { threshold: 10 }, undefined],
    ['a long text', { ...config, x: 'x'.repeat(10_000) }, undefined],
  ])('is read with %s', async (_, content, thresholds) => {
    expect((await besideOf(JSON.stringify(content))).thresholds).toEqual(thresholds);
  });
});

describe('tables of counts', () => {
  const rows = (counts: readonly number[]) =>
    counts.map((count, at) => `ward ${at},${count},${count + 7}.5\n`).join('');
  test.each([
    ['are told', 'ward,patients,mean age\n', [12, 20, 41], [12, 20, 41]],
    ['that are rounded are not', 'ward,patients,mean age\n', [15, 20, 40], undefined],
    ['of two rows are not', 'ward,patients,mean age\n', [12, 20], undefined],
    ['too long are not', 'ward,patients,mean age\n', Array.from({ length: 201 }, (_, at) => 11 + at), undefined],
  ])('%s', async (_, head, counts, told) => {
    const { tables } = await besideOf(head + rows(counts));
    expect(tables?.flatMap(({ columns }) => columns)).toEqual(
      told === undefined ? undefined : [{ name: 'patients', counts: told }],
    );
  });
});

describe('a report of ACRO', () => {
  test('is a claim: status, files with the cells that the report names, and the words of the researcher', async () => {
    const cells = { threshold: [[0, 2]], 'p-ratio': [[4, 1]] };
    const exception = 'The hospital is named in the paper.';
    const report = aReport(
      { status: 'fail', exception, fair: {} },
      { sdc: { summary: { suppressed: false, threshold: 2 }, cells } },
    );
    expect(await claimOf(report)).toEqual([
      {
        ...{ status: 'fail', isSuppressed: false, comments: ['For table 2.'], exception },
        files: [{ name: 'table.csv', rows: 5, columns: 3 }],
      },
    ]);
  });

  test('of a regression names no cells', async () => {
    const [output] = (await claimOf(aReport({}, { sdc: {} }))) ?? [];
    expect(output).toMatchObject({ files: [{ name: 'table.csv', rows: 0, columns: 0 }] });
  });

  test('says that it masked what failed', async () => {
    const sdc = { summary: { suppressed: true, threshold: 3 }, cells: {} };
    expect(await claimOf(aReport({ status: 'review' }, { sdc }))).toMatchObject([{ isSuppressed: true }]);
  });

  const many = (count: number, output: object = {}) => ({
    version: '1',
    results: Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`output_${at}`, aReport(output).results.output_0]),
    ),
  });
  test.each([
    ['a file in another folder', files('../table.csv')],
    ['a file in a folder below', files('tables/table.csv')],
    ['a file behind a backslash', files('..\\table.csv')],
    ['the folder above as a file', files('..')],
    ['a name with a line break', files('table\n.csv')],
    ['another status', aReport({ status: 'safe' })],
    ['a field that nobody knows', aReport({ approved: true })],
    ['positions that are none', aReport({}, { sdc: { summary: {}, cells: { threshold: [[-1, 0]] } } })],
    ['positions of three numbers', aReport({}, { sdc: { summary: {}, cells: { threshold: [[0, 0, 0]] } } })],
    ['no status', { version: '1', results: { one: { files: [{ name: 'a.csv', sdc: {} }] } } }],
    ['a comment as long as a book', aReport({ comments: ['x'.repeat(5000)] })],
    ['comments without end', aReport({ comments: Array.from({ length: 51 }, () => '') })],
    ['more outputs than anybody makes', many(2001)],
    ['a longer name than any file has', aReport({}, { name: 'x'.repeat(256) })],
    [
      'more words than anybody reads',
      { ...aReport(), results: many(30, { comments: Array(50).fill('x'.repeat(400)) }).results },
    ],
  ])('with %s is not read', async (_, report) => expect(await claimOf(report)).toBe('unread'));

  test('of more than a megabyte is not read, nor one that no JSON of others can be', async () => {
    expect(await claimOf(aReport({ command: 'x'.repeat(1_050_000) }))).toBe('unread');
    expect((await besideOf(JSON.stringify(aReport()).replace('{"B":"ok"}', 'NaN'))).claim).toBe('unread');
  });

  test('may have as many layers as it likes where nobody looks', async () => {
    const deep = '['.repeat(5000) + ']'.repeat(5000);
    const { claim } = await besideOf(JSON.stringify(aReport({ properties: 'deep' })).replace('"deep"', deep));
    expect(claim).toMatchObject([{ status: 'pass' }]);
  });
});

test('a file of nothing but a SHA-256 is the checksum of another one', async () => {
  const sum = '0123456789abcdef'.repeat(4);
  for (const text of [sum, `${sum}\n`, `${sum}\r\n`]) expect(await besideOf(text)).toEqual({ sum });
  for (const text of [`${sum}0`, ` ${sum}`, sum.toUpperCase(), `${sum}\n\n`]) expect(await besideOf(text)).toEqual({});
});
