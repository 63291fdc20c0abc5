import { describe, expect, test } from 'vitest';
import { NotFound } from '../../src/domain/base/errors.ts';
import type { SignedStep } from '../../src/domain/witness/signed-step.ts';
import type { SignedLog } from '../../src/ports/signed-log.ts';
import { fresh } from './samples.ts';

const aStep = (before: number, note: string): SignedStep => ({
  at: '2026-03-01T10:20:00.000Z',
  before,
  note,
  chains: [{ chain: '_system', size: 1, root: '', salt: '', end: { blob: 'b', length: 1, hash: '' } }],
  receipts: [],
});

/** What every store of the trees over the audit and of what was signed must do. */
export function signedLogContract(open: () => SignedLog): void {
  describe('a store of what was signed', () => {
    test('gives the step with the most leaves, and keeps the first of each size', async () => {
      const log = open();
      const from = 10 ** 9 + Math.floor(process.hrtime()[1] / 2);
      for (const [before, note] of [
        [from, 'one'],
        [from + 9, 'three'],
        [from + 3, 'two'],
      ] as const)
        expect(await log.keep(aStep(before, note))).toBe(true);
      expect(await log.keep(aStep(from + 9, 'another'))).toBe(false);
      expect(await open().newest()).toEqual(aStep(from + 9, 'three'));
      expect(await open().step(from + 4)).toEqual(aStep(from + 3, 'two'));
      expect(await open().step(from + 5)).toBeUndefined();
    });

    test('keeps tiles, each as it was written first', async () => {
      const [log, name] = [open(), fresh('chain')];
      const place = { level: 0, number: 1234, hashes: 2 };
      await expect(log.readTile(name, place)).rejects.toThrow(NotFound);
      await log.keepTiles(name, [{ ...place, bytes: Buffer.alloc(64, 1) }]);
      await log.keepTiles(name, [{ ...place, bytes: Buffer.alloc(64, 2) }]);
      expect(Buffer.from(await open().readTile(name, place))).toEqual(Buffer.alloc(64, 1));
    });

    test('knows without a request what it brought to its end', () => {
      const log = open();
      log.finish(aStep(1, 'done'));
      expect(log.finished()?.note).toBe('done');
    });
  });
}
