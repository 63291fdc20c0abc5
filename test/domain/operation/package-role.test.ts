import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  manifestLine,
  parseManifestLine,
  sizeOfRelease,
  summarize,
  toRelease,
  withRole,
} from '../../../src/domain/operation/manifest.ts';
import { contextProblem, isContext, onlyContextProblem } from '../../../src/domain/operation/package-role.ts';
import { entry, gather, stream } from '../sample.ts';

/** What looks like the folder, and is not it. */
const lookalikes = [
  '_Context',
  '_CONTEXT',
  '_context\u200b',
  '_cont\u00adext',
  '_c\u043entext',
  '_\u0441\u043ent\u0435\u0445t',
  '_c\u03bfntext',
  '\uff3fcontext',
  '_\uff43ontext',
  '\u203fcontext',
  '_cont\u00e9xt',
  '_ context',
  '_\u{1d41c}ontext',
];

describe('the folder of what is never released', () => {
  it('is that of one spelling at the root', () => {
    for (const path of ['_context/a.csv', '_context/deep/b.csv']) {
      expect(isContext(path)).toBe(true);
      expect(contextProblem(path, true)).toBeUndefined();
      expect(contextProblem(path, false)).toMatchObject({ rule: 'context', path });
    }
    for (const path of ['context/a.csv', '_context.csv', '_contexts/a.csv', 'tables/_notes.md', 'a_context/b'])
      for (const isTaken of [true, false]) expect(contextProblem(path, isTaken)).toBeUndefined();
  });

  it.each(['_context', ...lookalikes])('is refused wherever else %j may be taken for it', (name) => {
    const paths = [`sub/${name}/a.csv`, `sub/${name}`, `_context/${name}/a.csv`, name];
    for (const path of [...paths, ...(name === '_context' ? [] : [`${name}/a.csv`])])
      for (const isTaken of [true, false]) {
        const isOfFolder = path.startsWith('_context/') && !isTaken;
        expect(contextProblem(path, isTaken)?.rule, path).toBe(isOfFolder ? 'context' : 'name:context');
      }
    expect(isContext(`${name}/a.csv`)).toBe(name === '_context');
  });

  it('may not be all of a package', () => {
    expect(onlyContextProblem(2, 2)).toMatchObject({ rule: 'empty' });
    expect(onlyContextProblem(2, 1)).toBeUndefined();
    expect(onlyContextProblem(0, 0)).toBeUndefined();
  });
});

describe('the role of a file', () => {
  const files = ['_context/counts.csv', 'rates.csv'].map((path) => withRole(entry(path, { size: 3, md5: 'AAAA' })));

  it('is bound by the digest, and its MD5 is not kept where it is context', async () => {
    const [counts, rates] = files.map(manifestLine);
    expect(counts).toMatch(/"md5":null,.*"role":"context"\}$/);
    expect(rates).not.toContain('role');
    expect(files.map(manifestLine).map((line) => parseManifestLine(line))).toEqual(files);
    const plain = files.map(({ role: _, ...rest }) => rest);
    expect((await summarize(stream(files))).digest).not.toBe((await summarize(stream(plain))).digest);
  });

  it('leaves the digest of a package without context as it was', async () => {
    const line = '{"path":"a","size":3,"etag":"0x1","md5":"AAAA","lastModified":"2026-03-01T10:00:00.000Z"}\n';
    const found = await summarize(stream([withRole(parseManifestLine(line.trim()))]));
    expect(found).toEqual({ digest: createHash('sha256').update(line).digest('hex'), count: 1, bytes: 3 });
  });

  it('takes context out of what is released, and counts it in the whole', async () => {
    expect((await gather(toRelease(stream(files)))).map(({ path }) => path)).toEqual(['rates.csv']);
    const summary = await summarize(stream(files));
    expect(summary).toMatchObject({ count: 2, bytes: 6, contextCount: 1, contextBytes: 3 });
    expect(sizeOfRelease(summary)).toEqual({ count: 1, bytes: 3 });
  });
});
