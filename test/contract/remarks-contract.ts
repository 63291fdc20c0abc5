import { describe, expect, test } from 'vitest';
import type { FileRemark } from '../../src/domain/review/remarks.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { RemarkStore } from '../../src/ports/remarks.ts';
import { operationId } from './samples.ts';

const savedAt = '2026-11-24T10:00:00.000Z';
const about = (number: number, text = ''): FileRemark => ({ number, seen: true, question: false, text });
const whose = (exportId = operationId('export')) => ({ exportId, round: 1, approver: 'a' });

/** What every store of remarks about single files must do. */
export function remarksContract(store: () => RemarkStore): void {
  describe('a store of remarks', () => {
    test('gives drafts by page, to nobody else and in no other round', async () => {
      const of = whose();
      await store().saveDraft(of, { page: 12, remarks: [about(2400)], savedAt }, null);
      await store().saveDraft(of, { page: 2, remarks: [about(201, 'Round it.')], savedAt }, null);
      const drafts = await store().drafts(of);
      expect(drafts.map(({ value }) => value)).toEqual([
        { page: 2, remarks: [about(201, 'Round it.')], savedAt },
        { page: 12, remarks: [about(2400)], savedAt },
      ]);
      expect(await store().drafts({ ...of, approver: 'b' })).toEqual([]);
      expect(await store().drafts({ ...of, round: 2 })).toEqual([]);
      expect(await store().drafts(whose())).toEqual([]);
    });

    test('writes a page only over the one that was read', async () => {
      const of = whose();
      const draft = { page: 1, remarks: [about(1)], savedAt };
      await store().saveDraft(of, draft, null);
      await expect(store().saveDraft(of, draft, null)).rejects.toThrow(ConflictError);
      const [read] = await store().drafts(of);
      if (read === undefined) throw new Error('the draft is gone');
      await store().saveDraft(of, { ...draft, remarks: [about(2)] }, read.etag);
      await expect(store().saveDraft(of, draft, read.etag)).rejects.toThrow(ConflictError);
      expect((await store().drafts(of)).map(({ value }) => value.remarks)).toEqual([[about(2)]]);
    });

    test('holds a page of two hundred remarks of the greatest length, and words in any script', async () => {
      const of = whose();
      const remarks = Array.from({ length: 200 }, (_, index) => about(index + 1, 'x'.repeat(300)));
      // The emulator tears letters of several bytes where a long request is cut, so only the first remark has them.
      remarks[0] = about(1, 'Zähle 統計 👩‍🔬');
      await store().saveDraft(of, { page: 1, remarks, savedAt }, null);
      expect((await store().drafts(of))[0]?.value.remarks).toEqual(remarks);
    });

    test('forgets drafts, also those that are gone already', async () => {
      const of = whose();
      await store().saveDraft(of, { page: 1, remarks: [about(1)], savedAt }, null);
      await store().forget(of, [1, 2]);
      await store().forget(of, [1]);
      expect(await store().drafts(of)).toEqual([]);
    });

    test('forgets all drafts about a package at once, and those about no other', async () => {
      const [one, other] = [whose(), whose()];
      const digest = 'd'.repeat(64);
      const drafts = [one, { ...one, round: 2 }, { ...one, approver: 'somebody-else' }];
      for (const of of [...drafts, other]) await store().saveDraft(of, { page: 1, remarks: [about(1)], savedAt }, null);
      await store().keep(one.exportId, digest, [{ page: 1, remarks: [about(1)] }]);
      await store().forgetDrafts(one.exportId);
      await store().forgetDrafts(one.exportId);
      for (const of of drafts) expect(await store().drafts(of)).toEqual([]);
      expect(await store().drafts(other)).toHaveLength(1);
      expect(await store().kept(one.exportId, digest)).toHaveLength(1);
    });

    test('keeps what a decision holds the digest of apart from drafts', async () => {
      const of = whose();
      const digest = 'd'.repeat(64);
      const pages = [
        { page: 1, remarks: [about(1)] },
        { page: 3, remarks: [about(401, 'Why?')] },
      ];
      await store().keep(of.exportId, digest, pages);
      await store().keep(of.exportId, digest, pages);
      await store().saveDraft(of, { page: 1, remarks: [about(9)], savedAt }, null);
      expect(await store().kept(of.exportId, digest)).toEqual(pages);
      expect(await store().kept(of.exportId, 'e'.repeat(64))).toEqual([]);
    });
  });
}
