import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { FileEvidence } from '../../../src/domain/inspection/evidence.ts';
import { evidenceData, roundEvidenceSchema, summedUp } from '../../../src/domain/inspection/round-evidence.ts';

const hash = 'e'.repeat(64);

function aFile(change: Partial<FileEvidence>): FileEvidence {
  return { number: 1, bytes: 1, type: 'table', findings: [], notChecked: [], verdict: 'lookedAt', ...change };
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
      verdicts: { lookedAt: 1, note: 0, notChecked: 1, review: 1, block: 0 },
      unchecked: 4,
      types: ['table', 'other'],
    });
  });

  test('counts what older evidence calls clean apart', () => {
    const { verdicts } = z
      .object({ verdicts: z.unknown() })
      .parse(summedUp({ files: [aFile({ verdict: 'clean' })], unread: 0 }, hash));
    expect(verdicts).toEqual({ clean: 1, lookedAt: 0, note: 0, notChecked: 0, review: 0, block: 0 });
  });

  test('is read from rows of before coverage as it stands there, and says the same in the audit', () => {
    const verdicts = { clean: 3, note: 1, notChecked: 0, review: 0, block: 0 };
    const old = { hash, verdicts, unchecked: 0, types: ['table'] };
    const read = roundEvidenceSchema.parse(old);
    expect(read).toEqual(old);
    expect(evidenceData(read)).toEqual({ evidence: hash, ...verdicts, unchecked: 0 });
  });

  test('asks nothing of an approval because of context', () => {
    const context = aFile({ role: 'context', verdict: 'block', notChecked: ['type'], type: 'other' });
    expect(summedUp({ files: [aFile({}), context], unread: 0 }, hash)).toEqual(
      summedUp({ files: [aFile({})], unread: 0 }, hash),
    );
  });
});
