import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../src/domain/transfer/rules.ts';
import { entry, sampleProject, stream } from '../sample.ts';

const rules = { ...sampleProject().ingress, allowedExtensions: ['.csv', '.tar.gz'], maxFiles: 150, maxBytes: 1000 };

async function broken(paths: readonly string[], folder?: string) {
  const problems = await checkRules(stream(paths.map((path) => entry(path))), rules, folder);
  return problems.map(({ rule, path, value }) => [rule, path, value]);
}

describe('checkRules', () => {
  it('finds nothing wrong with allowed files', async () => {
    expect(await broken(['a.csv', 'b/C.CSV', 'd.tar.gz'])).toEqual([]);
  });

  it('names each file with another extension, and that extension', async () => {
    expect(await broken(['a.csv', 'b.exe', 'c.gz', 'csv', 'd.csv.exe'])).toEqual([
      ['extension', 'b.exe', '.exe'],
      ['extension', 'c.gz', '.gz'],
      ['extension', 'csv', 'no extension'],
      ['extension', 'd.csv.exe', '.exe'],
    ]);
  });

  it('lets every kind of file pass when none is named', async () => {
    expect(await checkRules(stream([entry('a.exe')]), { ...rules, allowedExtensions: null })).toEqual([]);
  });

  it('names refused names, and names that differ only in case', async () => {
    expect((await broken(['A.csv', 'a.csv', 'x\u202e.csv'])).map(([rule, path]) => [rule, path])).toEqual([
      ['name:case', 'a.csv'],
      ['name:bidi-character', 'x\u202e.csv'],
    ]);
  });

  it('refuses a path that grows too long where it will be put', async () => {
    const long = `${'x'.repeat(1000)}.csv`;
    expect(await broken([long])).toEqual([]);
    expect(await broken([long], 'heart-study/cohort/exp_01K00000000000000000000000')).toEqual([
      ['name:length', long, long],
    ]);
  });

  it('says once, and not for every file, that the dataset has a refused name', async () => {
    const folder = 'heart-study/a\u202eb/v1000';
    expect(await broken(['a.csv', 'b.csv'], folder)).toEqual([['name:bidi-character', null, folder]]);
  });

  it.each([
    [undefined, []],
    [false, [['context', '_context/a.csv']]],
    [true, []],
  ])('with context %s finds %j wrong with such a folder', async (context, expected) => {
    const asked = context === undefined ? rules : { ...rules, context };
    const problems = await checkRules(stream(['_context/a.csv', 'b.csv'].map((path) => entry(path))), asked);
    expect(problems.map(({ rule, path }) => [rule, path])).toEqual(expected);
  });

  it('refuses an upload without a file', async () => {
    expect(await broken([])).toEqual([['empty', null, '0']]);
  });

  it('refuses too many files and too many bytes, with both numbers', async () => {
    const many = Array.from({ length: 151 }, (_, number) => entry(`${number}.csv`, { size: 10 }));
    expect(await checkRules(stream(many), rules)).toEqual([
      expect.objectContaining({ rule: 'max-files', value: '151', message: expect.stringContaining('150') }),
      expect.objectContaining({ rule: 'max-bytes', value: '1510', message: expect.stringContaining('1000') }),
    ]);
  });

  it('lists a hundred problems and counts the rest', async () => {
    const found = await broken(Array.from({ length: 130 }, (_, number) => `${number}.exe`));
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toEqual(['more:extension', null, '30']);
  });
});
