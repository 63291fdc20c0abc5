import { describe, expect, test } from 'vitest';
import type { MailPace } from '../../src/domain/notification/mail-pace.ts';
import type { MailPaceStore } from '../../src/ports/mail.ts';
import { ConflictError } from '../../src/ports/records.ts';

/** What every store of the pace of mails must do. It holds one pace, so nobody else may use it meanwhile. */
export function mailPaceContract(store: () => MailPaceStore): void {
  describe('the pace of mails', () => {
    test('is one count, which whoever did not see the last one cannot write', async () => {
      expect(await store().read()).toBeUndefined();
      const first: MailPace = { tries: [1_772_359_200], waiting: [] };
      await store().keep(first, null);
      await expect(store().keep(first, null)).rejects.toThrow(ConflictError);
      const stored = await store().read();
      expect(stored?.value).toEqual(first);
      const waiting = Array.from({ length: 1000 }, (_, at) => {
        return {
          mail: String(at).padStart(16, '0'),
          rank: 'news' as const,
          since: 1_772_359_200,
          until: 1_772_359_260,
        };
      });
      const refused = { times: 1, lastAt: '2026-03-01T10:00:00.000Z' };
      const tries = Array.from({ length: 5000 }, (_, at) => 1_772_359_200 + at);
      await store().keep({ tries, waiting, refused }, stored?.etag ?? null);
      await expect(store().keep(first, stored?.etag ?? null)).rejects.toThrow(ConflictError);
      expect((await store().read())?.value).toEqual({ tries, waiting, refused });
    });
  });
}
