import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isLookMissing,
  isWakeDue,
  longestScanWait,
  malwareProblems,
  ScanGate,
  type ScanOutcome,
  whyUnscanned,
} from '../../../src/domain/transfer/scan-gate.ts';
import {
  isInPart,
  markOf,
  partsFor,
  rangeOf,
  type ScanResult,
  type ScanVerdict,
  scannedFile,
  strongerVerdict,
} from '../../../src/domain/transfer/scan-verdict.ts';
import { entry } from '../sample.ts';

const since = new Date('2026-03-01T10:00:00Z');
const early = new Date(since.getTime() + longestScanWait - 1);
const late = new Date(since.getTime() + longestScanWait);

function outcomeOf(results: readonly (ScanResult | undefined)[], now = early): ScanOutcome {
  const gate = new ScanGate();
  for (const [index, result] of results.entries()) {
    gate.add(entry(`${index}.csv`), result === undefined ? undefined : { result, detail: `said ${index}` });
  }
  return gate.outcome(since, now);
}

const results = fc.array(fc.constantFrom<ScanResult | undefined>('clean', 'malicious', 'not-scanned', undefined));

describe('the gate of the malware scan', () => {
  test('lets pass what has a clean verdict for every file, and nothing else', () => {
    fc.assert(
      fc.property(results, fc.boolean(), (given, isLate) => {
        const { kind } = outcomeOf(given, isLate ? late : early);
        expect(kind === 'passed').toBe(given.every((result) => result === 'clean'));
        expect(kind === 'malicious').toBe(given.includes('malicious'));
        if (isLate) expect(kind).not.toBe('waiting');
      }),
    );
  });

  test('waits for verdicts that are missing until half an hour is over, and then rests', () => {
    expect(outcomeOf(['clean', undefined, undefined])).toEqual({ kind: 'waiting', missing: 2 });
    expect(outcomeOf(['not-scanned', undefined])).toEqual({ kind: 'waiting', missing: 1 });
    expect(outcomeOf(['clean', undefined], late)).toMatchObject({
      kind: 'not-scanned',
      count: 1,
      files: [{ path: '1.csv', detail: expect.stringContaining('No verdict has come') }],
    });
  });

  test('rests at once when every file has a verdict and one was not scanned', () => {
    const files = [{ path: '1.csv', detail: 'said 1' }];
    expect(outcomeOf(['clean', 'not-scanned'])).toEqual({ kind: 'not-scanned', count: 1, files });
  });

  test('does not wait for others when a file is malicious', () => {
    const files = [{ path: '1.csv', detail: 'said 1' }];
    expect(outcomeOf([undefined, 'malicious', 'not-scanned'])).toEqual({ kind: 'malicious', count: 1, files });
  });

  test('counts all and names the first hundred', () => {
    const outcome = outcomeOf(Array.from({ length: 250 }, (): ScanResult => 'malicious'));
    expect(outcome).toMatchObject({ kind: 'malicious', count: 250 });
    expect(outcome.kind === 'malicious' && outcome.files.length).toBe(100);
  });

  test('names the file in the problem, and nothing of it in what may leave', () => {
    const [problem] = malwareProblems([{ path: 'secret name.csv', detail: 'Virus' }]);
    expect(problem).toMatchObject({
      rule: 'malware',
      path: 'secret name.csv',
      message: expect.stringContaining('Virus'),
    });
    expect(problem?.publicMessage).not.toMatch(/secret|Virus/);
  });

  test.each([
    [3, ' and of 2 more'],
    [1, ''],
  ])('says why it rests, with the first of %i files and how many more', (count, more) => {
    const why = whyUnscanned({ count, files: [{ path: 'a.zip', detail: 'It has a password.' }] });
    expect(why).toBe(`There is no clean verdict of the malware scan of "a.zip"${more}. It has a password.`);
  });

  test('says of what has every verdict that nothing is missing', () => {
    expect(whyUnscanned({ count: 0, files: [] })).toBe('Nothing is missing');
  });
});

const verdict = fc.record({
  door: fc.constant('ingress' as const),
  path: fc.constant('p/d/a.csv'),
  etag: fc.constant('0x1'),
  result: fc.constantFrom<ScanResult>('clean', 'malicious', 'not-scanned'),
  detail: fc.constant(''),
  scannedAt: fc.constantFrom('2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z'),
});

describe('of several verdicts about one file', () => {
  test('the same one counts in whatever order they come, and malware is never taken back', () => {
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1, maxLength: 5 }), (given) => {
        const all = (list: readonly ScanVerdict[]) => list.reduce(strongerVerdict);
        const kept = all(given);
        expect(all(given.toReversed())).toEqual(kept);
        expect(all([...given, ...given])).toEqual(kept);
        expect(kept.result === 'malicious').toBe(given.some(({ result }) => result === 'malicious'));
      }),
    );
  });

  test('a file is named by its path in the container', () => {
    const file = scannedFile('export', 'heart-study/tables', entry('2026/a.csv', { etag: '0x9' }));
    expect(file).toEqual({ door: 'export', path: 'heart-study/tables/2026/a.csv', etag: '0x9' });
  });
});

describe('a verdict', () => {
  const scan = { since: since.toISOString(), lookedAt: since.toISOString() };
  const lateBy = (milliseconds: number) => new Date(since.getTime() + milliseconds);

  test('wakes an upload that has not looked for a while, and one with malware always', () => {
    expect(isWakeDue(scan, { result: 'clean' }, lateBy(14_999))).toBe(false);
    expect(isWakeDue(scan, { result: 'clean' }, lateBy(15_000))).toBe(true);
    expect(isWakeDue(scan, { result: 'malicious' }, lateBy(0))).toBe(true);
    expect(isWakeDue(undefined, { result: 'clean' }, lateBy(0))).toBe(true);
  });
});

describe('the marks of files', () => {
  const parts = fc.integer({ min: 0, max: 3_000_000 }).map(partsFor);

  test('lie each in exactly one part, by its number and by its range', () => {
    fc.assert(
      fc.property(parts, fc.string(), (all, path) => {
        const mark = markOf({ path, etag: '0x1' });
        const holding = all.filter((part) => isInPart(mark, part));
        const ranged = all.filter((part) => {
          const { from, to } = rangeOf(part);
          return mark >= from && (to === undefined || mark < to);
        });
        expect(holding).toHaveLength(1);
        expect(ranged).toEqual(holding);
      }),
    );
  });

  test('tell a file from itself under another ETag', () => {
    expect(markOf({ path: 'a', etag: '0x1' })).not.toBe(markOf({ path: 'a', etag: '0x2' }));
  });
});

test('the sweep wakes what rests unscanned once nobody has looked for an hour', () => {
  const scan = {
    since: '2026-03-01T09:00:00.000Z',
    lookedAt: '2026-03-01T10:00:00.000Z',
    unscanned: 'No verdict has come',
  };
  const at = (minutes: number) => new Date(Date.parse(scan.lookedAt) + minutes * 60_000);
  expect(isLookMissing({ state: 'scanning', scan }, at(59))).toBe(false);
  expect(isLookMissing({ state: 'scanning', scan }, at(60))).toBe(true);
  const { unscanned: _, ...waiting } = scan;
  expect(isLookMissing({ state: 'scanning', scan: waiting }, at(600))).toBe(false);
  expect(isLookMissing({ state: 'copying', scan }, at(600))).toBe(false);
});
