import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../src/ports/mail.ts';
import { operationId } from './samples.ts';

/** What every outbox must do. */
export function outboxContract(outbox: () => Outbox): void {
  describe('an outbox', () => {
    test('says sent only of a mail that was marked, however often it was intended', async () => {
      const messageId = `${operationId('export')}.review.1.a/b@example.org`;
      const note = { operation: 'exp', step: 'review', to: 'a@example.org' };
      for (const _ of ['first', 'again']) expect(await outbox().intend(messageId, note)).toMatchObject({ sent: false });
      await outbox().markSent(messageId);
      for (const _ of ['first', 'again']) expect(await outbox().intend(messageId, note)).toMatchObject({ sent: true });
    });

    test('refuses to mark a mail that was never intended', async () => {
      await expect(outbox().markSent(`${operationId('export')}.none@example.org`)).rejects.toThrow('was sent');
    });
  });
}
