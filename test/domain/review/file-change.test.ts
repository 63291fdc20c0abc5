import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaths } from '../../../src/domain/base/path-order.ts';
import { fileChanges } from '../../../src/domain/review/file-change.ts';
import { collect, stream } from '../../contract/samples.ts';

const file = (path: string, md5: string | null = 'm', size = 1) => ({ path, md5, size });

describe('fileChanges', () => {
  it.each([
    ['the same content under the same path is the same', [file('a')], [file('a')], ['same']],
    ['another MD5 is a change', [file('a', 'm')], [file('a', 'n')], ['changed']],
    ['another size is a change', [file('a', 'm', 1)], [file('a', 'm', 2)], ['changed']],
    ['without an MD5 nobody knows, so it counts as a change', [file('a', null)], [file('a', null)], ['changed']],
    ['another path is one gone and one new', [file('a')], [file('b')], ['gone', 'new']],
  ])('%s', async (_, earlier, later, changes) => {
    const found = await collect(fileChanges(stream(earlier), stream(later)));
    expect(found.map(({ change }) => change)).toEqual(changes);
  });

  it('says of each path of both exactly once what became of it', async () => {
    const paths = fc.uniqueArray(fc.constantFrom('a', 'b', 'c/d', 'c', 'e', 'é'));
    await fc.assert(
      fc.asyncProperty(paths, paths, async (earlier, later) => {
        const [before, after] = [earlier, later].map((some) => some.toSorted(comparePaths).map((path) => file(path)));
        const found = await collect(fileChanges(stream(before ?? []), stream(after ?? [])));
        const wanted = [...new Set([...earlier, ...later])].toSorted(comparePaths).map((path) => ({
          path,
          change: !earlier.includes(path) ? 'new' : later.includes(path) ? 'same' : 'gone',
        }));
        expect(found).toEqual(wanted);
      }),
    );
  });
});
