import { describe, expect, test } from 'vitest';
import type { FileEvidence } from '../../src/domain/evidence.ts';
import { asksForReason, countedVerdicts, type RoundEvidence, summedUp } from '../../src/domain/round-evidence.ts';

const hash = 'e'.repeat(64);

function aFile(change: Partial<FileEvidence>): FileEvidence {
  return { number: 1, bytes: 1, type: 'table', findings: [], notChecked: [], verdict: 'clean', ...change };
}

const clean = { clean: 1, note: 0, notChecked: 0, review: 0, block: 0 };

describe('what a round knows of the evidence', () => {
  test('counts files by their verdict, and those of which something was not looked at whatever their verdict', () => {
    const files = [
      aFile({}),
      aFile({ verdict: 'review', notChecked: ['partly'] }),
      aFile({ verdict: 'notChecked', notChecked: ['type'] }),
    ];
    expect(summedUp({ files, unread: 2 }, hash)).toEqual({
      hash,
      verdicts: { clean: 1, note: 0, notChecked: 1, review: 1, block: 0 },
      unchecked: 4,
    });
  });

  test('names its verdicts with the heaviest first', () => {
    expect(countedVerdicts({ hash, verdicts: { ...clean, block: 2 }, unchecked: 0 })).toEqual([
      { verdict: 'block', files: 2 },
      { verdict: 'clean', files: 1 },
    ]);
  });

  test.each<[string, RoundEvidence | undefined, boolean]>([
    ['no reading room', undefined, false],
    ['clean files', { hash, verdicts: clean, unchecked: 0 }, false],
    ['a finding that people are to look at', { hash, verdicts: { ...clean, review: 1 }, unchecked: 0 }, false],
    ['a file that should not leave', { hash, verdicts: { ...clean, block: 1 }, unchecked: 0 }, true],
    ['a part that was not looked at', { hash, verdicts: { ...clean, review: 1 }, unchecked: 1 }, true],
    ['no evidence in time', { missing: 'late' }, true],
    ['something that is no evidence', { missing: 'unreadable' }, true],
    ['evidence about other files', { missing: 'other-files' }, true],
  ])('with %s', (_what, evidence, asked) => {
    expect(asksForReason(evidence)).toBe(asked);
  });
});
