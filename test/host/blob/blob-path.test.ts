import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBlobPath, pathTokens, splitBlobUrl } from '../../../local/host/blob/blob-path.ts';
import { blobUrl } from '../../../local/host/blob/storage-rest.ts';

test('tokens of a path are taken from the blob name; the first one is greedy', () => {
  expect(pathTokens('{project}/{file}', 'a/b')).toEqual({ project: 'a', file: 'b' });
  expect(pathTokens('{project}/{file}', 'a/b/c')).toEqual({ project: 'a/b', file: 'c' });
  expect(pathTokens('{name}.csv', 'a/b.csv')).toEqual({ name: 'a/b' });
  expect(pathTokens('{name}.csv', 'a.txt')).toEqual({});
});

test('a path without a name takes every blob', () => {
  expect(parseBlobPath('drop')).toEqual({ container: 'drop', pattern: '{name}' });
  expect(parseBlobPath('drop/{a}/{b}')).toEqual({ container: 'drop', pattern: '{a}/{b}' });
});

test('any blob name comes back from its URL, with and without an account in the path', () => {
  const name = fc.array(
    fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text) && !text.includes('/')),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(name, (segments) => {
      for (const service of ['https://account.blob.local', 'https://127.0.0.1:10000/account']) {
        const found = splitBlobUrl(blobUrl(service, 'drop', segments.join('/')), service);
        expect(found).toEqual({ container: 'drop', name: segments.join('/') });
      }
    }),
  );
});
