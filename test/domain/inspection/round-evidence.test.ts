import { describe, expect, test } from 'vitest';
import type { FileEvidence } from '../../../src/domain/inspection/evidence.ts';
import { summedUp } from '../../../src/domain/inspection/round-evidence.ts';

const hash = 'e'.repeat(64);

function aFile(change: Partial<FileEvidence>): FileEvidence {
  return { number: 1, bytes: 1, type: 'table', findings: [], notChecked: [], verdict: 'clean', ...change };
}

describe('what a round knows of the evidence', () => {
  test('counts files by their verdict, and those of which something was not looked at whatever their verdict, and names their types', () => {
    const files = [
      aFile({}),
      aFile({ verdict: 'review', notChecked: ['partly'] }),
      aFile({ verdict: 'notChecked', notChecked: ['type'], type: 'other' }),
    ];
    expect(summedUp({ files, unread: 2 }, hash)).toEqual({
      hash,
      verdicts: { clean: 1, note: 0, notChecked: 1, review: 1, block: 0 },
      unchecked: 4,
      types: ['table', 'other'],
    });
  });
});
