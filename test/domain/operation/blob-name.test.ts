import { BlobServiceClient } from '@azure/storage-blob';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CaseFoldedNames,
  checkBlobName,
  checkUploadName,
  isMarker,
  isPattern,
  nameProblem,
  parseUploadPath,
  uploadNameProblem,
} from '../../../src/domain/operation/blob-name.ts';

const ruleOf = (name: string) => {
  const verdict = checkBlobName(name);
  return verdict.ok ? 'accepted' : verdict.rule;
};

describe('checkBlobName', () => {
  it.each([
    ['a.csv'],
    ['folder/sub/a b.csv'],
    ['a%2Fb/100%.csv'],
    ['a^b#c&d=e+f.txt'],
    ['日本/😀/é.csv'],
    ['.hidden/..almost/...x'],
    ['<img src=x>.html'],
    ['a'.repeat(1024)],
    [`${'x/'.repeat(253)}x`],
  ])('accepts %j', (name) => {
    expect(ruleOf(name)).toBe('accepted');
  });

  it.each([
    ['', 'length'],
    ['a'.repeat(1025), 'length'],
    [`${'x/'.repeat(254)}x`, 'segments'],
    ['/a', 'empty-segment'],
    ['a//b', 'empty-segment'],
    ['a/', 'empty-segment'],
    ['a/./b', 'dot-segment'],
    ['a/../b', 'dot-segment'],
    ['..', 'dot-segment'],
    ['a./b', 'trailing-dot'],
    ['a/b.', 'trailing-dot'],
    ['a\\b', 'backslash'],
    ['a\nb', 'control-character'],
    ['a\rb', 'control-character'],
    ['a\u2028b', 'control-character'],
    ['a\u0000b', 'control-character'],
    ['a\u0085b', 'control-character'],
    ['a\u202efdp.exe', 'bidi-character'],
    ['a\u2066b', 'bidi-character'],
    [' a', 'outer-white-space'],
    ['a /b', 'outer-white-space'],
    ['a/\u00a0b', 'outer-white-space'],
    ['e\u0301.csv', 'normal-form'],
    ['a\ud83d', 'unicode'],
    ['a*', 'wildcard'],
    ['*/a.csv', 'wildcard'],
    ['a/b?.csv', 'wildcard'],
  ])('refuses %j by the rule %s', (name, rule) => {
    expect(ruleOf(name)).toBe(rule);
  });

  it('accepts only names that survive encoding, a URL, decoding and splitting', () => {
    const container = new BlobServiceClient('https://account.blob.example.net').getContainerClient('box');
    fc.assert(
      fc.property(anyName, (name) => {
        fc.pre(checkBlobName(name).ok);
        const path = new URL(container.getBlockBlobClient(name).url).pathname.replace('/box/', '');
        expect(decodeURIComponent(path)).toBe(name);
        expect(decodeURIComponent(path).split('/')).toEqual(name.split('/'));
      }),
      { numRuns: 2000 },
    );
  });

  it('names a rule and gives a sentence for whatever it refuses', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const verdict = checkBlobName(name);
        if (!verdict.ok) expect(verdict.message.length * verdict.rule.length).toBeGreaterThan(0);
      }),
    );
  });

  it('judges every part of a path as it would alone', () => {
    fc.assert(
      fc.property(fc.array(anySegment, { minLength: 1, maxLength: 5 }), (segments) => {
        const path = segments.join('/');
        fc.pre(path.length <= 1024);
        expect(checkBlobName(path).ok).toBe(segments.every((segment) => checkBlobName(segment).ok));
      }),
    );
  });
});

const nasty = fc.constantFrom(
  '.',
  '..',
  ' ',
  '\\',
  '\n',
  '\u202e',
  '%',
  '%2f',
  '?',
  '*',
  '^',
  '#',
  'e\u0301',
  'é',
  '\ud800',
  '+',
  '&',
  '😀',
  ':',
);
const anySegment = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 3 }), fc.string({ maxLength: 8 })), { maxLength: 3 })
  .map((parts) => parts.join('').replaceAll('/', ''));
const anyName = fc.array(anySegment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));

describe('nameProblem', () => {
  it('names the refused file, its rule and what to do', () => {
    expect(nameProblem('a/../b')).toEqual({
      rule: 'name:dot-segment',
      path: 'a/../b',
      value: 'a/../b',
      message: 'Rename the file: a part is "." or "..", which leads elsewhere',
      publicMessage: 'Rename the file: a part is "." or "..", which leads elsewhere',
    });
    expect(nameProblem('fine.csv')).toBeUndefined();
  });
});

describe('checkUploadName', () => {
  it.each([
    ['ingress', 'größe 2', 'accepted'],
    ['ingress', 'a^b', 'caret'],
    ['ingress', 'a*', 'wildcard'],
    ['export', 'Table_2.final-v1 for us', 'accepted'],
    ['export', 'x'.repeat(64), 'accepted'],
    ['export', 'x'.repeat(65), 'package'],
    ['export', 'two  spaces', 'package'],
    ['export', ' outer', 'outer-white-space'],
    ['export', 'a,b', 'package'],
    ['export', 'größe', 'package'],
    ['export', 'a\nb', 'control-character'],
    ['export', 'a^b', 'caret'],
    ['export', '_context', 'context'],
    ['export', '_Context', 'context'],
    ['ingress', '_context', 'accepted'],
  ] as const)('at the %s door judges %j: %s', (door, name, rule) => {
    const verdict = checkUploadName(door, name);
    expect(verdict.ok ? 'accepted' : verdict.rule).toBe(rule);
  });

  it('accepts no name that Data Factory would read as a pattern, and packages only in plain letters', () => {
    fc.assert(
      fc.property(fc.constantFrom('ingress' as const, 'export' as const), anySegment, (door, name) => {
        fc.pre(checkUploadName(door, name).ok);
        expect(isPattern(name)).toBe(false);
        expect(checkBlobName(name).ok).toBe(true);
        if (door === 'export') expect(name).toMatch(/^[\w. -]{1,64}$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('says what to rename in a sentence that does not quote the name', () => {
    fc.assert(
      fc.property(fc.constantFrom('ingress' as const, 'export' as const), anySegment, (door, name) => {
        const problem = uploadNameProblem(door, `${name}*marker`);
        expect(problem).toMatchObject({ path: null, value: `${name}*marker` });
        expect(problem?.publicMessage).not.toContain('marker');
      }),
    );
  });
});

describe('CaseFoldedNames', () => {
  it('refuses the second of two names that differ only in case, in whatever alphabet', () => {
    const names = new CaseFoldedNames();
    expect(['Data/A.csv', 'other.csv', 'ÄÖ.csv'].map((name) => names.add(name))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(names.add('data/a.CSV')).toMatchObject({ rule: 'name:case', path: 'data/a.CSV' });
    expect(names.add('äö.csv')).toMatchObject({ rule: 'name:case' });
  });
});

describe('parseUploadPath', () => {
  it.each([
    ['heart-study/cohort/a/b.csv', { project: 'heart-study', name: 'cohort', shape: 'folder', rest: 'a/b.csv' }],
    ['heart-study/cohort/_COMPLETE', { project: 'heart-study', name: 'cohort', shape: 'folder', rest: '_COMPLETE' }],
    ['heart-study/one.csv', { project: 'heart-study', name: 'one.csv', shape: 'file', rest: 'one.csv' }],
  ])('reads %s', (path, parts) => {
    expect(parseUploadPath(path)).toEqual(parts);
  });

  it.each([
    ['one.csv'],
    ['Heart/x.csv'],
    ['x/y.csv'],
    ['heart-study/'],
    ['heart-study//a'],
    ['/heart-study/a'],
    ['heart-study/_COMPLETE'],
  ])('finds no dataset or package in %s', (path) => {
    expect(parseUploadPath(path)).toBeUndefined();
  });
});

describe('isMarker', () => {
  it('knows the marker only directly under the dataset', () => {
    expect([isMarker('_COMPLETE'), isMarker('a/_COMPLETE'), isMarker('_complete')]).toEqual([true, false, false]);
  });
});
