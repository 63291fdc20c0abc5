import { describe, expect, test } from 'vitest';
import type { KeptMail, KeptMails } from '../../src/ports/mail.ts';
import { gather } from '../domain/sample.ts';
import { operationId } from './samples.ts';

/** What every store of kept mails must do. */
export function keptMailsContract(store: () => KeptMails): void {
  describe('kept mails', () => {
    test('are there once, whole, until they are forgotten', async () => {
      const messageId = `${operationId('export')}.waits@example.org`;
      const about = 'second-person' as const;
      const words = { subject: 'Somebody asks: ü ✓', text: 'Please look\n', html: '<p>Please look</p>' };
      const mail: KeptMail = { messageId, about, to: 'o@example.org', ...words, since: '2026-03-01T10:00:00.000Z' };
      const standing = async () => (await gather(store().list())).filter((one) => one.messageId === messageId);
      for (const _ of ['first', 'again']) await store().keep(mail);
      expect(await standing()).toEqual([mail]);
      const waiting = await store().waiting();
      expect(await gather(waiting.kept())).toEqual(await gather(store().list()));
      expect((await gather(waiting.collected())).filter(({ project }) => project === messageId)).toEqual([]);
      for (const _ of ['first', 'again']) await store().forget(mail);
      expect(await standing()).toEqual([]);
    });
  });
}
