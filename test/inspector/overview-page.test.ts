import { html } from 'hono/html';
import { describe, expect, test } from 'vitest';
import { type FileEvidence, verdictOf } from '../../src/domain/inspection/evidence.ts';
import { withRole } from '../../src/domain/operation/manifest.ts';
import type { Shown } from '../../src/inspector/child/shown.ts';
import { claimsAbout } from '../../src/inspector/claims.ts';
import { type FileInPackage, toLookAt } from '../../src/inspector/package-view.ts';
import { filePage } from '../../src/inspector/pages/file-page.ts';
import { overviewPage } from '../../src/inspector/pages/overview-page.ts';
import { entry } from '../domain/sample.ts';

const found = [{ rule: 'small-count', severity: 'review' as const, count: 1 }];

function aFile(number: number, path: string, findings: FileEvidence['findings']): FileInPackage {
  const listed = withRole(entry(path));
  const role = listed.role === undefined ? {} : { role: listed.role };
  const verdict = verdictOf({ findings, notChecked: [] });
  const evidence = { number, bytes: 1, type: 'table' as const, findings, notChecked: [], verdict, ...role };
  return { number, entry: listed, evidence };
}

const files = [aFile(1, '_context/counts.csv', found), aFile(2, 'rates.csv', [])];
const key = { project: 'heart-study', exportId: 'exp_01K00000000000000000000000', digest: 'd'.repeat(64) };
const visitor = { name: 'Ada', antiForgery: 'token' };
const told = { detail: { places: [] }, claims: [], downloads: false, columnName: () => undefined };
const opening = { round: 1, toOpen: [2], seen: new Set<number>() };

describe('what the researcher says', () => {
  const claim = [
    {
      ...{ status: 'fail' as const, isSuppressed: false, comments: ['<b>For table 2.</b>'] },
      ...{ exception: 'It is a public figure.', files: [{ name: 'rates.csv', rows: 0, columns: 0 }] },
    },
  ];
  const [counts, rates] = files;
  const report = aFile(3, '_context/results.json', [{ rule: 'acro-results', severity: 'block', count: 1 }]);
  const view = { key, files: [...files, report], evidence: 'waiting' as const };
  const reading = { detail: async () => ({ places: [], claim }) };
  if (counts === undefined || rates === undefined) throw new Error('There are no files');

  test('is shown beside the file of which the report tells, as words and nothing else', async () => {
    const claims = await claimsAbout(view, rates, reading);
    const parts = { view, file: rates, placeAddress: () => undefined, opening, visitor, ...told, claims };
    const text = String(await filePage({ ...parts, content: html`` }).body);
    expect(text).toContain('The researcher says');
    expect(text).toContain('that it fails');
    expect(text).toContain('<bdi>&lt;b&gt;For table 2.&lt;/b&gt;</bdi>');
    expect(text).toContain('They ask for an exception: <bdi>It is a public figure.</bdi>');
  });

  test('is nothing about what is never released, about other files, and without a report', async () => {
    expect(await claimsAbout(view, counts, reading)).toEqual([]);
    expect(await claimsAbout(view, aFile(4, 'other.csv', []), reading)).toEqual([]);
    expect(await claimsAbout({ key, files }, rates, reading)).toEqual([]);
  });
});

test("what the researcher's own report sends people to comes first among those of one weight", () => {
  const claimed = (rule: string, severity: 'note' | 'review') => [...found, { rule, severity, count: 1 }];
  const block = [{ rule: 'identifier-header', severity: 'block' as const, count: 1 }];
  const all = [
    ...[aFile(1, 'a.csv', found), aFile(2, 'b.csv', claimed('report-review', 'note'))],
    ...[aFile(3, 'c.csv', claimed('report-failed', 'review')), aFile(4, 'd.csv', block)],
    aFile(5, 'e.csv', claimed('report-contradicted', 'review')),
  ];
  expect(toLookAt(all).map(({ number }) => number)).toEqual([4, 2, 3, 1, 5]);
});

const nothing = { first: undefined, since: undefined, notes: undefined };

describe('notes of the researcher in context', () => {
  const view = { key, files, unlisted: 0, evidence: 'waiting' as const };
  const partsOf = (said: Shown | undefined) => ({
    ...{ view, about: undefined, opening, visitor, ...nothing },
    notes: { number: 1, said },
  });
  const lines = ['# <b>Table 2</b>', '', '[a](javascript:b)'];
  const shownLines = (total: number): Shown => ({
    ...{ type: 'text', parts: [], partCount: 1 },
    content: { kind: 'text', lines, total },
  });

  test('stand on the overview as text and nothing else', async () => {
    const text = String(await overviewPage(partsOf(shownLines(3))).body);
    expect(text).toContain('The researcher says');
    expect(text).toContain('<bdi># &lt;b&gt;Table 2&lt;/b&gt;</bdi>');
    expect(text).toContain('<bdi>[a](javascript:b)</bdi>');
    expect(text).toMatch(/From <a href="\/api\/read\/exp_\w+\/1">/);
  });

  test.each([
    ['are longer than a page shows', shownLines(900)],
    ['are a table', { type: 'table', parts: [], partCount: 1 } satisfies Shown],
    ['cannot be read', undefined],
  ])('are led to where they %s', async (_, said) => {
    expect(String(await overviewPage(partsOf(said)).body)).toContain('More of it is in <a href=');
  });

  test('are nothing where there are none', async () => {
    const text = String(await overviewPage({ ...{ view, about: undefined, opening, visitor }, ...nothing }).body);
    expect(text).not.toContain('The researcher says');
  });
});

describe('context in the reading room', () => {
  test('stands apart on the overview, and is not among what needs an eye before it leaves', async () => {
    expect(toLookAt(files)).toEqual([]);
    const evidence = {
      ...{ digest: key.digest, definition: key.digest, versions: {}, unread: 0 },
      thresholds: { minCount: 10, minResidualDof: 10, maxRows: 5000, maxTextLength: 80, rounding: [] },
      files: files.flatMap((file) => file.evidence ?? []),
    };
    const view = { key, files, unlisted: 0, evidence };
    const text = String(await overviewPage({ ...{ view, about: undefined, opening, visitor }, ...nothing }).body);
    expect(text).toContain('The rules found nothing in 1 file');
    const [leaving = '', context = ''] = text.split('Shown to you, never released.');
    expect(leaving).toContain('rates.csv');
    expect(leaving).not.toContain('counts.csv');
    expect(context).toContain('counts.csv');
  });

  test.each([
    [0, true],
    [1, false],
  ])('is said on the page of file %s of the list: %s', async (index, isSaid) => {
    const [file] = files.slice(index);
    if (file === undefined) throw new Error('There is no such file');
    const view = { key, files, evidence: 'waiting' as const };
    const parts = { view, file, placeAddress: () => undefined, opening, visitor, ...told };
    const text = String(await filePage({ ...parts, content: html`` }).body);
    expect(text.includes('Context: shown to you, never released.')).toBe(isSaid);
  });
});
